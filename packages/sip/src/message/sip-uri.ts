/**
 * SIP, SIPS and other URIs (RFC 3261 §19.1, RFC 3966 for tel, RFC 5954 for IPv6).
 * Strict where a mistake would send a call elsewhere (host, port, escapes, brackets), tolerant of unknown schemes,
 * which only a user agent can refuse (416).
 */
import { isIPv6 } from 'node:net'
import { allOf, decimal, HOST, spanOf, URI_TAIL, USER } from './headers/character-classes.ts'
import { sameUri } from './uri-equality.ts'

/** Why a text is no URI. */
export interface UriFailure {
  readonly kind: 'uri-failure'
  readonly code: 'empty' | 'no-scheme' | 'bad-user' | 'bad-host' | 'bad-port' | 'bad-escape' | 'bad-tail'
}

/** The pieces of a URI that is built rather than read. Texts are wire text, unescaped only in `user` and `password`. */
export interface UriParts {
  scheme?: string
  user?: string | undefined
  password?: string | undefined
  host: string
  port?: number | undefined
  params?: Iterable<readonly [string, string | undefined]>
}

const scheme = /^[A-Za-z][A-Za-z0-9+.-]*$/
const badEscape = /%(?![0-9A-Fa-f]{2})/
const emptyMap: ReadonlyMap<string, string | undefined> = new Map()

/** A parsed URI; immutable. Parameters and headers are split only when asked for. */
export class SipUri {
  /** Lower case: `sip`, `sips`, `tel`, or whatever it says. */
  readonly scheme: string
  /** Escapes as received; the subscriber number for tel. */
  readonly user: string | undefined
  readonly password: string | undefined
  /** As received, brackets of IPv6 included; '' for schemes without one. */
  readonly host: string
  readonly port: number | undefined
  /** The text in which the URI stands; cut out only when asked for. */
  private readonly source: string
  private readonly start: number
  private readonly end: number
  private readonly paramText: string
  private readonly headerText: string
  private paramMap: ReadonlyMap<string, string | undefined> | undefined = undefined

  constructor(
    source: string,
    start: number,
    end: number,
    scheme: string,
    user: string | undefined,
    password: string | undefined,
    host: string,
    port: number | undefined,
    paramText: string,
    headerText: string,
  ) {
    this.scheme = scheme
    this.user = user
    this.password = password
    this.host = host
    this.port = port
    this.source = source
    this.start = start
    this.end = end
    this.paramText = paramText
    this.headerText = headerText
  }

  /** Whether it is sip or sips. */
  get isSip(): boolean {
    return this.scheme === 'sip' || this.scheme === 'sips'
  }

  /** The user part with its escapes resolved; still wire text. */
  get userText(): string | undefined {
    return this.user === undefined ? undefined : unescapeUri(this.user)
  }

  /** The host without IPv6 brackets, lower case: what a resolver or a socket wants. */
  get address(): string {
    const host = this.host.toLowerCase()
    return host.charCodeAt(0) === 91 ? host.slice(1, -1).replace(':::', '::') : host
  }

  /** Parameters by lower-case name, escapes resolved. */
  get params(): ReadonlyMap<string, string | undefined> {
    if (this.paramText === '') return emptyMap
    this.paramMap ??= splitPairs(this.paramText, ';')
    return this.paramMap
  }

  /** URI headers (after `?`) by lower-case name, escapes resolved. */
  get headers(): ReadonlyMap<string, string | undefined> {
    return this.headerText === '' ? emptyMap : splitPairs(this.headerText, '&')
  }

  get hasHeaders(): boolean {
    return this.headerText !== ''
  }

  /** Whether the URI is a loose router's (RFC 3261 §19.1.1 `lr`). */
  get isLooseRouter(): boolean {
    return this.params.has('lr')
  }

  /** The text as received. */
  toString(): string {
    return this.source.slice(this.start, this.end)
  }

  /** Equality by RFC 3261 §19.1.4 and RFC 5954; other schemes compare by text. */
  equals(other: SipUri): boolean {
    return sameUri(this, other)
  }
}

/** Reads a URI that fills the text (no angle brackets, no white space around it). */
export function parseUri(text: string): SipUri | UriFailure {
  return parseUriAt(text, 0, text.length)
}

/** As parseUri, where it stands in a longer text: cheaper than from a piece cut out of it. */
export function parseUriAt(text: string, start: number, end: number): SipUri | UriFailure {
  if (text.startsWith('sip:', start)) return parseSip(text, 'sip', start, start + 4, end)
  return parseRarer(start === 0 && end === text.length ? text : text.slice(start, end))
}

