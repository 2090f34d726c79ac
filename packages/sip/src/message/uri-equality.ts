/**
 * When two URIs mean the same thing: RFC 3261 §19.1.4, with IP addresses compared by value (RFC 5954).
 */
import { isIPv4, isIPv6 } from 'node:net'

/** What of a URI counts for equality. */
export interface ComparableUri {
  readonly scheme: string
  readonly isSip: boolean
  readonly user: string | undefined
  readonly userText: string | undefined
  readonly password: string | undefined
  readonly port: number | undefined
  readonly address: string
  readonly params: ReadonlyMap<string, string | undefined>
  readonly headers: ReadonlyMap<string, string | undefined>
  toString(): string
}

/** Parameters that must agree even when only one side has them (`transport` too, as its default differs by scheme). */
const decisive = ['user', 'ttl', 'method', 'maddr', 'transport']

/** Whether the two are equal by RFC 3261 §19.1.4; URIs of other schemes are equal when their texts are. */
export function sameUri(a: ComparableUri, b: ComparableUri): boolean {
  if (a.scheme !== b.scheme) return false
  if (!a.isSip) return a.scheme === 'tel' ? sameTelephone(a, b) : a.toString() === b.toString()
  return (
    a.userText === b.userText &&
    a.password === b.password &&
    a.port === b.port &&
    hostKey(a) === hostKey(b) &&
    sameParameters(a, b) &&
    sameHeaders(a, b)
  )
}

/** RFC 3966 §5: visual separators do not count, letters compare without case. */
function sameTelephone(a: ComparableUri, b: ComparableUri): boolean {
  return digits(a.user) === digits(b.user) && a.params.get('phone-context') === b.params.get('phone-context')
}

function digits(user: string | undefined): string {
  return (user ?? '').replace(/[-.()]/g, '').toLowerCase()
}

function hostKey(uri: ComparableUri): string {
  const address = uri.address
  return isIPv6(address) ? expandIPv6(address) : address
}

function expandIPv6(address: string): string {
  const lastColon = address.lastIndexOf(':')
  const tail = address.slice(lastColon + 1)
  let text = address
  if (isIPv4(tail)) {
    const [a = 0, b = 0, c = 0, d = 0] = tail.split('.').map(Number)
    text = `${address.slice(0, lastColon + 1)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
  }
  const [left = '', right] = text.split('::')
  const before = left === '' ? [] : left.split(':')
  const after = right === undefined || right === '' ? [] : right.split(':')
  const zeros = right === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<string>(zeros).fill('0'), ...after]
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

function sameParameters(a: ComparableUri, b: ComparableUri): boolean {
  for (const name of decisive) {
    if (a.params.has(name) !== b.params.has(name)) return false
  }
  for (const [name, value] of a.params) {
    if (b.params.has(name) && (value ?? '').toLowerCase() !== (b.params.get(name) ?? '').toLowerCase())
      return false
  }
  return true
}

function sameHeaders(a: ComparableUri, b: ComparableUri): boolean {
  const mine = a.headers
  const theirs = b.headers
  if (mine.size !== theirs.size) return false
  for (const [name, value] of mine) if (!theirs.has(name) || theirs.get(name) !== value) return false
  return true
}
