/** Phones that register and call with credentials, behind NAT, over UDP and TCP (RFC 3261 §10, §22). */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { FakeClock, SipPhone, type SipPhoneOptions, VirtualNetwork } from '../../testing/index.ts'
import type { Destination, Flow } from '../transport/flow.ts'
import type { Network } from '../transport/network.ts'
import { TransportLayer } from '../transport/transport-layer.ts'
import type { IncomingCall, OutgoingCallHandler } from './call.ts'
import { computeHa1 } from './digest.ts'
import { DigestServer } from './digest-server.ts'
import { type BindingStore, Registrar } from './registrar.ts'
import { addressOfRecord, type Binding } from './registrar-rules.ts'
import { UserAgent } from './user-agent.ts'
import { openWire, seededText } from './user-agent-fixture.ts'

const at = '192.0.2.100'
const ha1 = {
  md5: computeHa1('MD5', 'alice', 'test', 'secret'),
  sha256: computeHa1('SHA-256', 'alice', 'test', 'secret'),
}

const isTcp = (towards: Flow | Destination) =>
  'flow' in towards ? towards.flow.transport === 'TCP' : 'transport' in towards && towards.transport === 'TCP'

/** A server with one user, alice, who has to prove herself for REGISTER and INVITE. */
async function openServer(store?: BindingStore) {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const transport = new TransportLayer({ network: network.host(at), clock })
  await transport.open([
    { transport: 'UDP', address: at, port: 5060 },
    { transport: 'TCP', address: at, port: 5060 },
  ])
  const bindings = new Map<string, readonly Binding[]>()
  const errors: unknown[] = []
  const users = new DigestServer({ realm: 'test', clock })
  const callers = new DigestServer({ realm: 'test', clock, kind: 'proxy' })
  const incoming: IncomingCall[] = []
  const registrar = new Registrar({
    clock,
    store: store ?? {
      load: ({ addressOfRecord }) => bindings.get(addressOfRecord) ?? [],
      save: ({ addressOfRecord }, next) => void bindings.set(addressOfRecord, next),
    },
    authorize: (request) => {
      const claim = users.claim(request)
      if (claim === undefined) return { status: 401, extra: users.challenge() }
      const verdict = users.verify(request, claim, claim.username === 'alice' ? ha1 : undefined)
      if (verdict !== 'right') return { status: 401, extra: users.challenge(verdict === 'stale') }
      const address = addressOfRecord(request.to.uri)
      return address === `sip:alice@${at}` ? { addressOfRecord: address } : { status: 403 }
    },
    onError: (error) => errors.push(error),
  })
  const userAgent = new UserAgent({
    transport,
    clock,
    random: seededText(9),
    contact: (towards) => (isTcp(towards) ? `<sip:${at};transport=tcp>` : `<sip:${at}>`),
    handler: {
      onRegister: (request, transaction) => void registrar.handle(request, transaction),
      onInvite: (call) => {
        const claim = callers.claim(call.request)
        const right = claim !== undefined && callers.verify(call.request, claim, ha1) === 'right'
        if (!right) call.reject({ status: 407, extra: callers.challenge() })
        else {
          incoming.push(call)
          call.answer({ status: 200, contentType: 'application/sdp', body: 'v=0\r\n' })
        }
      },
    },
  })
  const open = (host: Network, address: string, more: Partial<SipPhoneOptions> = {}) =>
    SipPhone.open({
      network: host,
      clock,
      address,
      user: 'alice',
      server: { address: at, port: 5060 },
      credentials: { username: 'alice', password: 'secret' },
      ...more,
    })
  return { clock, network, transport, userAgent, registrar, bindings, errors, incoming, open }
}

type Server = Awaited<ReturnType<typeof openServer>>

async function registered(server: Server, phone: SipPhone, expires?: number): Promise<number> {
  const status = phone.register(expires)
  await server.clock.advanceAsync(500)
  return status
}

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

