/** The rules of TLS connections, on the virtual network: its handshake is that both ends speak of TLS. */
import { describe, expect, it } from 'vitest'
import { FakeClock, VirtualNetwork } from '../../testing/index.ts'
import type { Flow } from './flow.ts'
import type { TcpConnection } from './network.ts'
import { TransportLayer } from './transport-layer.ts'

const OURS = '192.0.2.1'
const PEER = '192.0.2.2'

async function open(admit: (flow: Flow) => boolean = () => true) {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const layer = new TransportLayer({
    network: network.host(OURS),
    clock,
    admit,
    limits: { connectTimeout: 1_000, firstMessageTimeout: 5_000 },
  })
  await layer.open([{ transport: 'TLS', address: OURS, port: 5061 }])
  const peer = network.host(PEER)
  const accepted: TcpConnection[] = []
  await peer.listenTls({
    address: PEER,
    port: 5061,
    onConnection: (connection) => {
      connection.handler = { onBytes() {}, onClose() {} }
      accepted.push(connection)
    },
    onError() {},
  })
  const ended: string[] = []
  const connect = (secure: boolean) => {
    const options = { address: OURS, port: 5061 }
    const connection = secure ? peer.connectTls({ ...options, name: OURS }) : peer.connectTcp(options)
    connection.handler = { onBytes() {}, onClose: () => ended.push(secure ? 'secure' : 'plain') }
    clock.advance(5)
  }
  return { clock, layer, accepted, connect, ended }
}

describe('connections of TLS', () => {
  it('a handshake that does not end --> closed after the time to connect', async () => {
    const { clock, layer, connect, ended } = await open()
    connect(false)
    expect(layer.connections).toBe(1)
    clock.advance(1_100)
    expect([layer.connections, ended]).toEqual([0, ['plain']])
  })

  it('after the handshake --> the time until the first message', async () => {
    const { clock, layer, connect } = await open()
    connect(true)
    clock.advance(4_900)
    expect(layer.connections).toBe(1)
    clock.advance(200)
    expect(layer.connections).toBe(0)
  })

  it('a source that is not admitted --> refused before the handshake', async () => {
    const { layer, connect, ended } = await open(() => false)
    connect(true)
    expect([layer.connections, layer.counters.refused, ended]).toEqual([0, 1, ['secure']])
  })

  it('are used again for the name that was proved, and where only the address is known', async () => {
    const { clock, layer, accepted } = await open()
    const to = (name?: string) =>
      layer.send({ transport: 'TLS', address: PEER, port: 5061, ...(name !== undefined && { name }) }, 'x')
    to('carrier.example')
    clock.advance(10)
    to('carrier.example')
    to()
    clock.advance(10)
    expect(accepted).toHaveLength(1)
    to('other.example')
    clock.advance(10)
    expect(accepted).toHaveLength(2)
  })

  it('name themselves in Via', async () => {
    const { layer } = await open()
    const target = { transport: 'TLS', address: PEER, port: 5061 } as const
    expect(layer.via(target, 'z9hG4bKx')).toBe(`SIP/2.0/TLS ${OURS}:5061;branch=z9hG4bKx`)
    expect(layer.listening).toEqual([{ transport: 'TLS', address: OURS, port: 5061 }])
  })
})
