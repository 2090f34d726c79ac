import { describe, expect, it } from 'vitest'
import { FakeClock, VirtualNetwork } from '../../testing/index.ts'
import { parseUri, SipUri } from '../message/index.ts'
import type { Flow } from './flow.ts'
import type { ListenAddress } from './open-transports.ts'
import { OURS, openTransport, PEER } from './transport-fixture.ts'
import { TransportLayer } from './transport-layer.ts'

describe('where requests go', () => {
  const listen: ListenAddress[] = [
    { transport: 'UDP', address: OURS, port: 5060 },
    { transport: 'UDP', address: '127.0.0.1', port: 5060 },
    { transport: 'UDP', address: '2001:db8::1', port: 5060, sentBy: 'sip.example' },
    { transport: 'TCP', address: OURS, port: 5060 },
  ]
  const rows: [transport: 'UDP' | 'TCP' | 'TLS', address: string, via: string | undefined][] = [
    ['UDP', PEER, `SIP/2.0/UDP ${OURS}:5060;rport;branch=b`],
    ['UDP', '127.0.0.1', 'SIP/2.0/UDP 127.0.0.1:5060;rport;branch=b'],
    ['UDP', '2001:db8::2', 'SIP/2.0/UDP sip.example;rport;branch=b'],
    ['TCP', PEER, `SIP/2.0/TCP ${OURS}:5060;branch=b`],
    ['TCP', '127.0.0.1', `SIP/2.0/TCP ${OURS}:5060;branch=b`],
    ['TCP', '2001:db8::2', undefined],
    ['TLS', PEER, undefined],
  ]
  for (const [transport, address, via] of rows) {
    it(`${transport} ${address} --> ${via ?? 'no socket'}`, async () => {
      const { layer } = await openTransport({ listen })
      const target = { transport, address, port: 5060 }
      expect(layer.via(target, 'b')).toBe(via)
      expect(layer.reaches(target)).toBe(via !== undefined)
      const errors: string[] = []
      if (via === undefined) layer.send(target, 'x', { onSendFailure: ({ code }) => errors.push(code) })
      expect(errors).toEqual(via === undefined ? ['no-transport'] : [])
    })
  }

  it('listening on all addresses --> Vias name one of the host, and the port that was taken', async () => {
    const clock = new FakeClock()
    const network = new VirtualNetwork({ clock })
    const host = network.host('127.0.0.1', '192.0.2.50', '2001:db8::50')
    const layer = new TransportLayer({ network: host, clock })
    await layer.open([{ transport: 'UDP', address: '0.0.0.0', port: 0 }])
    const port = layer.listening[0]?.port
    expect(port).toBeGreaterThan(0)
    expect(layer.via({ transport: 'UDP', address: PEER, port: 5060 }, 'b')).toBe(
      `SIP/2.0/UDP 192.0.2.50:${port};rport;branch=b`,
    )
    await layer.close()
    expect(layer.listening).toEqual([])
  })

  it('a destination is located: flow, address, URI', async () => {
    const { layer } = await openTransport()
    const flow: Flow = {
      transport: 'UDP',
      localAddress: OURS,
      localPort: 5060,
      remoteAddress: PEER,
      remotePort: 7,
      connectionId: 0,
    }
    expect(layer.locate({ flow })).toEqual([{ transport: 'UDP', address: PEER, port: 7, flow }])
    expect(layer.isAlive(flow)).toBe(true)
    expect(layer.locate({ transport: 'TCP', address: PEER, port: 8 })).toEqual([
      { transport: 'TCP', address: PEER, port: 8 },
    ])
    const uri = parseUri('sip:192.0.2.9')
    if (!(uri instanceof SipUri)) throw new Error('no URI')
    expect(layer.locate({ uri })).toEqual([
      { transport: 'UDP', address: '192.0.2.9', port: 5060, upgradable: true },
    ])
  })

  describe('from a host with several addresses', () => {
    const homes = ['192.0.2.1', '198.51.100.1', '10.0.0.1', '2001:db8:1::1', '2001:db8:2::1', '127.0.0.1']

    it.each([
      ['the one in its network', '10.0.0.9', '10.0.0.1'],
      ['the one in its network', '198.51.100.200', '198.51.100.1'],
      ['the one in its network', '2001:db8:2::9', '2001:db8:2::1'],
      ['the first, for it is in none', '203.0.113.9', '192.0.2.1'],
      ['the one on loopback', '127.0.0.1', '127.0.0.1'],
    ])('--> %s: %s by %s', async (_, address, from) => {
      const clock = new FakeClock()
      const network = new VirtualNetwork({ clock })
      const layer = new TransportLayer({ network: network.host(...homes), clock })
      for (const transport of ['UDP', 'TCP'] as const) {
        await layer.open(homes.map((home) => ({ transport, address: home, port: 5060 })))
        const via = layer.via({ transport, address, port: 5060 }, 'z9hG4bKx')
        expect(via).toContain(`SIP/2.0/${transport} ${from.includes(':') ? `[${from}]` : from}:5060;`)
      }
    })

    it('--> the one that a flow without a connection names', async () => {
      const clock = new FakeClock()
      const network = new VirtualNetwork({ clock })
      const layer = new TransportLayer({ network: network.host(...homes), clock })
      await layer.open(homes.map((home) => ({ transport: 'TCP', address: home, port: 5060 })))
      const flow = {
        transport: 'TCP',
        localAddress: '198.51.100.1',
        localPort: 5060,
        remoteAddress: '10.0.0.9',
        remotePort: 5060,
        connectionId: 0,
      } as const
      const sources: string[] = []
      await network.host('10.0.0.9').listenTcp({
        address: '10.0.0.9',
        port: 5060,
        onError() {},
        onConnection: ({ remoteAddress }) => sources.push(remoteAddress),
      })
      const target = { transport: 'TCP', address: '10.0.0.9', port: 5060, flow } as const
      layer.send(target, 'OPTIONS')
      clock.advance(10)
      expect(sources).toEqual(['198.51.100.1'])
    })
  })

  it('where a URI leads is told, by name or by address, so that what answers from there is admitted', async () => {
    const told: string[] = []
    const none = async () => []
    const resolver = { naptr: none, srv: none, a: async () => [{ address: '192.0.2.8' }], aaaa: none }
    const { layer } = await openTransport({ resolver, onLocated: (address) => told.push(address) })
    for (const text of ['sip:192.0.2.9', 'sip:carrier.example:5060']) {
      const uri = parseUri(text)
      if (!(uri instanceof SipUri)) throw new Error('no URI')
      await layer.locate({ uri })
    }
    expect(told).toEqual(['192.0.2.9', '192.0.2.8'])
  })

  it('a flow of a socket that we do not have any more --> no transport, both ways', async () => {
    const { layer } = await openTransport()
    const flow: Flow = {
      transport: 'UDP',
      localAddress: OURS,
      localPort: 9,
      remoteAddress: PEER,
      remotePort: 7,
      connectionId: 0,
    }
    const errors: string[] = []
    const observer = { onSendFailure: ({ code }: { code: string }) => errors.push(code) }
    layer.send({ transport: 'UDP', address: PEER, port: 7, flow }, 'x', observer)
    layer.respond({ flow, address: PEER, port: 7 }, 'x', observer)
    expect(errors).toEqual(['no-transport', 'no-transport'])
  })
})
