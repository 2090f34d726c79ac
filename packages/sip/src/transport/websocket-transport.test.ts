import { describe, expect, it } from 'vitest'
import { FakeClock, VirtualNetwork, VirtualWebSocket } from '../../testing/index.ts'
import type { SipRequest } from '../message/index.ts'
import type { Flow } from './flow.ts'
import { responseRoute } from './response-routing.ts'
import type { StreamLimits } from './stream-limits.ts'
import { TransportLayer } from './transport-layer.ts'

const SENT_BY = 'phones.example'

function open(limits: Partial<StreamLimits> = {}, admit?: (flow: Flow) => boolean) {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock }).host('192.0.2.1')
  const layer = new TransportLayer({ network, clock, limits, ...(admit && { admit }) })
  const requests: SipRequest[] = []
  const flows: Flow[] = []
  layer.user = {
    onRequest(request, flow) {
      requests.push(request)
      flows.push(flow)
    },
    onResponse() {},
  }
  const connect = (options = {}) => {
    const socket = new VirtualWebSocket(options)
    layer.acceptWebSocket(socket, SENT_BY)
    return socket
  }
  return { clock, layer, requests, flows, connect }
}

/** As JsSIP writes it: a host that nobody can resolve (RFC 7118 §5.2), no Content-Length needed. */
const request = `REGISTER sip:${SENT_BY} SIP/2.0
Via: SIP/2.0/WS t3k8sl.invalid;branch=z9hG4bKa
Max-Forwards: 69
From: <sip:desk@${SENT_BY}>;tag=theirs
To: <sip:desk@${SENT_BY}>
Call-ID: call-1
CSeq: 1 REGISTER
Contact: <sip:desk@t3k8sl.invalid;transport=ws>

`.replaceAll('\n', '\r\n')

function flowOf(flows: readonly Flow[]): Flow {
  const [flow] = flows
  if (flow === undefined) throw new Error('nothing came')
  return flow
}

describe('SIP over WebSocket (RFC 7118)', () => {
  it('carries one message a frame, and what is answered or sent by its flow goes back over it', () => {
    const { layer, requests, flows, connect } = open()
    const socket = connect()
    socket.say(request)
    const flow = flowOf(flows)
    expect(flow).toMatchObject({ transport: 'WS', remoteAddress: '198.51.100.7', remotePort: 50_000 })
    expect(layer.isAlive(flow)).toBe(true)
    expect(layer.connections).toBe(1)
    const [first] = requests
    if (first === undefined) throw new Error('nothing came')
    layer.respond(responseRoute(first.topVia, flow), 'SIP/2.0 200 OK\r\n\r\n')
    layer.send({ transport: 'WS', address: '', port: 0, flow }, 'INVITE by flow\r\n\r\n')
    expect(socket.heard).toEqual(['SIP/2.0 200 OK\r\n\r\n', 'INVITE by flow\r\n\r\n'])
  })

  it.each([
    [false, 'SIP/2.0/WS phones.example;branch=z9hG4bKx'],
    [true, 'SIP/2.0/WSS phones.example;branch=z9hG4bKx'],
  ])('names its transport in Via (§5.1); by TLS: %s', (secure, via) => {
    const { layer, flows, connect } = open()
    connect({ secure }).say(request)
    const flow = flowOf(flows)
    expect(layer.via({ transport: flow.transport, address: '', port: 0, flow }, 'z9hG4bKx')).toBe(via)
  })

  it('is never opened by us: nobody can connect to a browser', () => {
    const { layer, connect } = open()
    connect()
    expect(layer.reaches({ transport: 'WS', address: '198.51.100.7' })).toBe(false)
    expect(layer.listening).toEqual([])
  })

  it('tells whoever sends that the tab is gone', () => {
    const { layer, flows, connect } = open()
    const socket = connect()
    socket.say(request)
    const flow = flowOf(flows)
    socket.vanish()
    expect(layer.isAlive(flow)).toBe(false)
    const failures: string[] = []
    layer.send({ transport: 'WS', address: '', port: 0, flow }, 'late', {
      onSendFailure: (error) => failures.push(error.code),
    })
    expect(failures).toEqual(['connection-closed'])
    expect(layer.connections).toBe(0)
  })

  it('answers a ping with one CRLF, and takes a pong in silence (§6, RFC 5626 §3.5.1)', () => {
    const { layer, connect } = open()
    const socket = connect()
    socket.say('\r\n\r\n')
    socket.say('\r\n')
    expect(socket.heard).toEqual(['\r\n'])
    expect(layer.counters.keepAlives).toBe(2)
  })

  it('refuses by status what is not SIP, and goes on', () => {
    const { layer, requests, connect } = open()
    const socket = connect()
    socket.say(request.replace('CSeq: 1 REGISTER', 'CSeq: 1 INVITE'))
    expect(socket.heard[0]).toMatch(/^SIP\/2\.0 400 /)
    socket.say('GET / HTTP/1.1\r\n\r\n')
    expect(layer.counters.malformed).toBe(2)
    socket.say(request)
    expect(requests).toHaveLength(1)
    expect(socket.closedWith).toBeUndefined()
  })
})

describe('a WebSocket is closed', () => {
  it('when its message is too large', () => {
    const { connect } = open()
    const socket = connect()
    socket.say('x'.repeat(70_000))
    expect(socket.closedWith).toBe(1009)
  })

  it('when it is not admitted', () => {
    const { requests, connect } = open({}, () => false)
    const socket = connect()
    socket.say(request)
    expect(socket.closedWith).toBe(1008)
    expect(requests).toEqual([])
  })

  it('when it says more than any console does', () => {
    const { requests, connect } = open()
    const socket = connect()
    for (let sent = 0; sent < 300; sent += 1) socket.say(request)
    expect(socket.closedWith).toBe(1008)
    expect(requests).toHaveLength(200)
  })

  it('when it never speaks, and when it is idle', () => {
    const { clock, layer, connect } = open({ firstMessageTimeout: 1_000, idleTimeout: 5_000 })
    const silent = connect()
    const idle = connect({ remotePort: 50_001 })
    idle.say(request)
    clock.advance(1_001)
    expect([silent.closedWith, idle.closedWith]).toEqual([1008, undefined])
    clock.advance(3_000)
    idle.say('\r\n\r\n')
    clock.advance(4_000)
    expect(idle.closedWith).toBeUndefined()
    clock.advance(1_001)
    expect(idle.closedWith).toBe(1001)
    expect(layer.connections).toBe(0)
  })

  it('when it does not read', () => {
    const { layer, flows, connect } = open({ unsentBytes: 10 })
    const socket = connect()
    socket.say(request)
    socket.bufferedBytes = 8
    layer.send({ transport: 'WS', address: '', port: 0, flow: flowOf(flows) }, 'too much')
    expect(socket.closedWith).toBe(1013)
  })

  it('when there are too many of one address', () => {
    const { connect } = open({ connectionsPerSource: 1 })
    expect(connect().closedWith).toBeUndefined()
    expect(connect({ remotePort: 50_001 }).closedWith).toBe(1013)
  })

  it('when the transport layer ends', async () => {
    const { layer, connect } = open()
    const socket = connect()
    await layer.close()
    expect(socket.closedWith).toBe(1001)
  })
})
