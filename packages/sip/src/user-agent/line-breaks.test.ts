/** What the owner of a user agent passes never ends a line on the wire (RFC 3261 §7.3.1, §25.1); refused, it leaves nothing behind. */
import { describe, expect, it } from 'vitest'
import { FakeClock, VirtualNetwork, VirtualResolver, VirtualWire } from '../../testing/index.ts'
import { encodeText, parseUri, SipUri, UnsafeHeaderValue } from '../message/index.ts'
import { TransportLayer } from '../transport/transport-layer.ts'
import type { IncomingCall, InviteOptions } from './call.ts'
import { UserAgent } from './user-agent.ts'
import { alice as aliceAt, bob as bobAt, held, openStage, silence } from './user-agent-fixture.ts'

const destination = { transport: 'UDP', address: bobAt, port: 5060 } as const
const options: InviteOptions = {
  uri: `sip:bob@${bobAt}`,
  destination,
  from: `<sip:alice@${aliceAt}>`,
  to: `<sip:bob@${bobAt}>`,
}
const cut = 'Subject: caf\u010d\u010aEvil: yes\r\n'

function namedDestination() {
  const uri = parseUri('sip:bob@named.example')
  if (uri instanceof SipUri) return { uri }
  throw new Error('no URI')
}

async function openNamed() {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const resolver = new VirtualResolver({ 'named.example': { a: [bobAt] } })
  const transport = new TransportLayer({ network: network.host(aliceAt), clock, resolver })
  await transport.open([{ transport: 'UDP', address: aliceAt, port: 5060 }])
  const agent = new UserAgent({ transport, clock, contact: () => `<sip:${aliceAt}>`, handler: {} })
  return { clock, agent, wire: await VirtualWire.open(network.host(bobAt)) }
}

describe('a call that would write a line end', () => {
  it.each<[string, Partial<InviteOptions>]>([
    ['From', { from: '<sip:a@b>\r\nEvil: yes' }],
    ['To', { to: '<sip:a@b>\nEvil: yes' }],
    ['Request-URI', { uri: 'sip:a@b SIP/2.0\r\nEvil: yes' }],
    ['header lines', { extra: cut }],
    ['Contact', { contact: '"\u010d\u010aEvil: yes" <sip:a@b>' }],
    ['Call-ID', { callId: 'a\r\nEvil: yes' }],
  ])('by its %s --> there is none, and nothing is sent', async (_, more) => {
    const stage = await openStage()
    expect(() => stage.alice.userAgent.invite({ ...options, ...more }, {})).toThrow(UnsafeHeaderValue)
    expect(() =>
      stage.alice.userAgent.request(
        { method: 'MESSAGE', ...options, ...more },
        { onResponse() {}, onFailed() {} },
      ),
    ).toThrow(UnsafeHeaderValue)
    expect(held(stage.alice)).toEqual(silence)
    await stage.clock.advanceAsync(1000)
    expect(stage.alice.log.entries).toEqual([])
  })

  it('to a name that has to be resolved --> told at once', async () => {
    const { clock, agent, wire } = await openNamed()
    const named = { ...options, destination: namedDestination() }
    expect(() => agent.invite({ ...named, extra: cut }, {})).toThrow(UnsafeHeaderValue)
    await clock.advanceAsync(1000)
    expect(agent.counts()).toEqual({ dialogs: 0, calls: 0 })
    expect(wire.log).toEqual([])
  })

  it('by the name of the product or by what our Via names --> does not even start', async () => {
    const { agent } = await openNamed()
    const transport = new TransportLayer({
      network: new VirtualNetwork({ clock: new FakeClock() }).host(aliceAt),
      clock: new FakeClock(),
    })
    const handler = {}
    const contact = () => ''
    const own = { transport: agent.transactions.transport, clock: new FakeClock(), contact, handler }
    expect(() => new UserAgent({ ...own, product: 'x\r\nEvil: yes' })).toThrow(UnsafeHeaderValue)
    await expect(
      transport.open([{ transport: 'UDP', address: aliceAt, port: 5060, sentBy: 'a\r\nEvil: yes' }]),
    ).rejects.toThrow(UnsafeHeaderValue)
  })
})

describe('a call that goes on', () => {
  it('a CANCEL and a BYE that would write a line end --> not said; the next one is', async () => {
    const stage = await openStage()
    const ends: string[] = []
    const call = stage.alice.userAgent.invite(options, { onEnded: (end) => ends.push(end) })
    await stage.clock.advanceAsync(100)
    expect(() => call.cancel(cut)).toThrow(UnsafeHeaderValue)
    const incoming = stage.bob.calls[0]?.raw as IncomingCall
    expect(() => incoming.answer({ status: 200, extra: cut })).toThrow(UnsafeHeaderValue)
    expect(incoming.answer({ status: 200 })).toBe(true)
    expect(() => incoming.bye(cut)).toThrow(UnsafeHeaderValue)
    await stage.clock.advanceAsync(100)
    expect(() => call.bye(cut)).toThrow(UnsafeHeaderValue)
    expect(() => call.reinvite({ extra: cut }, { onAccepted() {}, onRefused() {} })).toThrow(
      UnsafeHeaderValue,
    )
    expect([call.state, incoming.state, call.mayModify]).toEqual(['answered', 'answered', true])
    expect(call.bye('Reason: SIP;cause=200\r\n')).toBe(true)
    await stage.clock.advanceAsync(100_000)
    expect(ends).toEqual(['local-bye'])
    expect([held(stage.alice), held(stage.bob)]).toEqual([silence, silence])
  })

  it('to a name, cancelled with a line end before it is resolved --> still to be cancelled', async () => {
    const { clock, agent } = await openNamed()
    const failures: string[] = []
    const call = agent.invite(
      { ...options, destination: namedDestination() },
      { onFailed: ({ cause }) => failures.push(cause) },
    )
    expect(() => call.cancel(cut)).toThrow(UnsafeHeaderValue)
    expect(call.cancel()).toBe(true)
    await clock.advanceAsync(100_000)
    expect(failures).toEqual(['cancelled'])
  })
})

describe('a name in From', () => {
  it.each([
    ['real text of latin1', '"Jürgen Müller"', 'Jürgen Müller'],
    ['real text beyond', '"Łukasz č\u010a"', 'Łukasz č\u010a'],
    ['wire text', encodeText('"Jürgen Müller"'), 'Jürgen Müller'],
  ])('%s --> UTF-8 (§25.1), in the BYE as well', async (_, name, shown) => {
    const stage = await openStage()
    stage.bob.behaviour = { kind: 'answer' }
    const from = `${name} <sip:alice@${aliceAt}>`
    const call = stage.alice.userAgent.invite({ ...options, from }, {})
    await stage.clock.advanceAsync(100)
    call.bye()
    await stage.clock.advanceAsync(100)
    const heard = stage.bob.log.filter({ direction: 'received', kind: 'request' })
    expect(heard.map(({ message }) => [message.cseq.method, message.from.displayName])).toEqual([
      ['INVITE', shown],
      ['ACK', shown],
      ['BYE', shown],
    ])
  })
})
