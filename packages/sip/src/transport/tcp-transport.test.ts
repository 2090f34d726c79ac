import { describe, expect, it } from 'vitest'
import { FakeClock, VirtualNetwork } from '../../testing/index.ts'
import type { SipRequest } from '../message/index.ts'
import type { Flow } from './flow.ts'
import type { TcpConnection } from './network.ts'
import { responseRoute } from './response-routing.ts'
import type { StreamLimits } from './stream-limits.ts'
import { TransportLayer } from './transport-layer.ts'

const OURS = '192.0.2.1'
const PEER = '192.0.2.2'

async function open(limits: Partial<StreamLimits> = {}, admit?: (flow: Flow, bytes: Buffer) => boolean) {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock, conditions: { chunk: 40 } })
  const layer = new TransportLayer({
    network: network.host(OURS),
    clock,
    limits,
    ...(admit === undefined ? {} : { admit }),
  })
  await layer.open([{ transport: 'TCP', address: OURS, port: 5060 }])
  const requests: SipRequest[] = []
  const flows: Flow[] = []
  layer.user = {
    onRequest(request, flow) {
      requests.push(request)
      flows.push(flow)
    },
    onResponse() {},
  }
  const host = network.host(PEER)
  /** A client that only writes down what it hears. */
  const connect = (): { connection: TcpConnection; heard: string[] } => {
    const connection = host.connectTcp({ address: OURS, port: 5060 })
    const heard: string[] = []
    connection.handler = {
      onBytes: (bytes) => heard.push(bytes.toString('latin1')),
      onClose: (error) => heard.push(`closed ${error?.message ?? 'in order'}`),
    }
    clock.advance(5)
    return { connection, heard }
  }
  return { clock, network, layer, requests, flows, connect, host }
}

const request = `OPTIONS sip:desk@${OURS} SIP/2.0
Via: SIP/2.0/TCP ${PEER}:5060;branch=z9hG4bKa
Max-Forwards: 70
From: <sip:caller@${PEER}>;tag=theirs
To: <sip:desk@${OURS}>
Call-ID: call-2
CSeq: 1 OPTIONS
Content-Length: 0

`.replaceAll('\n', '\r\n')

describe('an accepted connection', () => {
  it('carries requests in pieces and in bunches, and takes the responses', async () => {
    const { clock, layer, requests, flows, connect } = await open()
    const { connection, heard } = connect()
    connection.write(`\r\n${request}${request}`)
    clock.advance(100)
    expect(requests).toHaveLength(2)
    expect(flows[0]).toBe(flows[1])
    expect(flows[0]).toMatchObject({
      transport: 'TCP',
      remoteAddress: PEER,
      remotePort: connection.localPort,
    })
    const [first] = requests
    const [flow] = flows
    if (first === undefined || flow === undefined) throw new Error('nothing came')
    expect(layer.isAlive(flow)).toBe(true)
    layer.respond(responseRoute(first.topVia, flow), 'SIP/2.0 200 OK\r\n\r\n')
    layer.send({ transport: 'TCP', address: PEER, port: 1, flow }, 'INFO by flow\r\n\r\n')
    layer.send({ transport: 'TCP', address: PEER, port: connection.localPort }, 'INFO by address\r\n\r\n')
    clock.advance(100)
    expect(heard.join('')).toBe('SIP/2.0 200 OK\r\n\r\nINFO by flow\r\n\r\nINFO by address\r\n\r\n')
    expect(layer.connections).toBe(1)
  })

  it('double CRLF --> one CRLF back (RFC 5626 §4.4.1)', async () => {
    const { clock, layer, connect } = await open()
    const { connection, heard } = connect()
    connection.write('\r\n\r\n')
    clock.advance(50)
    expect(heard.join('')).toBe('\r\n')
    expect(layer.counters.keepAlives).toBe(1)
  })

  it('double CRLF in two segments --> one CRLF back', async () => {
    const { clock, connect } = await open()
    const { connection, heard } = connect()
    connection.write('\r\n')
    clock.advance(50)
    connection.write('\r\n')
    clock.advance(50)
    expect(heard.join('')).toBe('\r\n')
  })

  it('no Content-Length --> 400, then closed', async () => {
    const { clock, layer, connect, requests } = await open()
    const { connection, heard } = connect()
    connection.write(request.replace(/Content-Length.*\r\n/, ''))
    clock.advance(200)
    expect(heard.join('')).toMatch(/^SIP\/2.0 400 Missing Content-Length\r\n.*closed in order$/s)
    expect(requests).toEqual([])
    expect(layer.connections).toBe(0)
  })

  it('ended by the peer --> a flow that is gone', async () => {
    const { clock, layer, flows, connect } = await open()
    const { connection } = connect()
    connection.write(request)
    clock.advance(100)
    connection.end()
    clock.advance(100)
    const [flow] = flows
    if (flow === undefined) throw new Error('nothing came')
    expect(layer.isAlive(flow)).toBe(false)
    const errors: string[] = []
    layer.send({ transport: 'TCP', address: PEER, port: 1, flow }, 'x', {
      onSendFailure: ({ code }) => errors.push(code),
    })
    expect(errors).toEqual(['connection-closed'])
    clock.drain()
    expect(clock.pending).toBe(0)
  })

  it('refused by the admit hook --> closed', async () => {
    const { clock, layer, connect } = await open({}, () => false)
    const { connection, heard } = connect()
    connection.write(request)
    clock.advance(100)
    expect(heard).toEqual(['closed ECONNRESET'])
    expect(layer.counters.refused).toBe(1)
    expect(layer.connections).toBe(0)
  })
})

