/** Who is believed when a proxy says where a request comes from, and what becomes of those behind it (C2, decision 0014). */
import { parseText, type SipRequest } from '@mainline/sip'
import { FakeClock, VirtualWire } from '@mainline/sip/testing'
import { describe, expect, it } from 'vitest'
import { type EdgeAddress, EdgeProxies } from './edge-proxies.ts'
import { deviceOf, openEngine } from './engine-fixture.ts'
import type { Trunk } from './ports.ts'
import { SourceGuard } from './source-guard.ts'

const ENGINE = '192.0.2.1'
const EDGE = '192.0.2.5'
const CARRIER = '198.51.100.7'
const STRANGER = '203.0.113.9'

const carrier = {
  id: 'trunk',
  name: 'Carrier',
  enabled: true,
  certificateName: null,
  digestUsername: null,
  sourceAddresses: [CARRIER],
  calledNumberSources: ['request-uri'],
  countryCallingCode: '44',
} as unknown as Trunk

const source = (address: string, port = 5060) => `X-Mainline-Source: sip:${address}:${port};transport=udp\n`

let made = 0
function request(method: string, via: string, more = '', to = '<sip:+442079460999@main.test>'): string {
  made += 1
  return `${method} sip:+442079460999@${ENGINE} SIP/2.0
Via: SIP/2.0/UDP ${via};branch=z9hG4bK${made}
Max-Forwards: 70
From: <sip:tom@elsewhere.test>;tag=theirs
To: ${to}
Call-ID: call-${made}
CSeq: 1 ${method}
Contact: <sip:tom@${via}>
${more}Content-Length: 0

`
}

function parsed(text: string): SipRequest {
  const message = parseText(text.replaceAll('\n', '\r\n'))
  if (message.kind !== 'request') throw new Error('not a request')
  return message
}

async function open() {
  const opened = await openEngine({
    edges: [{ address: EDGE, port: 5070 }],
    trunks: { loadAll: async () => [carrier] },
    devices: {
      findByUsername: async (name) => (name === 'maya' ? deviceOf(name, name) : undefined),
      find: async () => undefined,
      registeredLast: async () => [],
    },
  })
  const { clock, network } = opened
  const wire = (address: string) => VirtualWire.open(network.host(address))
  const edge = await wire(EDGE)
  /** The final answer to what an edge, or somebody else, sends; undefined: there was none. */
  const answerTo = async (text: string, by = edge) => {
    const before = by.log.length
    by.send(text, ENGINE)
    await clock.advanceAsync(20)
    return by.lines
      .slice(before)
      .findLast((line) => !line.includes(' 100 '))
      ?.slice(8)
  }
  return { ...opened, edge, wire, answerTo }
}

describe('whom the engine believes', () => {
  it('the edge: a carrier is known by the address that it is said to have', async () => {
    const { answerTo } = await open()
    expect(await answerTo(request('INVITE', EDGE, source(CARRIER)))).toBe('404 Not Found')
    expect(await answerTo(request('INVITE', EDGE, source(STRANGER)))).toBe('401 Unauthorized')
  })

  it('nobody else, whatever he writes', async () => {
    const { answerTo, wire } = await open()
    const stranger = await wire(STRANGER)
    expect(await answerTo(request('INVITE', STRANGER, source(CARRIER)), stranger)).toBe('401 Unauthorized')
    const direct = await wire(CARRIER)
    expect(await answerTo(request('INVITE', CARRIER, source(STRANGER)), direct)).toBe('404 Not Found')
  })

  it.each([
    ['two sources, the first of them the edge’s', source(STRANGER) + source(CARRIER)],
    ['two in another spelling', source(STRANGER) + source(CARRIER).toUpperCase()],
    [
      'two in one line',
      `X-Mainline-Source: sip:${STRANGER}:5060;transport=udp, sip:${CARRIER}:1;transport=udp\n`,
    ],
    [
      'a folded one',
      `X-Mainline-Source:\n sip:${STRANGER}:5060;transport=udp\n sip:${CARRIER}:1;transport=udp\n`,
    ],
    ['no source', ''],
    ['no address', 'X-Mainline-Source: sip:carrier.test:5060;transport=udp\n'],
    ['nothing in it', 'X-Mainline-Source:\n'],
  ])('nor the edge itself with %s; the log says what is wrong', async (_edge, lines) => {
    const { answerTo, logged } = await open()
    expect(await answerTo(request('INVITE', EDGE, lines))).toBe('403 Source Unknown')
    expect(await answerTo(request('REGISTER', EDGE, lines))).toBe('403 Source Unknown')
    expect(logged).toHaveLength(1)
    expect(logged[0]).toContain('MAINLINE_EDGE')
  })

  it('what an edge makes by itself needs no source: it asks whether we are there, until we are leaving', async () => {
    const { answerTo, engine } = await open()
    expect(await answerTo(request('OPTIONS', EDGE))).toBe('200 OK')
    expect(await answerTo(request('CANCEL', EDGE))).toBe('481 Call/Transaction Does Not Exist')
    await engine.drain(0)
    expect(await answerTo(request('OPTIONS', EDGE))).toBe('503 Service Unavailable')
  })

  it('without MAINLINE_EDGE there is no edge', async () => {
    const { network, clock } = await openEngine({ trunks: { loadAll: async () => [carrier] } })
    const edge = await VirtualWire.open(network.host(EDGE))
    edge.send(request('INVITE', EDGE, source(CARRIER)), ENGINE)
    await clock.advanceAsync(20)
    expect(edge.lines.at(-1)).toBe('SIP/2.0 401 Unauthorized')
  })
})

