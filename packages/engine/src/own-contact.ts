/**
 * Our Contact: whoever speaks to us by TLS or TCP goes on that way, since the other ways may be blocked for it, and a
 * dialog of SIPS URIs stays one (RFC 3261 §8.1.1.8, §12.1.1). All others share one text.
 */
import type { Destination, Flow, TransportProtocol } from '@mainline/sip'

export interface OwnHosts {
  readonly host: string
  readonly secureHost?: string | undefined
}

export function ownContact({ host, secureHost }: OwnHosts) {
  const plain = `<sip:${host}>`
  const byStream = `<sip:${host};transport=tcp>`
  const secure = secureHost === undefined ? plain : `<sip:${secureHost};transport=tls>`
  const sipsOnly = secureHost === undefined ? plain : `<sips:${secureHost}>`
  return (towards: Flow | Destination, sips: boolean): string => {
    if (sips) return sipsOnly
    const transport = transportTowards(towards)
    if (transport === 'TLS') return secure
    return transport === 'TCP' ? byStream : plain
  }
}

function transportTowards(towards: Flow | Destination): TransportProtocol | undefined {
  if ('flow' in towards) return towards.flow.transport
  if ('transport' in towards) return towards.transport
  return named[towards.uri.params.get('transport')?.toLowerCase() ?? '']
}

const named: Readonly<Record<string, TransportProtocol>> = { tls: 'TLS', tcp: 'TCP' }