describe('limits of connections', () => {
  it('says nothing in 30 s, or only keep-alives --> closed', async () => {
    const { clock, layer, connect } = await open()
    const { connection, heard } = connect()
    clock.advance(20_000)
    connection.write('\r\n\r\n')
    clock.advance(10_100)
    expect(heard.at(-1)).toMatch(/^closed/)
    expect(layer.connections).toBe(0)
  })

  it('a message that trickles in for more than 10 s --> closed', async () => {
    const { clock, layer, connect } = await open()
    const { connection, heard } = connect()
    for (const character of request.slice(0, 120)) {
      connection.write(character)
      clock.advance(100)
    }
    expect(heard.at(-1)).toMatch(/^closed/)
    expect(layer.counters.overLimit).toBe(1)
    expect(layer.connections).toBe(0)
  })

  it('a message that is complete in time --> the next one has its own 10 s', async () => {
    const { clock, connect, requests } = await open()
    const { connection } = connect()
    for (let round = 0; round < 3; round++) {
      connection.write(request.slice(0, 50))
      clock.advance(8000)
      connection.write(request.slice(50))
      clock.advance(1000)
    }
    expect(requests).toHaveLength(3)
  })

  it('reads that all end within a message --> each message has its own 10 s', async () => {
    const { clock, layer, connect, requests } = await open()
    const { connection } = connect()
    connection.write(request.slice(0, 50))
    for (let round = 0; round < 30; round++) {
      clock.advance(1000)
      connection.write(request.slice(50) + request.slice(0, 50))
    }
    clock.advance(9000)
    expect(requests).toHaveLength(30)
    expect(layer.connections).toBe(1)
    clock.advance(2000)
    expect(layer.connections).toBe(0)
  })

  it('idle --> closed, counted from the last byte', async () => {
    const { clock, layer, connect } = await open({ idleTimeout: 60_000 })
    const { connection } = connect()
    connection.write(request)
    clock.advance(50_000)
    connection.write(request)
    clock.advance(50_000)
    expect(layer.connections).toBe(1)
    clock.advance(11_000)
    expect(layer.connections).toBe(0)
  })

  it('too many from one source, or in all --> the next is closed at once', async () => {
    const { clock, layer, connect, network } = await open({ connectionsPerSource: 2, connections: 3 })
    const first = connect()
    connect()
    expect(connect().heard).toEqual(['closed ECONNRESET'])
    const other = network.host('192.0.2.3').connectTcp({ address: OURS, port: 5060 })
    clock.advance(10)
    const last = network.host('192.0.2.4').connectTcp({ address: OURS, port: 5060 })
    clock.advance(10)
    expect(layer.connections).toBe(3)
    expect(layer.counters.overLimit).toBe(2)
    const errors: string[] = []
    layer.send({ transport: 'TCP', address: '192.0.2.9', port: 5060 }, 'x', {
      onSendFailure: ({ code }) => errors.push(code),
    })
    expect(errors).toEqual(['connection-limit'])
    first.connection.end()
    clock.advance(10)
    connect()
    expect(layer.connections).toBe(3)
    expect([other.bufferedBytes, last.bufferedBytes]).toEqual([0, 0])
  })

  it('a peer that does not read --> closed, and the sender told', async () => {
    const { clock, network, layer, connect, flows } = await open({ unsentBytes: 1000 })
    const { connection } = connect()
    connection.write(request)
    clock.advance(100)
    const [flow] = flows
    if (flow === undefined) throw new Error('nothing came')
    network.cut(OURS, PEER)
    const errors: string[] = []
    const observer = { onSendFailure: ({ code }: { code: string }) => errors.push(code) }
    for (let copy = 0; copy < 3; copy++) {
      layer.send({ transport: 'TCP', address: PEER, port: 1, flow }, 'x'.repeat(400), observer)
    }
    clock.advance(1)
    expect(errors).toEqual(['overloaded', 'overloaded', 'overloaded'])
    expect(layer.connections).toBe(0)
  })
})

describe('a connection of ours', () => {
  it('is opened once and used for everything to that peer; what comes back over it counts', async () => {
    const { clock, layer, requests, host } = await open()
    const accepted: TcpConnection[] = []
    await host.listenTcp({
      address: PEER,
      port: 5060,
      onError() {},
      onConnection(connection) {
        connection.handler = { onBytes: () => connection.write(request), onClose() {} }
        accepted.push(connection)
      },
    })
    for (let copy = 0; copy < 3; copy++) layer.send({ transport: 'TCP', address: PEER, port: 5060 }, 'x')
    clock.advance(100)
    expect(accepted).toHaveLength(1)
    expect(requests).toHaveLength(3)
    await layer.close()
    clock.advance(100)
    expect(layer.connections).toBe(0)
  })

  for (const [name, cut, wait, code] of [
    ['nobody listens', false, 5, 'connect-failed'],
    ['nothing comes back', true, 5001, 'connect-timeout'],
  ] as const) {
    it(`${name} --> ${code}, told to each sender`, async () => {
      const { clock, network, layer } = await open()
      if (cut) network.cut(OURS, PEER)
      const errors: string[] = []
      const observer = { onSendFailure: ({ code: found }: { code: string }) => errors.push(found) }
      layer.send({ transport: 'TCP', address: PEER, port: 5060 }, 'x', observer)
      layer.send({ transport: 'TCP', address: PEER, port: 5060 }, 'y', observer)
      clock.advance(wait)
      expect(errors).toEqual([code, code])
      expect(layer.connections).toBe(0)
      expect(layer.counters.sendFailures).toBe(2)
    })
  }
})
