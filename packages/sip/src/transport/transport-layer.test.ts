import { describe, expect, it } from 'vitest'
import { FakeClock, VirtualNetwork, VirtualWire } from '../../testing/index.ts'
import { parseUri, type SipRequest, type SipResponse, SipUri } from '../message/index.ts'
import type { Flow } from './flow.ts'
import type { ListenAddress } from './open-transports.ts'
import { responseRoute } from './response-routing.ts'
import { TransportLayer, type TransportLayerOptions } from './transport-layer.ts'

const OURS = '192.0.2.1'
const PEER = '192.0.2.2'

async function open(options: Partial<TransportLayerOptions> & { listen?: ListenAddress[] } = {}) {
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

function options(via: string, more = ''): string {
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

describe('whom a request is from', () => {
  const via = `SIP/2.0/UDP ${PEER};branch=z9hG4bKa`
  const origin = { transport: 'UDP', address: '203.0.113.9', port: 40_000 } as const

  it('is told to the user; answers go to whoever sent it', async () => {
    const { clock, layer, peer, flows } = await open({ identify: (_, flow) => ({ ...flow, origin }) })
    layer.user = {
      onRequest: (request, flow) => {
        flows.push(flow)
        layer.respond(responseRoute(request.topVia, flow), Buffer.from('SIP/2.0 200 OK\r\n\r\n'))
      },
      onResponse: () => {},
    }
    peer.send(options(via), OURS)
    clock.advance(1)
    expect(flows).toMatchObject([{ remoteAddress: PEER, origin }])
    clock.advance(1)
    expect(peer.lines).toEqual(['SIP/2.0 200 OK'])
  })

  it('or why it goes no further: answered without its user, an ACK not at all', async () => {
    const refusal = { status: 403, reason: 'Not You', extra: 'X-Why: because\r\n' }
    const { clock, layer, peer, requests } = await open({ identify: () => refusal })
    peer.send(options(via), OURS)
    peer.send(options(via).replaceAll('OPTIONS', 'ACK'), OURS)
    clock.advance(2)
    expect(requests).toEqual([])
    expect(peer.lines).toEqual(['SIP/2.0 403 Not You'])
    expect(peer.last).toContain('X-Why: because\r\n')
    expect(layer.counters.refused).toBe(2)
  })
})

describe('requests that come (RFC 3261 §18.2.1, RFC 3581)', () => {
  const rows: [via: string, noted: string][] = [
    [`SIP/2.0/UDP ${PEER}:5060;branch=z9hG4bKa`, `SIP/2.0/UDP ${PEER}:5060;branch=z9hG4bKa`],
    [
      `SIP/2.0/UDP ${PEER};rport;branch=z9hG4bKa`,
      `SIP/2.0/UDP ${PEER};rport=5060;branch=z9hG4bKa;received=${PEER}`,
    ],
    [
      'SIP/2.0/UDP 10.0.0.9:5099;branch=z9hG4bKa',
      `SIP/2.0/UDP 10.0.0.9:5099;branch=z9hG4bKa;received=${PEER}`,
    ],
    [
      'SIP/2.0/UDP phone.example;branch=z9hG4bKa',
      `SIP/2.0/UDP phone.example;branch=z9hG4bKa;received=${PEER}`,
    ],
  ]
  for (const [via, noted] of rows) {
    it(`${via} --> ${noted}`, async () => {
      const { clock, layer, peer, requests, flows } = await open()
      peer.send(options(via), OURS)
      clock.advance(1)
      expect(requests.map(({ topVia }) => topVia.toString())).toEqual([noted])
      expect(flows).toEqual([
        {
          transport: 'UDP',
          localAddress: OURS,
          localPort: 5060,
          remoteAddress: PEER,
          remotePort: 5060,
          connectionId: 0,
        },
      ])
      expect(layer.counters).toMatchObject({ received: 1, malformed: 0 })
    })
  }

  it('the response leaves from the socket that the request came to', async () => {
    const listen: ListenAddress[] = [5060, 5070].map((port) => ({ transport: 'UDP', address: OURS, port }))
    const { clock, layer, peer, requests, flows } = await open({ listen })
    peer.send(options(`SIP/2.0/UDP ${PEER};rport;branch=z9hG4bKa`), OURS, 5070)
    clock.advance(1)
    const [request] = requests
    const [flow] = flows
    if (request === undefined || flow === undefined) throw new Error('nothing came')
    layer.respond(responseRoute(request.topVia, flow), 'SIP/2.0 200 OK\r\n\r\n')
    layer.send({ transport: 'UDP', address: PEER, port: 5060, flow }, 'INFO sip:x SIP/2.0\r\n\r\n')
    clock.advance(1)
    expect(peer.log.map(({ port }) => port)).toEqual([5070, 5070])
  })
})

describe('what is not SIP, or not enough of it', () => {
  it('an unreadable request --> 400 without a transaction, the same tag each time', async () => {
    const { clock, layer, peer, requests } = await open()
    for (let copy = 0; copy < 2; copy++) {
      peer.send(options(`SIP/2.0/UDP ${PEER}:5060;rport;branch=z9hG4bKa`, 'no colon here\n'), OURS)
      clock.advance(2)
    }
    expect(requests).toEqual([])
    expect(peer.lines).toEqual(['SIP/2.0 400 Malformed Header Field', 'SIP/2.0 400 Malformed Header Field'])
    expect(peer.log[0]?.text).toBe(peer.log[1]?.text)
    expect(peer.last).toMatch(/^To: .*;tag=\w+\r$/m)
    expect(layer.counters).toMatchObject({ malformed: 2, received: 0 })
  })

  it('a request without Call-ID --> 400; an ACK without --> silence', async () => {
    const { clock, peer } = await open()
    const text = options(`SIP/2.0/UDP ${PEER}:5060;branch=z9hG4bKa`).replace('Call-ID: call-2\n', '')
    peer.send(text, OURS)
    peer.send(text.replaceAll('OPTIONS', 'ACK'), OURS)
    clock.advance(2)
    expect(peer.lines).toEqual(['SIP/2.0 400 Missing Call-ID'])
  })

  it('a request without Via --> silence; another version --> 505', async () => {
    const { clock, peer } = await open()
    const text = options(`SIP/2.0/UDP ${PEER}:5060;branch=z9hG4bKa`)
    peer.send(text.replace(/Via:.*\n/, ''), OURS)
    clock.advance(2)
    expect(peer.lines).toEqual([])
    peer.send(text.replace('SIP/2.0\n', 'SIP/3.0\n'), OURS)
    clock.advance(2)
    expect(peer.lines).toEqual(['SIP/2.0 505 Version Not Supported'])
  })

  it('a response with two Vias, or without From --> dropped', async () => {
    const { clock, layer, peer, responses } = await open()
    const good = options('SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa').replace(/^OPTIONS.*/, 'SIP/2.0 200 OK')
    const [below, asParameter] = ['SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKb', ';x="a, b"']
    peer.send(good.replace('Max-Forwards: 70', `Via: ${below}`), OURS)
    peer.send(good.replace('branch=z9hG4bKa', `branch=z9hG4bKa, ${below}`), OURS)
    peer.send(good.replace(/From:.*\n/, ''), OURS)
    clock.advance(1)
    expect(responses).toEqual([])
    expect(layer.counters.malformed).toBe(3)
    peer.send(good, OURS)
    peer.send(good.replace('branch=z9hG4bKa', `branch=z9hG4bKa${asParameter}`), OURS)
    clock.advance(1)
    expect(responses).toHaveLength(2)
  })

  it('keep-alives and STUN --> counted, nothing else', async () => {
    const { clock, layer, peer } = await open()
    for (const text of ['\r\n\r\n', '\0\0\0\0', '\x00\x01\x00\x00 this would be STUN']) peer.send(text, OURS)
    clock.advance(2)
    expect(layer.counters).toMatchObject({ keepAlives: 3, malformed: 0 })
    peer.send('this is no SIP message at all', OURS)
    clock.advance(2)
    expect(layer.counters).toMatchObject({ keepAlives: 3, malformed: 1 })
    expect(peer.log).toEqual([])
  })

  it('a STUN binding request is answered, unless its sender is not admitted (RFC 5626 §4.4.2)', async () => {
    const ping = Buffer.from(`000100002112a442${'00'.repeat(12)}`, 'hex').toString('latin1')
    for (const admitted of [true, false]) {
      const { clock, peer } = await open({ admit: () => admitted })
      peer.send(ping, OURS)
      clock.advance(2)
      expect(peer.log).toHaveLength(admitted ? 1 : 0)
    }
  })

  it('a flow of datagrams is kept open by an empty message, one that is a connection is let be', async () => {
    const { clock, layer, peer } = await open()
    const [listening] = layer.listening
    const flow = {
      transport: 'UDP' as const,
      localAddress: listening?.address ?? '',
      localPort: listening?.port ?? 0,
      remoteAddress: PEER,
      remotePort: 5060,
      connectionId: 0,
    }
    for (const towards of [flow, { ...flow, connectionId: 7 }, { ...flow, localPort: 1 }])
      layer.keepOpen(towards)
    clock.advance(2)
    expect(peer.log.map(({ text }) => text)).toEqual(['\r\n\r\n'])
  })

  it('refused by the admit hook --> not even parsed', async () => {
    const { clock, layer, peer, requests } = await open({ admit: (flow) => flow.remoteAddress !== PEER })
    peer.send(options(`SIP/2.0/UDP ${PEER};branch=z9hG4bKa`), OURS)
    clock.advance(2)
    expect(requests).toEqual([])
    expect(layer.counters).toMatchObject({ refused: 1, malformed: 0 })
  })

  it('a user that throws --> costs that message, and is reported', async () => {
    const bugs: unknown[] = []
    const { clock, layer, peer } = await open({ onBug: (error) => bugs.push(error) })
    const bug = new Error('a bug')
    layer.user = {
      onRequest() {
        throw bug
      },
      onResponse() {},
    }
    peer.send(options(`SIP/2.0/UDP ${PEER};branch=z9hG4bKa`), OURS)
    clock.advance(2)
    expect(bugs).toEqual([bug])
  })

  it('before there is a user --> dropped', async () => {
    const { clock, layer, peer } = await open()
    layer.user = undefined
    peer.send(options(`SIP/2.0/UDP ${PEER};branch=z9hG4bKa`), OURS)
    expect(() => clock.advance(2)).not.toThrow()
  })
})

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
      const { layer } = await open({ listen })
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
    const { layer } = await open()
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
    const { layer } = await open({ resolver, onLocated: (address) => told.push(address) })
    for (const text of ['sip:192.0.2.9', 'sip:carrier.example:5060']) {
      const uri = parseUri(text)
      if (!(uri instanceof SipUri)) throw new Error('no URI')
      await layer.locate({ uri })
    }
    expect(told).toEqual(['192.0.2.9', '192.0.2.8'])
  })

  it('a flow of a socket that we do not have any more --> no transport, both ways', async () => {
    const { layer } = await open()
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

describe('the tap', () => {
  it('sees what comes and goes, with its flow', async () => {
    const { clock, layer, peer } = await open()
    const seen: string[] = []
    const note = (direction: string, flow: Flow, text: string) =>
      seen.push(
        `${direction} ${flow.transport} ${flow.remoteAddress}:${flow.remotePort} ${text.split(' ', 1)}`,
      )
    layer.tap = {
      received: (flow, { text }) => note('received', flow, text),
      sent: (flow, text) => note('sent', flow, text),
    }
    peer.send(options(`SIP/2.0/UDP ${PEER};branch=z9hG4bKa`), OURS)
    peer.send(options(`SIP/2.0/UDP ${PEER};branch=z9hG4bKa`).replace(/^OPTIONS.*/, 'SIP/2.0 200 OK'), OURS)
    peer.send(options(`SIP/2.0/UDP ${PEER};branch=z9hG4bKa`).replace(/Call-ID.*\n/, ''), OURS)
    clock.advance(1)
    layer.send({ transport: 'UDP', address: PEER, port: 5060 }, Buffer.from('BYE sip:x SIP/2.0\r\n\r\n'))
    const refusal = `sent UDP ${PEER}:5060 SIP/2.0`
    expect(seen).toEqual([
      `received UDP ${PEER}:5060 OPTIONS`,
      `received UDP ${PEER}:5060 SIP/2.0`,
      `received UDP ${PEER}:5060 OPTIONS`,
      refusal,
      `sent UDP ${PEER}:5060 BYE`,
    ])
  })
})
