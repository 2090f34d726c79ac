/** A handler that throws costs what it handled: the bug is reported, the peer is answered, and nothing is held for ever. */
import { describe, expect, it } from 'vitest'
import { FakeClock, VirtualNetwork, VirtualResolver, VirtualWire } from '../../testing/index.ts'
import { parseUri, SipUri } from '../message/index.ts'
import { TransportLayer } from '../transport/transport-layer.ts'
import type { IncomingCall, IncomingCallHandler, InviteOptions, OutgoingCallHandler } from './call.ts'
import { UserAgent } from './user-agent.ts'
import { silence } from './user-agent-fixture.ts'
import type { UserAgentHandler, UserAgentOptions } from './user-agent-options.ts'

const OURS = '192.0.2.1'
const PEER = '192.0.2.2'

function fail(): never {
  throw new Error('a bug')
}

async function open(handler: UserAgentHandler, more: Partial<UserAgentOptions> = {}) {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const bugs: string[] = []
  const transport = new TransportLayer({
    network: network.host(OURS),
    clock,
    resolver: new VirtualResolver({}),
    onBug: (error) => bugs.push((error as Error).message),
  })
  await transport.open([{ transport: 'UDP', address: OURS, port: 5060 }])
  const agent = new UserAgent({ transport, clock, contact: () => `<sip:${OURS}>`, handler, ...more })
  const peer = await VirtualWire.open(network.host(PEER))
  const say = (
    method: string,
    options: { tag?: string; cseq?: number; lines?: string; body?: string } = {},
  ) => {
    const { tag, cseq = 1, lines = '', body = '' } = options
    const branch = method === 'CANCEL' ? 'INVITE1' : `${method}${cseq}`
    peer.send(
      `${method} sip:x@${OURS} SIP/2.0\nVia: SIP/2.0/UDP ${PEER};branch=z9hG4bK${branch}\nMax-Forwards: 70\nFrom: <sip:c@${PEER}>;tag=t\nTo: <sip:x@${OURS}>${tag ? `;tag=${tag}` : ''}\nCall-ID: c\nCSeq: ${cseq} ${method}\nContact: <sip:c@${PEER}>\n${lines}Content-Length: ${body.length}\n\n${body}`,
      OURS,
    )
    clock.advance(10)
  }
  const held = () => ({ calls: agent.counts(), transactions: agent.transactions.counts() })
  return { clock, agent, peer, bugs, say, held }
}

function invite(agent: UserAgent, handler: OutgoingCallHandler, more: Partial<InviteOptions> = {}) {
  const destination = { transport: 'UDP', address: PEER, port: 5060 } as const
  const from = `<sip:us@${OURS}>`
  return agent.invite({ uri: `sip:x@${PEER}`, destination, from, to: `<sip:x@${PEER}>`, ...more }, handler)
}

/** A call from the peer that is answered, and acknowledged. */
async function answered(handler: IncomingCallHandler) {
  let call: IncomingCall | undefined
  const stage = await open({
    onInvite(incoming) {
      call = incoming
      incoming.setHandler(handler)
      incoming.answer({ status: 200 })
    },
  })
  stage.say('INVITE')
  const tag = (call as IncomingCall).localTag
  stage.say('ACK', { tag })
  return { ...stage, tag, call: call as IncomingCall }
}

