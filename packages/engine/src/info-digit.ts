/** A digit in an INFO request (RFC 6086, of the time before info packages): the two bodies that telephones send. */
import type { SipRequest } from '@mainline/sip'

/** One of `0`-`9`, `*`, `#`, `A`-`D`; undefined when the request holds none. Both may say 10 and 11 for `*` and `#`. */
export function digitOf(request: SipRequest): string | undefined {
  const relayed = request.bodyOf('application/dtmf-relay')
  const signal =
    relayed === undefined ? request.bodyOf('application/dtmf') : /^Signal\s*=\s*(\S+)/im.exec(relayed)?.[1]
  return signal === undefined ? undefined : readSignal(signal.trim())
}

function readSignal(signal: string): string | undefined {
  if (/^[0-9*#A-D]$/i.test(signal)) return signal.toUpperCase()
  if (signal === '10') return '*'
  return signal === '11' ? '#' : undefined
}
