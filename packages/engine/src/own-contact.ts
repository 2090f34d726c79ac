/**
 * Our Contact: whoever speaks to us by TLS goes on by TLS, and a dialog of SIPS URIs stays one (RFC 3261 §8.1.1.8,
 * §12.1.1). All others share one text.
 */
import type { Destination, Flow } from '@mainline/sip'

export interface OwnHosts {
  readonly host: string
  readonly secureHost?: string | undefined
}

export function ownContact({ host, secureHost }: OwnHosts) {
  const plain = `<sip:${host}>`
  if (secureHost === undefined) return () => plain
  const secure = `<sip:${secureHost};transport=tls>`
  const sipsOnly = `<sips:${secureHost}>`
  return (towards: Flow | Destination, sips: boolean): string => {
    if (sips) return sipsOnly
    return isSecure(towards) ? secure : plain
  }
}

function isSecure(towards: Flow | Destination): boolean {
  if ('flow' in towards) return towards.flow.transport === 'TLS'
  if ('transport' in towards) return towards.transport === 'TLS'
  return towards.uri.params.get('transport')?.toLowerCase() === 'tls'
}
