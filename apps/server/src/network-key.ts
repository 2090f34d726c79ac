/** What tells one client from another by its address. */
import { isIPv6 } from 'node:net'

/** Whoever has one IPv6 address has its /64 (RFC 6177 §1). */
export function networkKey(address: string): string {
  if (!isIPv6(address)) return `network:${address}`
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return `network:${mapped}`
  const [head = '', tail = ''] = address.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const zeros = Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0')
  return `network:${[...front, ...zeros, ...back].slice(0, 4).join(':').toLowerCase()}::/64`
}