describe('a phone', () => {
  it('registers after one challenge, refreshes with the nonce it has, and unregisters', async () => {
    const server = await openServer()
    const phone = await server.open(server.network.host('192.0.2.1'), '192.0.2.1')
    expect(await registered(server, phone)).toBe(200)
    expect(server.bindings.get(`sip:alice@${at}`)).toMatchObject([{ uri: phone.contactUri, path: [] }])
    expect(phone.log.filter({ status: 401 })).toHaveLength(1)
    expect(await registered(server, phone)).toBe(200)
    expect(phone.log.filter({ status: 200 })[0]?.message.header('Date')).toBe('Wed, 07 Jan 2026 12:00:00 GMT')
    expect(await registered(server, phone, 0)).toBe(200)
    expect(server.bindings.get(`sip:alice@${at}`)).toEqual([])
    expect(server.registrar.busy).toBe(0)
  })

  it.each([
    ['asks for that', ';keep', ';keep=25'],
    ['does not', '', ''],
  ])(
    'that %s with its Via is told how often to send keep-alives, once it is known (RFC 6223)',
    async (_, asks, told) => {
      const server = await openServer({ load: () => [], save: () => {} })
      const wire = await openWire(server.network, '192.0.2.1')
      const request = (authorization: string) => `REGISTER sip:${at} SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${authorization.length}${asks}
From: <sip:alice@${at}>;tag=1
To: <sip:alice@${at}>
Call-ID: keep
CSeq: ${authorization === '' ? 1 : 2} REGISTER
Contact: <sip:alice@192.0.2.1>
${authorization}Max-Forwards: 70
Content-Length: 0

`
      wire.send(request(''), at)
      await server.clock.advanceAsync(100)
      expect(wire.last).toContain(`branch=z9hG4bK0${asks}\r\n`)
      const nonce = /nonce="([^"]+)"/.exec(wire.last)?.[1] ?? ''
      const hash = (text: string) => createHash('md5').update(text).digest('hex')
      const response = hash(`${ha1.md5}:${nonce}:${hash(`REGISTER:sip:${at}`)}`)
      const digest = `Authorization: Digest username="alice", realm="test", nonce="${nonce}", uri="sip:${at}", response="${response}"\n`
      wire.send(request(digest), at)
      await server.clock.advanceAsync(100)
      expect(wire.lines.at(-1)).toBe('SIP/2.0 200 OK')
      expect(/^Via: .*$/m.exec(wire.last)?.[0]).toContain(`branch=z9hG4bK${digest.length}${told}`)
    },
  )

  it.each([
    ['a wrong password', { username: 'alice', password: 'guess' }, 401],
    ['somebody else', { username: 'mallory', password: 'secret' }, 401],
  ])('with %s is not registered', async (_who, credentials, status) => {
    const server = await openServer()
    const phone = await server.open(server.network.host('192.0.2.1'), '192.0.2.1', { credentials })
    expect(await registered(server, phone)).toBe(status)
    expect(server.bindings.size).toBe(0)
  })

  it('may not register in the name of another number (403)', async () => {
    const server = await openServer()
    const phone = await server.open(server.network.host('192.0.2.1'), '192.0.2.1', { user: 'main' })
    expect(await registered(server, phone)).toBe(403)
  })

  it('too brief is told the minimum (423)', async () => {
    const server = await openServer()
    const phone = await server.open(server.network.host('192.0.2.1'), '192.0.2.1')
    expect(await registered(server, phone, 5)).toBe(423)
    expect(phone.log.filter({ status: 423 })[0]?.message.header('Min-Expires')).toBe('60')
  })

  it('hears 500 when the store is broken, and the next one is served', async () => {
    let broken = true
    const server = await openServer({
      load: () => (broken ? Promise.reject(new Error('no disk')) : []),
      save: () => undefined,
    })
    const phone = await server.open(server.network.host('192.0.2.1'), '192.0.2.1')
    expect(await registered(server, phone)).toBe(500)
    expect(server.errors).toEqual([new Error('no disk')])
    broken = false
    expect(await registered(server, phone)).toBe(200)
  })

  it('two phones that register at once are both bound', async () => {
    const bindings: Binding[][] = [[]]
    const server = await openServer({
      load: async () => bindings.at(-1) ?? [],
      save: async (_grant, next) => {
        await new Promise((resolve) => server.clock.after(50, () => resolve(undefined)))
        bindings.push([...next])
      },
    })
    const one = await server.open(server.network.host('192.0.2.1'), '192.0.2.1')
    const two = await server.open(server.network.host('192.0.2.3'), '192.0.2.3')
    const statuses = Promise.all([one.register(), two.register()])
    await server.clock.advanceAsync(1000)
    expect(await statuses).toEqual([200, 200])
    expect(
      bindings
        .at(-1)
        ?.map(({ uri }) => uri)
        .sort(),
    ).toEqual([one.contactUri, two.contactUri].sort())
  })
})

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