describe('calls out', () => {
  const ways = (heard: readonly string[]) => {
    const clock = new FakeClock()
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    const nobody = { bySource: () => undefined }
    const edges = new EdgeProxies({
      edges: [EDGE, '192.0.2.6'].map((address) => ({ address, port: 5070 })) as [EdgeAddress, EdgeAddress],
      guard: new SourceGuard(),
      trunks: nobody,
      isWithinCall: () => false,
      clock,
      log,
    })
    clock.advance(60_000)
    const flow = {
      transport: 'UDP',
      localAddress: ENGINE,
      localPort: 5060,
      remotePort: 5070,
      connectionId: 0,
    } as const
    for (const remoteAddress of heard)
      edges.identify(parsed(request('OPTIONS', EDGE)), { ...flow, remoteAddress })
    return edges.wayOut().routes
  }

  it.each([
    ['both edges are there -- by the first', [EDGE, '192.0.2.6'], EDGE],
    ['the first is silent -- by the second', ['192.0.2.6'], '192.0.2.6'],
    ['none was heard -- by the first', [], EDGE],
  ])('%s', (_edge, heard, by) => {
    expect(ways(heard)).toEqual([`<sip:${by}:5070;lr>`])
  })
})

describe('strangers behind an edge', () => {
  it('are limited one by one: the edge is told for how long it may forget one, and goes on for the others', async () => {
    const { answerTo, edge } = await open()
    for (let n = 0; n < 60; n += 1) edge.send(request('OPTIONS', EDGE, source(STRANGER)), ENGINE)
    expect(await answerTo(request('OPTIONS', EDGE, source(STRANGER)))).toBe('403 Forbidden')
    expect(edge.last).toContain('X-Mainline-Silence: 1\r\n')
    expect(await answerTo(request('OPTIONS', EDGE, source('203.0.113.10')))).toBe('200 OK')
    expect(await answerTo(request('INVITE', EDGE, source(CARRIER)))).toBe('404 Not Found')
  })

  it('who keeps guessing passwords is banned by himself', async () => {
    const { answerTo, edge, clock, logged } = await open()
    const guess = (address: string) =>
      request(
        'REGISTER',
        EDGE,
        `${source(address)}Authorization: Digest username="tom", realm="${ENGINE}", nonce="${nonce}", uri="sip:x", response="0"\n`,
      )
    await answerTo(request('REGISTER', EDGE, source(STRANGER)))
    const nonce = /nonce="([^"]+)"/.exec(edge.last)?.[1]
    for (let n = 0; n < 10; n += 1) expect(await answerTo(guess(STRANGER))).toBe('401 Unauthorized')
    expect(logged).toEqual(['shut out after repeated failed authentication'])
    expect(await answerTo(guess(STRANGER))).toBe('403 Forbidden')
    expect(edge.last).toMatch(/X-Mainline-Silence: (599|600)\r\n/)
    const help = request('INVITE', EDGE, source(STRANGER)).replace(/^INVITE sip:[^@ ]+@/, 'INVITE sip:999@')
    expect(await answerTo(help)).toBe('401 Unauthorized')
    expect(await answerTo(guess('203.0.113.10'))).toBe('401 Unauthorized')
    clock.advance(601_000)
    expect(await answerTo(request('OPTIONS', EDGE, source(STRANGER)))).toBe('200 OK')
  })

  it('no flood of them costs the edge its hearing', async () => {
    const { answerTo, edge, clock } = await open()
    for (let n = 0; n < 200; n += 1) {
      edge.send(request('OPTIONS', EDGE, source(`203.0.113.${n + 1}`)), ENGINE)
      if (n % 20 === 0) await clock.advanceAsync(1)
    }
    expect(await answerTo(request('INVITE', EDGE, source(CARRIER)))).toBe('404 Not Found')
  })
})
