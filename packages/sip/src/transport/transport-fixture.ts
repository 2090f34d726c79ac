/** A transport layer and a bare peer on a virtual network, for the tests of this folder. */
import { FakeClock, VirtualNetwork, VirtualWire } from '../../testing/index.ts'
import type { SipRequest, SipResponse } from '../message/index.ts'
import type { Flow } from './flow.ts'
import type { ListenAddress } from './open-transports.ts'
import { TransportLayer, type TransportLayerOptions } from './transport-layer.ts'

export const OURS = '192.0.2.1'
export const PEER = '192.0.2.2'

export async function openTransport(
  options: Partial<TransportLayerOptions> & { listen?: ListenAddress[] } = {},
) {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const layer = new TransportLayer({
    network: network.host(OURS, '2001:db8::1', '127.0.0.1'),
    clock,
    ...options,
  })
  await layer.open(options.listen ?? [{ transport: 'UDP', address: OURS, port: 5060 }])
  const requests: SipRequest[] = []
  const responses: SipResponse[] = []
  const flows: Flow[] = []
  layer.user = {
    onRequest(request, flow) {
      requests.push(request)
      flows.push(flow)
    },
    onResponse(response, flow) {
      responses.push(response)
      flows.push(flow)
    },
  }
  const peer = await VirtualWire.open(network.host(PEER))
  return { clock, network, layer, peer, requests, responses, flows }
}

/** An OPTIONS of the peer as text. */
export function writtenOptions(via: string, more = ''): string {
  return `OPTIONS sip:desk@${OURS} SIP/2.0
Via: ${via}
Max-Forwards: 70
From: <sip:caller@${PEER}>;tag=theirs
To: <sip:desk@${OURS}>
Call-ID: call-2
CSeq: 1 OPTIONS
${more}Content-Length: 0

`
}
