/** Calls to and from phones that have registered, behind NAT, over UDP and TCP, and while they move (RFC 3261 §22, RFC 5626 §5.3). */
import { describe, expect, it } from 'vitest'
import type { OutgoingCallHandler } from './call.ts'
import { at, openServer, registered, type Server } from './registrar-fixture.ts'
import type { Binding } from './registrar-rules.ts'
import { openWire } from './user-agent-fixture.ts'

/** Calls a binding as a server would: over the flow it was registered on. */
function ring({ userAgent }: Server, binding: Binding | undefined, handler: OutgoingCallHandler = {}) {
  if (binding === undefined) throw new Error('no binding')
  return userAgent.invite(
    {
      uri: binding.uri,
      destination: { flow: binding.flow },
      from: '<sip:caller@example.com>',
      to: `<sip:alice@${at}>`,
      contentType: 'application/sdp',
      body: 'v=0\r\n',
    },
    handler,
  )
}

describe('a call to a registered phone', () => {
  it.each(['UDP', 'TCP'] as const)(
    'behind NAT goes back over its %s flow, and so does the BYE',
    async (protocol) => {
      const server = await openServer()
      const nat = server.network.nat('203.0.113.7')
      const phone = await server.open(server.network.hostBehind(nat, '10.0.0.5'), '10.0.0.5', {
        transport: protocol,
        behaviour: { kind: 'answer' },
      })
      expect(await registered(server, phone)).toBe(200)
      const [binding] = server.bindings.get(`sip:alice@${at}`) ?? []
      expect(binding).toMatchObject({ flow: { transport: protocol, remoteAddress: '203.0.113.7' } })
      expect(binding?.uri).toContain('10.0.0.5')
      const call = ring(server, binding)
      await server.clock.advanceAsync(500)
      expect(call.state).toBe('answered')
      expect(phone.log.requests('ACK')).toHaveLength(1)
      call.bye()
      await server.clock.advanceAsync(500)
      expect(phone.log.requests('BYE')).toHaveLength(1)
      expect(call.state).toBe('ended')
    },
  )

  it('over a connection that is gone fails at once with 503', async () => {
    const server = await openServer()
    const phone = await server.open(server.network.host('192.0.2.1'), '192.0.2.1', { transport: 'TCP' })
    await registered(server, phone)
    const [binding] = server.bindings.get(`sip:alice@${at}`) ?? []
    await phone.close()
    await server.clock.advanceAsync(100)
    const failures: number[] = []
    ring(server, binding, { onFailed: (failure) => failures.push(failure.status) })
    await server.clock.advanceAsync(100)
    expect(failures).toEqual([503])
  })
})

/** A phone behind NAT that talks, with a re-INVITE of its own accepted by the server. */
async function talking(transport: 'UDP' | 'TCP') {
  const server = await openServer()
  const nat = server.network.nat('203.0.113.7')
  const host = server.network.hostBehind(nat, '10.0.0.5')
  const phone = await server.open(host, '10.0.0.5', {
    transport,
    behaviour: { kind: 'answer' },
  })
  await registered(server, phone)
  const binding = () => server.bindings.get(`sip:alice@${at}`)?.[0]
  const call = ring(server, binding(), {
    onReinvite: (request, respond) =>
      respond({ status: 200, contentType: 'application/sdp', body: request.body }),
  })
  await server.clock.advanceAsync(500)
  const loseConnection = async () => {
    host.breakConnections()
    await server.clock.advanceAsync(100)
    expect(server.transport.connections).toBe(0)
  }
  const byeArrives = async () => {
    call.bye()
    await server.clock.advanceAsync(1000)
    return phone.log.requests('BYE').length === 1 && call.state === 'ended'
  }
  return { server, nat, phone, call, binding, loseConnection, byeArrives }
}

