/**
 * Where a request set out that came through an edge proxy (decision 0014): the header that the edge writes, and how its silence
 * towards a source is asked for.
 */
import { isIPv4, isIPv6, SocketAddress } from 'node:net'
import { headerLine, type Origin } from '@mainline/sip'

/** `sip:192.0.2.1:5060;transport=udp`, what Kamailio calls `$sut`. Believed from an edge, ignored from everybody else. */
export const sourceHeader = 'X-Mainline-Source'

/** With a 403: so many seconds the edge sends us nothing of that source, and answers nothing itself. */
const silenceHeader = 'X-Mainline-Silence'

/** The longest form has 80 characters; more is not read. */
const LONGEST = 100

const form = /^sip:(?:([0-9.]+)|\[([0-9a-f:.]+)\]):([0-9]{1,5});transport=(udp|tcp|tls)$/i

/** @returns undefined for anything that an edge does not write */
export function readSource(text: string): Origin | undefined {
  const [, four, six, digits, transport] = (text.length <= LONGEST && form.exec(text)) || []
  const port = Number(digits)
  if (transport === undefined || port < 1 || port > 65_535) return undefined
  const address = four ?? canonical(six ?? '')
  if (!isIPv4(address) && !isIPv6(address)) return undefined
  return { transport: transport.toUpperCase() as Origin['transport'], address, port }
}

/** Proxies write all eight groups; sockets, and with them rules about addresses, know the short form (RFC 5952). */
function canonical(address: string): string {
  return isIPv6(address) ? new SocketAddress({ address, family: 'ipv6' }).address : ''
}

/** @param ms until the source may be heard again */
export const silenceLine = (ms: number): string =>
  headerLine(silenceHeader, `${Math.max(1, Math.ceil(ms / 1000))}`)
