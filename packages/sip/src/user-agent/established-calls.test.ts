/** What happens within an answered call: re-INVITE, UPDATE, INFO, glare, session timers (RFC 3261 §12.2, §14). */
import { describe, expect, it } from 'vitest'
import type { SipPhoneOptions } from '../../testing/index.ts'
import type { IncomingCall } from './call.ts'
import { alice as aliceAt, bob as bobAt, held, openStage, openWire, silence } from './user-agent-fixture.ts'

async function answered(options: { alice?: Partial<SipPhoneOptions>; bob?: Partial<SipPhoneOptions> } = {}) {
  const stage = await openStage({ delay: 20 }, 1, options)
  stage.bob.behaviour = { kind: 'answer' }
  const call = stage.alice.call('bob')
  await stage.clock.advanceAsync(500)
  const theirs = stage.bob.calls[0]
  if (theirs === undefined) throw new Error('no call came')
  return { ...stage, call, theirs }
}

async function endOf({ clock, alice, bob, call }: Awaited<ReturnType<typeof answered>>) {
  call.hangUp()
  await clock.advanceAsync(1000)
  clock.drain()
  expect([held(alice), held(bob)]).toEqual([silence, silence])
}

/** A request within the call as its peer would write it, from the INVITE's own headers. */
function within(
  stage: Awaited<ReturnType<typeof answered>>,
  method: string,
  cseq: number,
  extra = '',
): string {
  const { localTag, dialog, callId } = stage.theirs.raw
  return `${method} sip:bob@${bobAt}:5060 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK${method}${cseq}
Max-Forwards: 70
From: <sip:alice@${aliceAt}>;tag=${dialog?.remoteTag}
To: <sip:bob@${bobAt}>;tag=${localTag}
Call-ID: ${callId}
CSeq: ${cseq} ${method}
Contact: <sip:moved@192.0.2.9>
${extra}Content-Length: 0

`
}

describe('a re-INVITE', () => {
  it('is offered, answered and acknowledged, either way', async () => {
    const stage = await answered()
    const { clock, call, theirs, alice, bob } = stage
    const hold = call.reinvite('v=0\r\na=sendonly\r\n')
    await clock.advanceAsync(200)
    expect(await hold).toBe(200)
    expect(theirs.remoteBody).toContain('a=sendonly')
    expect(bob.log.requests('ACK')).toHaveLength(2)
    const back = theirs.reinvite('v=0\r\na=sendrecv\r\n')
    await clock.advanceAsync(200)
    expect(await back).toBe(200)
    expect(call.remoteBody).toContain('a=sendrecv')
    expect(alice.log.requests('ACK')).toHaveLength(1)
    await endOf(stage)
  })

  it('-- both at once --> 491 to both, tried again by both, the callee first (§14.1)', async () => {
    const stage = await answered()
    const { clock, call, theirs, alice, bob } = stage
    const one = call.reinvite('v=0\r\na=one\r\n')
    const two = theirs.reinvite('v=0\r\na=two\r\n')
    await clock.advanceAsync(60)
    expect(alice.log.filter({ status: 491, direction: 'received' })).toHaveLength(1)
    expect(bob.log.filter({ status: 491, direction: 'received' })).toHaveLength(1)
    await clock.advanceAsync(2100)
    expect(await two).toBe(200)
    await clock.advanceAsync(2500)
    expect(await one).toBe(200)
    const again = bob.log.requests('INVITE').at(-1)
    expect(again?.body.toString()).toContain('a=one')
    await endOf(stage)
  })

  it('one at a time: a second is not sent', async () => {
    const stage = await answered()
    const { clock, call } = stage
    const first = call.reinvite('v=0\r\n')
    expect(await call.reinvite('v=0\r\n')).toBe(0)
    await clock.advanceAsync(200)
    expect(await first).toBe(200)
    await endOf(stage)
  })

  it('that gets 481 ends the call (§12.2.1.2)', async () => {
    const stage = await answered()
    const { clock, call, bob } = stage
    bob.userAgent.close()
    const refused = call.reinvite('v=0\r\n')
    await clock.advanceAsync(1000)
    expect(await refused).toBe(481)
    expect((await call.ended).end).toBe('dialog-lost')
  })

  it('without handler is refused with 488 and the call goes on', async () => {
    const stage = await answered()
    const { clock, call, theirs } = stage
    if ('setHandler' in theirs.raw) (theirs.raw as IncomingCall).setHandler({})
    const refused = call.reinvite('v=0\r\n')
    await clock.advanceAsync(200)
    expect(await refused).toBe(488)
    expect(call.state).toBe('answered')
  })
})