function parseRarer(text: string): SipUri | UriFailure {
  const colon = text.indexOf(':')
  if (text === '') return uriFailure('empty')
  if (colon < 1) return uriFailure('no-scheme')
  const name = text.slice(0, colon).toLowerCase()
  if (name === 'sip' || name === 'sips') return parseSip(text, name, 0, colon + 1, text.length)
  if (!scheme.test(name)) return uriFailure('no-scheme')
  if (/[^\x21-\x7e]|[<>"]/.test(text)) return uriFailure('bad-tail')
  if (name !== 'tel')
    return new SipUri(text, 0, text.length, name, undefined, undefined, '', undefined, '', '')
  const semicolon = text.indexOf(';')
  const end = semicolon < 0 ? text.length : semicolon
  if (end === colon + 1) return uriFailure('bad-user')
  return new SipUri(
    text,
    0,
    text.length,
    name,
    text.slice(colon + 1, end),
    undefined,
    '',
    undefined,
    text.slice(end),
    '',
  )
}

function parseSip(
  text: string,
  name: string,
  whole: number,
  start: number,
  end: number,
): SipUri | UriFailure {
  const userEnd = spanOf(USER, text, start, end)
  let user: string | undefined
  let password: string | undefined
  let hostStart = start
  const stop = userEnd < end ? text.charCodeAt(userEnd) : 0
  const at = stop === 64 ? userEnd : text.indexOf('@', userEnd)
  if (at >= 0 && at < end) {
    if (userEnd === start) return uriFailure('bad-user')
    user = text.slice(start, userEnd)
    if (stop === 58) {
      if (!allOf(USER, text, userEnd + 1, at)) return uriFailure('bad-user')
      password = text.slice(userEnd + 1, at)
    } else if (stop !== 64) return uriFailure('bad-user')
    hostStart = at + 1
  }
  let hostEnd: number
  if (hostStart < end && text.charCodeAt(hostStart) === 91) {
    hostEnd = text.indexOf(']', hostStart) + 1
    if (hostEnd === 0 || hostEnd > end || !isIPv6Reference(text.slice(hostStart, hostEnd)))
      return uriFailure('bad-host')
  } else {
    hostEnd = spanOf(HOST, text, hostStart, end)
    if (hostEnd === hostStart) return uriFailure('bad-host')
  }
  let tail = hostEnd
  let port: number | undefined
  if (tail < end && text.charCodeAt(tail) === 58) {
    const portStart = tail + 1
    tail = portStart
    while (tail < end && text.charCodeAt(tail) !== 59 && text.charCodeAt(tail) !== 63) tail++
    port = decimal(text, portStart, tail, 5)
    if (port < 1 || port > 65535) return uriFailure('bad-port')
  }
  const host = text.slice(hostStart, hostEnd)
  // No host holds the escape sign.
  const escaped = user !== undefined && (user.includes('%') || password?.includes('%') === true)
  if (tail === end && !escaped) return new SipUri(text, whole, end, name, user, password, host, port, '', '')
  if (badEscape.test(text.slice(whole, end))) return uriFailure('bad-escape')
  const first = text.charCodeAt(tail)
  if (tail < end && first !== 59 && first !== 63) return uriFailure('bad-host')
  const question = text.indexOf('?', tail)
  const paramEnd = question < 0 || question >= end ? end : question
  if (!allOf(URI_TAIL, text, tail, end)) return uriFailure('bad-tail')
  return new SipUri(
    text,
    whole,
    end,
    name,
    user,
    password,
    host,
    port,
    text.slice(tail, paramEnd),
    paramEnd === end ? '' : text.slice(paramEnd + 1, end),
  )
}

/** Builds a SIP URI from parts; user, password and parameter values are escaped as their place needs. */
export function writeUri(parts: UriParts): string {
  let text = `${parts.scheme ?? 'sip'}:`
  if (parts.user !== undefined) {
    text += escapeUser(parts.user)
    if (parts.password !== undefined) text += `:${escapeUser(parts.password)}`
    text += '@'
  }
  text += parts.host.includes(':') && !parts.host.startsWith('[') ? `[${parts.host}]` : parts.host
  if (parts.port !== undefined) text += `:${parts.port}`
  for (const [name, value] of parts.params ?? []) {
    text += value === undefined ? `;${name}` : `;${name}=${escapeTail(value)}`
  }
  return text
}

/** Wire text with every character escaped that may not stand in a user part. */
export function escapeUser(wire: string): string {
  return wire.replace(/[^A-Za-z0-9\-_.!~*'()&=+$,;?/]/g, escapeCharacter)
}

/** Wire text with its %HH escapes resolved; broken escapes stay as they are. */
function unescapeUri(text: string): string {
  if (!text.includes('%')) return text
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** `[…]` around an IPv6 address; the three colons that the grammar of RFC 3261 asks for are read as two (RFC 5118 §4.10). */
export function isIPv6Reference(text: string): boolean {
  return (
    text.charCodeAt(0) === 91 &&
    text.charCodeAt(text.length - 1) === 93 &&
    !text.includes('%') &&
    isIPv6(text.slice(1, -1).replace(':::', '::'))
  )
}

function escapeTail(wire: string): string {
  return wire.replace(/[^A-Za-z0-9\-_.!~*'()[\]/:&+$]/g, escapeCharacter)
}

function escapeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

function splitPairs(text: string, separator: string): ReadonlyMap<string, string | undefined> {
  const map = new Map<string, string | undefined>()
  for (const piece of text.split(separator)) {
    if (piece === '') continue
    const equals = piece.indexOf('=')
    const name = unescapeUri(equals < 0 ? piece : piece.slice(0, equals)).toLowerCase()
    if (!map.has(name)) map.set(name, equals < 0 ? undefined : unescapeUri(piece.slice(equals + 1)))
  }
  return map
}

function uriFailure(code: UriFailure['code']): UriFailure {
  return { kind: 'uri-failure', code }
}