describe('a phone that moves in mid-call', () => {
  it('to another port of its NAT is reached where its re-INVITE came from', async () => {
    const { server, nat, phone, byeArrives } = await talking('UDP')
    nat.rebind()
    const moved = phone.calls[0]?.reinvite('v=0\r\n')
    await server.clock.advanceAsync(500)
    expect(await moved).toBe(200)
    expect(phone.log.requests('ACK')).toHaveLength(1)
    expect(await byeArrives()).toBe(true)
  })

  it('is not followed by a request out of order, whoever sent it', async () => {
    const { server, phone, call, byeArrives } = await talking('UDP')
    const wire = await openWire(server.network, '192.0.2.66')
    const { remoteTag } = call.dialog ?? {}
    void phone.calls[0]?.info({})
    await server.clock.advanceAsync(100)
    wire.send(
      `INFO sip:${at} SIP/2.0
Via: SIP/2.0/UDP 192.0.2.66;branch=z9hG4bKspoofed
From: <sip:alice@${at}>;tag=${remoteTag}
To: <sip:caller@example.com>;tag=${call.localTag}
Call-ID: ${call.callId}
CSeq: 1 INFO
Max-Forwards: 70
Content-Length: 0

`,
      at,
    )
    await server.clock.advanceAsync(100)
    expect(phone.calls[0]?.state).toBe('answered')
    expect(await byeArrives()).toBe(true)
    expect(wire.lines.filter((line) => line.startsWith('BYE'))).toEqual([])
  })

  it('to another connection is reached over that', async () => {
    const { server, phone, loseConnection, byeArrives } = await talking('TCP')
    await loseConnection()
    const moved = phone.calls[0]?.reinvite('v=0\r\n')
    await server.clock.advanceAsync(500)
    expect(await moved).toBe(200)
    expect(await byeArrives()).toBe(true)
  })

  it('to another port of its NAT and only registers from there is reached there', async () => {
    const { server, nat, phone, call, binding, byeArrives } = await talking('UDP')
    call.elsewhere = () => {
      const flow = binding()?.flow
      return flow && { flow }
    }
    nat.rebind()
    expect(await registered(server, phone)).toBe(200)
    expect(await byeArrives()).toBe(true)
  })

  it('and only registers over another connection is reached where it is registered (RFC 5626 §5.3)', async () => {
    const { server, phone, call, binding, loseConnection, byeArrives } = await talking('TCP')
    call.elsewhere = () => {
      const flow = binding()?.flow
      return flow && { flow }
    }
    await loseConnection()
    expect(await registered(server, phone)).toBe(200)
    expect(await byeArrives()).toBe(true)
  })
})

describe('a call from a phone', () => {
  it('is challenged with 407 and answered with credentials, ACK and BYE included (§22.1)', async () => {
    const server = await openServer()
    const phone = await server.open(server.network.host('192.0.2.1'), '192.0.2.1')
    const call = phone.call('+442079460000')
    await server.clock.advanceAsync(500)
    expect(await call.answered).toMatchObject({ status: 200 })
    const sent = (method: string) =>
      phone.log.filter({ direction: 'sent', kind: 'request', method }).map(({ message }) => message)
    const [first, second] = sent('INVITE')
    expect(first?.has('Proxy-Authorization')).toBe(false)
    expect(second?.cseq.sequence).toBe(2)
    const ack = sent('ACK').at(-1)
    expect(ack?.header('Proxy-Authorization')).toBe(second?.header('Proxy-Authorization'))
    call.hangUp()
    await server.clock.advanceAsync(500)
    expect(sent('BYE')[0]?.has('Proxy-Authorization')).toBe(true)
    expect(server.incoming[0]?.state).toBe('ended')
  })

  it('over TCP gets the BYE over its connection, at whatever port it says that it listens', async () => {
    const server = await openServer()
    const phone = await server.open(server.network.host('192.0.2.1'), '192.0.2.1', { transport: 'TCP' })
    const call = phone.call('+442079460000')
    await server.clock.advanceAsync(500)
    server.network.unlisten('192.0.2.1', Number(/:(\d+);/.exec(phone.contactUri)?.[1]))
    server.incoming[0]?.bye()
    await server.clock.advanceAsync(500)
    expect(server.incoming[0]?.state).toBe('ended')
    expect((await call.ended).end).toBe('remote-bye')
  })

  it('from behind NAT gets the BYE back through it', async () => {
    const server = await openServer()
    const nat = server.network.nat('203.0.113.7')
    const phone = await server.open(server.network.hostBehind(nat, '10.0.0.5'), '10.0.0.5')
    const call = phone.call('+442079460000')
    await server.clock.advanceAsync(500)
    server.incoming[0]?.bye()
    await server.clock.advanceAsync(500)
    expect((await call.ended).end).toBe('remote-bye')
  })
})