describe('requests within the call', () => {
  it('an INFO is answered by its handler', async () => {
    const stage = await answered()
    const done = stage.call.info({ contentType: 'application/dtmf-relay', body: 'Signal=5\r\n' })
    await stage.clock.advanceAsync(100)
    expect(await done).toBe(200)
    await endOf(stage)
  })

  it.each([
    ['UPDATE without body -- refresh --> 200', 'UPDATE', 7, '', 200],
    ['OPTIONS --> 200', 'OPTIONS', 7, '', 200],
    ['a gap in the numbers --> fine', 'UPDATE', 4000, '', 200],
    ['the number of the INVITE again --> 500', 'UPDATE', 1, '', 500],
    ['a lower number --> 500', 'UPDATE', 0, '', 500],
    ['PRACK, which we do not know --> 405', 'PRACK', 7, '', 405],
    ['an extension nobody knows --> 420', 'UPDATE', 7, 'Require: foo\n', 420],
    ['an interval below Min-SE --> 422', 'UPDATE', 7, 'Supported: timer\nSession-Expires: 60\n', 422],
  ])('%s', async (_edge, method, cseq, extra, status) => {
    const stage = await answered()
    const peer = await openWire(stage.network, '192.0.2.9')
    peer.send(within(stage, method, cseq, extra), bobAt)
    await stage.clock.advanceAsync(100)
    expect(peer.lines).toEqual([expect.stringContaining(`SIP/2.0 ${status} `)])
  })

  it('a foreign tag --> 481, and the call goes on', async () => {
    const stage = await answered()
    const peer = await openWire(stage.network, '192.0.2.9')
    const { localTag, dialog } = stage.theirs.raw
    peer.send(within(stage, 'BYE', 7).replace(localTag, `${localTag}0`), bobAt)
    peer.send(within(stage, 'BYE', 8).replace(dialog?.remoteTag ?? '', 'other'), bobAt)
    await stage.clock.advanceAsync(100)
    expect(peer.lines).toEqual(Array(2).fill(expect.stringContaining('SIP/2.0 481 ')))
    expect(stage.theirs.state).toBe('answered')
    await endOf(stage)
  })

  it('an UPDATE with another Contact --> later requests go there (§12.2)', async () => {
    const stage = await answered()
    const peer = await openWire(stage.network, '192.0.2.9')
    peer.send(within(stage, 'UPDATE', 7), bobAt)
    await stage.clock.advanceAsync(100)
    stage.theirs.hangUp()
    await stage.clock.advanceAsync(100)
    expect(peer.lines).toContain('BYE sip:moved@192.0.2.9 SIP/2.0')
  })

  it('two BYEs that cross end the call on both sides', async () => {
    const stage = await answered()
    const { clock, call, theirs, alice, bob } = stage
    call.hangUp()
    theirs.hangUp()
    await clock.advanceAsync(1000)
    expect((await call.ended).end).toBe('local-bye')
    expect((await theirs.ended).end).toBe('local-bye')
    clock.drain()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
  })

  it('a BYE of the callee waits for the ACK (§15)', async () => {
    const { clock, network, alice, bob } = await openStage()
    bob.behaviour = { kind: 'ring' }
    alice.call('bob')
    await clock.advanceAsync(100)
    network.cut(aliceAt, bobAt)
    bob.calls[0]?.answer()
    expect(bob.calls[0]?.hangUp()).toBe(true)
    await clock.advanceAsync(400)
    expect(bob.log.filter({ direction: 'sent', method: 'BYE' })).toHaveLength(0)
    network.heal(aliceAt, bobAt)
    await clock.advanceAsync(1000)
    expect(alice.log.requests('BYE')).toHaveLength(1)
    expect((await bob.calls[0]?.ended)?.end).toBe('local-bye')
  })
})

