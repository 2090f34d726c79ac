/** A stack and two servers of one carrier that DNS names, for the tests of where a request goes when a server fails. */
import { FakeClock, VirtualNetwork, VirtualResolver, VirtualWire, type Zone } from '../../testing/index.ts'
import { parseUri, SipUri } from '../message/index.ts'
import { TimerWheel } from '../timer-wheel.ts'
import { TransportLayer } from '../transport/index.ts'
import { Journal } from './stack-fixture.ts'
import { TransactionLayer } from './transaction-layer.ts'

export const zone: Zone = {
  '_sip._udp.carrier.example': {
    srv: [
      { priority: 10, weight: 0, port: 5060, name: 'one.carrier.example' },
      { priority: 20, weight: 0, port: 5070, name: 'two.carrier.example' },
    ],
  },
  'one.carrier.example': { a: ['192.0.2.11'] },
  'two.carrier.example': { a: ['192.0.2.12'] },
}

export function uri(text: string): SipUri {
  const parsed = parseUri(text)
  if (parsed instanceof SipUri) return parsed
  throw new Error(text)
}

export const branchOf = (text = ''): string | undefined => /branch=([^;\r]*)/.exec(text)?.[1]

export async function openToTwo(options: { tcp?: boolean; resolver?: VirtualResolver } = {}) {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const resolver = options.resolver ?? new VirtualResolver(zone)
  const transport = new TransportLayer({
    network: network.host('192.0.2.1'),
    clock: new TimerWheel(clock),
    resolver,
  })
  await transport.open([
    { transport: 'UDP', address: '192.0.2.1', port: 5060 },
    ...(options.tcp ? [{ transport: 'TCP', address: '192.0.2.1', port: 5060 } as const] : []),
  ])
  const layerUser = new Journal()
  const layer = new TransactionLayer({ transport, clock, user: layerUser })
  const one = await VirtualWire.open(network.host('192.0.2.11'))
  const two = await VirtualWire.open(network.host('192.0.2.12'), 5070)
  const user = new Journal()
  const carrier = { uri: uri('sip:carrier.example') }
  return { clock, network, layer, layerUser, one, two, user, carrier }
}

/** Somebody who takes TCP there. @returns all that came so far */
export async function hearTcp(
  network: VirtualNetwork,
  at: { readonly address: string; readonly port: number },
): Promise<() => string> {
  let heard = ''
  await network.host(at.address).listenTcp({
    ...at,
    onError() {},
    onConnection(connection) {
      connection.handler = {
        onBytes(bytes) {
          heard += bytes.toString('latin1')
        },
        onClose() {},
      }
    },
  })
  return () => heard
}