describe('a handler that throws', () => {
  it.each(['INVITE', 'REGISTER', 'SUBSCRIBE', 'NOTIFY', 'OPTIONS', 'MESSAGE'])(
    'at a new %s --> 500 to the peer, nothing held',
    async (method) => {
      const { clock, peer, bugs, say, held } = await open(
        {
          onInvite: fail,
          onRegister: fail,
          onSubscribe: fail,
          onNotify: fail,
          onOptions: fail,
          onOther: fail,
        },
        { methods: ['MESSAGE'] },
      )
      say(method)
      expect([peer.lines, bugs]).toEqual([['SIP/2.0 500 Server Internal Error'], ['a bug']])
      expect(peer.last).toMatch(/\r\nTo: .*;tag=/)
      if (method === 'INVITE') say('ACK')
      clock.advance(64_000)
      expect(held()).toEqual(silence)
    },
  )

  it('at a new call that it has answered --> the call goes on', async () => {
    const { bugs, peer, say, agent } = await open({
      onInvite(call) {
        call.answer({ status: 200 })
        fail()
      },
    })
    say('INVITE')
    expect([peer.lines, bugs, agent.counts().dialogs]).toEqual([['SIP/2.0 200 OK'], ['a bug'], 1])
  })

  it('at a timeout --> reported, the call is over, so are the others', async () => {
    const { clock, agent, bugs, held } = await open({})
    const told: string[] = []
    invite(agent, { onFailed: fail, onEnded: (end) => told.push(end) })
    invite(agent, { onFailed: () => told.push('other'), onEnded: (end) => told.push(end) })
    clock.advance(100_000)
    expect([bugs, told]).toEqual([['a bug'], ['failed', 'other', 'failed']])
    expect(held()).toEqual(silence)
  })

  it('at a refusal --> acknowledged, the call is over', async () => {
    const { clock, agent, peer, bugs, held } = await open({})
    invite(agent, { onFailed: fail })
    clock.advance(10)
    peer.answer(peer.log[0], 486)
    clock.advance(100_000)
    expect([bugs, peer.lines.map((line) => line.split(' ')[0])]).toEqual([['a bug'], ['INVITE', 'ACK']])
    expect(held()).toEqual(silence)
  })

  it.each([false, true])(
    'at an answer --> acknowledged and ended: nobody would (by hand: %s)',
    async (manualAck) => {
      const { clock, agent, peer, bugs, held } = await open({})
      const told: string[] = []
      const call = invite(agent, { onAnswered: fail, onEnded: (end) => told.push(end) }, { manualAck })
      clock.advance(10)
      peer.answer(peer.log[0], 200, `Contact: <sip:x@${PEER}>\n`)
      clock.advance(10)
      expect([bugs, peer.lines.map((line) => line.split(' ')[0])]).toEqual([
        ['a bug'],
        ['INVITE', 'ACK', 'BYE'],
      ])
      peer.answer(peer.log.at(-1), 200)
      clock.advance(100_000)
      expect([call.state, told]).toEqual(['ended', ['local-bye']])
      expect(held()).toEqual(silence)
    },
  )

  it('at a name that nobody knows --> reported', async () => {
    const { clock, agent, bugs, held } = await open({})
    const uri = parseUri('sip:x@nobody.example') as SipUri
    expect(uri).toBeInstanceOf(SipUri)
    agent.request(
      { method: 'OPTIONS', uri: `${uri}`, destination: { uri }, from: '<sip:a@b>', to: '<sip:a@b>' },
      { onResponse() {}, onFailed: fail },
    )
    await clock.advanceAsync(10)
    expect(bugs).toEqual(['a bug'])
    expect(held()).toEqual(silence)
  })

  it('at a CANCEL --> 487, the call is over', async () => {
    const { clock, peer, bugs, say, held } = await open({
      onInvite(call) {
        call.setHandler({ onCancel: fail })
        call.progress({ status: 180 })
      },
    })
    say('INVITE')
    say('CANCEL')
    say('ACK')
    expect(peer.lines).toEqual(['SIP/2.0 180 Ringing', 'SIP/2.0 200 OK', 'SIP/2.0 487 Request Terminated'])
    expect(bugs).toEqual(['a bug'])
    clock.advance(64_000)
    expect(held()).toEqual(silence)
  })

  it('at a BYE --> 200, the call is over', async () => {
    const { clock, peer, bugs, say, tag, held } = await answered({ onBye: fail })
    say('BYE', { tag, cseq: 2 })
    expect([peer.lines.at(-1), bugs]).toEqual(['SIP/2.0 200 OK', ['a bug']])
    clock.advance(64_000)
    expect(held()).toEqual(silence)
  })

  it.each(['INVITE', 'UPDATE', 'INFO'])(
    'at a %s within a call --> 500, and the next is heard',
    async (method) => {
      let times = 0
      const once = (_: unknown, respond: (parts: { status: number }) => void) => {
        times++
        if (times === 1) fail()
        respond({ status: 200 })
      }
      const { peer, bugs, say, tag } = await answered({ onReinvite: once, onUpdate: once, onInfo: once })
      const offer = { tag, body: 'v=0\n', lines: 'Content-Type: application/sdp\n' }
      say(method, { ...offer, cseq: 2 })
      say(method, { ...offer, cseq: 3 })
      expect(peer.lines.slice(1)).toEqual(['SIP/2.0 500 Server Internal Error', 'SIP/2.0 200 OK'])
      expect(bugs).toEqual(['a bug'])
    },
  )

  it('at the 481 to a request of ours --> the call is over', async () => {
    const { clock, peer, bugs, call, held } = await answered({})
    call.info({}, fail)
    clock.advance(10)
    peer.answer(peer.log.at(-1), 481)
    clock.advance(10)
    peer.answer(peer.log.at(-1), 481)
    clock.advance(64_000)
    expect([bugs, call.state]).toEqual([['a bug'], 'ended'])
    expect(held()).toEqual(silence)
  })
})