describe('a session timer (RFC 4028)', () => {
  const short = { sessionTimer: { interval: 100 } } as const

  it('-- asked for by the caller --> refreshed by its UPDATE every half interval', async () => {
    const stage = await answered({ alice: short, bob: short })
    const { clock, bob } = stage
    expect(bob.log.requests('INVITE')[0]?.header('Session-Expires')).toBe('100')
    await clock.advanceAsync(160_000)
    expect(bob.log.requests('UPDATE')).toHaveLength(3)
    expect(stage.theirs.state).toBe('answered')
    await endOf(stage)
  })

  it('-- the refresher falls silent --> BYE before the interval is over, on both sides', async () => {
    const stage = await answered({ alice: short, bob: short })
    const { clock, network, call, theirs, alice, bob } = stage
    network.cut(aliceAt, bobAt)
    await clock.advanceAsync(140_000)
    expect((await call.ended).end).toBe('session-expired')
    expect((await theirs.ended).end).toBe('session-expired')
    clock.drain()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
  })

  it('-- the peer does not take UPDATE --> refreshed by a re-INVITE with the same body', async () => {
    const { clock, network, alice } = await openStage({}, 1, {
      alice: { server: { address: '192.0.2.9', port: 5060 }, ...short },
    })
    const peer = await openWire(network, '192.0.2.9')
    const call = alice.call('bob', { body: 'v=0\r\no=same\r\n' })
    await clock.advanceAsync(10)
    const granted = 'Contact: <sip:peer@192.0.2.9>\nSession-Expires: 100;refresher=uac\n'
    peer.answer(peer.log[0], 200, granted)
    await clock.advanceAsync(50_100)
    const refresh = peer.log.at(-1)
    expect(refresh?.text).toMatch(/^INVITE sip:peer@192.0.2.9 /)
    expect(refresh?.text).toContain('Session-Expires: 100;refresher=uac\r\n')
    expect(refresh?.text).toContain('o=same')
    peer.answer(refresh, 200, granted)
    await clock.advanceAsync(45_000)
    expect(peer.lines.at(-1)).toMatch(/^ACK/)
    expect(call.state).toBe('answered')
  })

  it('-- the answer to a refresh by re-INVITE is told; what a refused re-INVITE wanted is not repeated (§14.1)', async () => {
    const { clock, network, alice } = await openStage({}, 1, {
      alice: { server: { address: '192.0.2.9', port: 5060 }, ...short },
    })
    const peer = await openWire(network, '192.0.2.9')
    const call = alice.call('bob', { body: 'v=0\r\no=same\r\n' })
    await clock.advanceAsync(10)
    const granted = 'Contact: <sip:peer@192.0.2.9>\nSession-Expires: 100;refresher=uac\n'
    peer.answer(peer.log[0], 200, granted)
    await clock.advanceAsync(10)
    const other = call.reinvite('v=0\r\no=other\r\n')
    await clock.advanceAsync(10)
    peer.answer(peer.log.at(-1), 488)
    await clock.advanceAsync(10)
    expect(await other).toBe(488)
    const told: string[] = []
    call.raw.setHandler({ onRefreshed: ({ body }) => void told.push(body.toString()) })
    await clock.advanceAsync(50_100)
    const refresh = peer.log.at(-1)
    expect(refresh?.text).toContain('o=same')
    peer.answer(refresh, 200, `${granted}Content-Type: application/sdp\n`, 'o=moved')
    await clock.advanceAsync(10)
    expect(told).toEqual(['o=moved'])
  })

  it('-- the callee wants longer intervals --> 422, and the call again with Min-SE', async () => {
    const stage = await answered({ alice: short, bob: { sessionTimer: { interval: 600, minimum: 300 } } })
    const invites = stage.bob.log.requests('INVITE')
    expect(invites.map((invite) => invite.header('Session-Expires'))).toEqual(['100', '300'])
    expect(invites[1]?.header('Min-SE')).toBe('300')
    expect(invites[1]?.callId).toBe(invites[0]?.callId)
    expect(invites.map((invite) => invite.cseq.sequence)).toEqual([1, 2])
    await endOf(stage)
  })
})
