import { describe, expect, it } from 'vitest'
import type { Flow } from './flow.ts'
import type { ListenAddress } from './open-transports.ts'
import { responseRoute } from './response-routing.ts'
import { OURS, openTransport, PEER, writtenOptions } from './transport-fixture.ts'

describe('whom a request is from', () => {
  const via = `SIP/2.0/UDP ${PEER};branch=z9hG4bKa`
  const origin = { transport: 'UDP', address: '203.0.113.9', port: 40_000 } as const

  it('is told to the user; answers go to whoever sent it', async () => {
    const { clock, layer, peer, flows } = await openTransport({
      identify: (_, flow) => ({ ...flow, origin }),
    })
    layer.user = {
      onRequest: (request, flow) => {
        flows.push(flow)
        layer.respond(responseRoute(request.topVia, flow), Buffer.from('SIP/2.0 200 OK\r\n\r\n'))
      },
      onResponse: () => {},
    }
    peer.send(writtenOptions(via), OURS)
    clock.advance(1)
    expect(flows).toMatchObject([{ remoteAddress: PEER, origin }])
    clock.advance(1)
    expect(peer.lines).toEqual(['SIP/2.0 200 OK'])
  })

  it('or why it goes no further: answered without its user, an ACK not at all', async () => {
    const refusal = { status: 403, reason: 'Not You', extra: 'X-Why: because\r\n' }
    const { clock, layer, peer, requests } = await openTransport({ identify: () => refusal })
    peer.send(writtenOptions(via), OURS)
    peer.send(writtenOptions(via).replaceAll('OPTIONS', 'ACK'), OURS)
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
      const { clock, layer, peer, requests, flows } = await openTransport()
      peer.send(writtenOptions(via), OURS)
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
    const { clock, layer, peer, requests, flows } = await openTransport({ listen })
    peer.send(writtenOptions(`SIP/2.0/UDP ${PEER};rport;branch=z9hG4bKa`), OURS, 5070)
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

describe('a message that nobody takes', () => {
  it('refused by the admit hook --> not even parsed', async () => {
    const { clock, layer, peer, requests } = await openTransport({
      admit: (flow) => flow.remoteAddress !== PEER,
    })
    peer.send(writtenOptions(`SIP/2.0/UDP ${PEER};branch=z9hG4bKa`), OURS)
    clock.advance(2)
    expect(requests).toEqual([])
    expect(layer.counters).toMatchObject({ refused: 1, malformed: 0 })
  })

  it('a user that throws --> costs that message, and is reported', async () => {
    const bugs: unknown[] = []
    const { clock, layer, peer } = await openTransport({ onBug: (error) => bugs.push(error) })
    const bug = new Error('a bug')
    layer.user = {
      onRequest() {
        throw bug
      },
      onResponse() {},
    }
    peer.send(writtenOptions(`SIP/2.0/UDP ${PEER};branch=z9hG4bKa`), OURS)
    clock.advance(2)
    expect(bugs).toEqual([bug])
  })

  it('before there is a user --> dropped', async () => {
    const { clock, layer, peer } = await openTransport()
    layer.user = undefined
    peer.send(writtenOptions(`SIP/2.0/UDP ${PEER};branch=z9hG4bKa`), OURS)
    expect(() => clock.advance(2)).not.toThrow()
  })
})

describe('the tap', () => {
  it('sees what comes and goes, with its flow', async () => {
    const { clock, layer, peer } = await openTransport()
    const seen: string[] = []
    const note = (direction: string, flow: Flow, text: string) =>
      seen.push(
        `${direction} ${flow.transport} ${flow.remoteAddress}:${flow.remotePort} ${text.split(' ', 1)}`,
      )
    layer.tap = {
      received: (flow, { text }) => note('received', flow, text),
      sent: (flow, text) => note('sent', flow, text),
    }
    peer.send(writtenOptions(`SIP/2.0/UDP ${PEER};branch=z9hG4bKa`), OURS)
    peer.send(
      writtenOptions(`SIP/2.0/UDP ${PEER};branch=z9hG4bKa`).replace(/^OPTIONS.*/, 'SIP/2.0 200 OK'),
      OURS,
    )
    peer.send(writtenOptions(`SIP/2.0/UDP ${PEER};branch=z9hG4bKa`).replace(/Call-ID.*\n/, ''), OURS)
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
