/** Calls between two whole user agents (RFC 3261 §13 to §15). */
import { describe, expect, it } from 'vitest'
import { parseUri, SipUri } from '../message/index.ts'
import type { CallFailure } from './call.ts'
import { alice as aliceAt, bob as bobAt, held, openStage, openWire, silence } from './user-agent-fixture.ts'

describe('a call', () => {
  it('rings, is answered, acknowledged and ended by the caller', async () => {
    const { clock, alice, bob } = await openStage()
    bob.behaviour = { kind: 'answer', after: 1000 }
    const call = alice.call('bob')
    await clock.advanceAsync(500)
    expect((await call.ringing)?.status).toBe(180)
    expect(alice.userAgent.counts()).toEqual({ dialogs: 0, calls: 1 })
    await clock.advanceAsync(1000)
    expect(await call.answered).toMatchObject({ status: 200 })
    expect(bob.log.requests('ACK')).toHaveLength(1)
    expect(bob.userAgent.counts()).toEqual({ dialogs: 1, calls: 1 })
    expect(call.hangUp()).toBe(true)
    await clock.advanceAsync(100)
    expect((await call.ended).end).toBe('local-bye')
    expect((await bob.calls[0]?.ended)?.end).toBe('remote-bye')
    clock.drain()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
  })

  it('is ended by the callee, in the dialog of the callee', async () => {
    const { clock, alice, bob } = await openStage()
    bob.behaviour = { kind: 'answer' }
    const call = alice.call('bob')
    await clock.advanceAsync(100)
    const [invite] = bob.log.requests('INVITE')
    expect(bob.calls[0]?.hangUp('Reason: Q.850;cause=16\r\n')).toBe(true)
    await clock.advanceAsync(100)
    const [bye] = alice.log.requests('BYE')
    expect(bye?.to.tag).toBe(invite?.from.tag)
    expect(bye?.callId).toBe(invite?.callId)
    expect(bye?.uriText).toBe(`sip:alice@${aliceAt}:5060`)
    expect(alice.log.reasons('BYE')).toMatchObject([{ protocol: 'Q.850', cause: 16 }])
    expect((await call.ended).end).toBe('remote-bye')
    clock.drain()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
  })

  it.each([
    [486, { kind: 'busy' } as const],
    [603, { kind: 'reject', status: 603, after: 500 } as const],
    [404, { kind: 'reject', status: 404, ring: true } as const],
  ])('that is refused with %i has failed with it', async (status, behaviour) => {
    const { clock, alice, bob } = await openStage()
    bob.behaviour = behaviour
    const call = alice.call('bob')
    await clock.advanceAsync(1000)
    expect(await call.ended).toMatchObject({ end: 'rejected', failure: { status, cause: 'response' } })
    expect((await bob.calls[0]?.ended)?.end).toBe('rejected')
    clock.drain()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
  })

  it('keeps one To tag through 180, 183 and 200', async () => {
    const { clock, alice, bob } = await openStage()
    bob.behaviour = { kind: 'ring' }
    alice.call('bob')
    await clock.advanceAsync(10)
    bob.calls[0]?.ring('v=0\r\n')
    bob.calls[0]?.answer()
    await clock.advanceAsync(10)
    const tags = alice.log
      .filter({ direction: 'received', kind: 'response', method: 'INVITE' })
      .filter(({ message }) => message.kind === 'response' && message.status > 100)
      .map(({ message }) => message.to.tag)
    expect(tags).toHaveLength(3)
    expect(new Set(tags).size).toBe(1)
  })

  it('to nobody times out after 64*T1, with cause timeout', async () => {
    const { clock, network, alice, bob } = await openStage()
    network.cut(aliceAt, bobAt)
    const call = alice.call('bob')
    await clock.advanceAsync(33_000)
    expect(await call.ended).toMatchObject({ end: 'failed', failure: { status: 408, cause: 'timeout' } })
    clock.drain()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
  })

  it('to a name that leads nowhere has failed with what is wrong with it (§8.1.3.1)', async () => {
    const { clock, alice } = await openStage()
    const uri = parseUri('sip:bob@nobody.example')
    if (!(uri instanceof SipUri)) throw new Error('not a URI')
    const failures: (CallFailure | undefined)[] = []
    const onFailed = (failure: CallFailure) => void failures.push(failure)
    const own = { from: '<sip:alice@192.0.2.1>', to: `<${uri}>`, uri: uri.toString(), destination: { uri } }
    alice.userAgent.invite(own, { onFailed })
    alice.userAgent.request({ ...own, method: 'OPTIONS' }, { onResponse() {}, onFailed })
    await clock.advanceAsync(100)
    const failure = { status: 503, cause: 'transport', error: { code: 'unresolvable' } }
    expect(failures).toMatchObject([failure, failure])
  })

  it('rings on: the provisional response is repeated every minute (§13.3.1.1)', async () => {
    const { clock, alice, bob } = await openStage()
    bob.behaviour = { kind: 'ring' }
    const call = alice.call('bob')
    await clock.advanceAsync(185_000)
    expect(alice.log.filter({ status: 180, direction: 'received' })).toHaveLength(4)
    call.cancel()
    await clock.advanceAsync(100)
    clock.drain()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
  })

  it('offers its redirection targets to the caller, best first', async () => {
    const { clock, alice, bob } = await openStage()
    bob.behaviour = { kind: 'silent' }
    const call = alice.call('bob')
    await clock.advanceAsync(10)
    bob.calls[0]?.reject(302, 'Contact: <sip:low@192.0.2.8>;q=0.1, <sip:high@192.0.2.9>;q=0.9\r\n')
    await clock.advanceAsync(10)
    const { failure } = await call.ended
    expect(failure?.status).toBe(302)
    expect(failure?.contacts.map((contact) => contact.uriText)).toEqual([
      'sip:high@192.0.2.9',
      'sip:low@192.0.2.8',
    ])
  })
})

describe('CANCEL', () => {
  it('carries its Reason, is answered 200, and the INVITE 487 (§9)', async () => {
    const { clock, alice, bob } = await openStage()
    bob.behaviour = { kind: 'ring' }
    const call = alice.call('bob')
    await clock.advanceAsync(100)
    expect(call.cancel('Reason: SIP;cause=200;text="Call completed elsewhere"\r\n')).toBe(true)
    expect(call.cancel()).toBe(false)
    await clock.advanceAsync(100)
    expect(await call.ended).toMatchObject({ end: 'cancelled', failure: { status: 487, cause: 'cancelled' } })
    expect((await bob.calls[0]?.ended)?.end).toBe('cancelled')
    expect(bob.log.reasons('CANCEL')).toMatchObject([{ protocol: 'SIP', cause: 200 }])
    expect(alice.log.filter({ method: 'CANCEL', status: 200 })).toHaveLength(1)
    expect(alice.log.filter({ method: 'INVITE', status: 487 })).toHaveLength(1)
    const cancelled = alice.log.filter({ method: 'CANCEL', status: 200 })[0]
    const refused = alice.log.filter({ method: 'INVITE', status: 487 })[0]
    expect(cancelled?.message.to.tag).toBe(refused?.message.to.tag)
    clock.drain()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
  })

  it('waits for a provisional response (§9.1)', async () => {
    const { clock, alice, bob } = await openStage()
    bob.behaviour = { kind: 'silent' }
    const call = alice.call('bob')
    call.cancel()
    await clock.advanceAsync(150)
    expect(bob.log.requests('CANCEL')).toHaveLength(0)
    await clock.advanceAsync(200)
    expect(bob.log.requests('CANCEL')).toHaveLength(1)
    expect((await call.ended).end).toBe('cancelled')
  })

  it('-- crossed by a 200 --> ACK and BYE, and the call counts as cancelled', async () => {
    const { clock, alice, bob } = await openStage({ delay: 50 })
    bob.behaviour = { kind: 'ring' }
    const call = alice.call('bob')
    await clock.advanceAsync(200)
    bob.calls[0]?.answer()
    call.cancel()
    await clock.advanceAsync(1000)
    expect(await call.ended).toMatchObject({ end: 'cancelled', failure: { cause: 'cancelled' } })
    expect((await bob.calls[0]?.ended)?.end).toBe('remote-bye')
    expect(bob.log.requests('ACK')).toHaveLength(1)
    expect(bob.log.requests('BYE')).toHaveLength(1)
    clock.drain()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
  })
})

describe('the 2xx', () => {
  it('is repeated until the ACK, T1 to T2 apart (§13.3.1.4)', async () => {
    const { clock, network, alice, bob } = await openStage()
    bob.behaviour = { kind: 'ring' }
    alice.call('bob')
    await clock.advanceAsync(100)
    network.cut(aliceAt, bobAt)
    bob.calls[0]?.answer()
    await clock.advanceAsync(7600)
    const sent = bob.log
      .filter({ direction: 'sent', status: 200, method: 'INVITE' })
      .map(({ at }) => at - 100)
    expect(sent).toEqual([0, 500, 1500, 3500, 7500])
    network.heal(aliceAt, bobAt)
    await clock.advanceAsync(4000)
    expect(bob.log.requests('ACK')).toHaveLength(1)
    await clock.advanceAsync(20_000)
    expect(bob.log.filter({ direction: 'sent', status: 200, method: 'INVITE' })).toHaveLength(6)
  })

  it('-- no ACK for 64*T1 --> BYE, and the call has ended with ack-timeout', async () => {
    const { clock, network, alice, bob } = await openStage()
    bob.behaviour = { kind: 'ring' }
    const call = alice.call('bob')
    await clock.advanceAsync(100)
    network.cut(aliceAt, bobAt)
    bob.calls[0]?.answer()
    await clock.advanceAsync(33_000)
    network.heal(aliceAt, bobAt)
    await clock.advanceAsync(10_000)
    expect((await bob.calls[0]?.ended)?.end).toBe('ack-timeout')
    expect(alice.log.requests('BYE').length).toBeGreaterThan(0)
    call.cancel()
    clock.drain()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
  })

  it('that comes again is acknowledged again (§13.2.2.4)', async () => {
    const { clock, network, alice } = await openStage({}, 1, {
      alice: { server: { address: '192.0.2.9', port: 5060 } },
    })
    const peer = await openWire(network, '192.0.2.9')
    const call = alice.call('bob')
    await clock.advanceAsync(10)
    const invite = peer.log[0]
    const contact = 'Contact: <sip:peer@192.0.2.9>\n'
    for (let round = 0; round < 3; round++) {
      peer.answer(invite, 200, contact)
      await clock.advanceAsync(500)
    }
    expect(await call.answered).toMatchObject({ status: 200 })
    const acks = peer.lines.filter((line) => line.startsWith('ACK'))
    expect(acks).toEqual(Array(3).fill('ACK sip:peer@192.0.2.9 SIP/2.0'))
  })

  it('-- its Contact cannot be read --> acknowledged where the INVITE went, and the call goes on', async () => {
    const { clock, network, alice } = await openStage({}, 1, {
      alice: { server: { address: '192.0.2.9', port: 5060 } },
    })
    const peer = await openWire(network, '192.0.2.9')
    const call = alice.call('bob')
    await clock.advanceAsync(10)
    peer.answer(peer.log[0], 180, 'Contact: <sip:bob\n')
    await clock.advanceAsync(10)
    peer.answer(peer.log[0], 200, 'Contact: <sip:bob\n')
    await clock.advanceAsync(10)
    expect((await call.ringing)?.status).toBe(180)
    expect(call.state).toBe('answered')
    expect(peer.lines.at(-1)).toBe('ACK sip:bob@192.0.2.9 SIP/2.0')
  })

  it('of a second fork is acknowledged and ended, the first call goes on (§13.2.2.4)', async () => {
    const { clock, network, alice } = await openStage({}, 1, {
      alice: { server: { address: '192.0.2.9', port: 5060 } },
    })
    const peer = await openWire(network, '192.0.2.9')
    const call = alice.call('bob')
    await clock.advanceAsync(10)
    const invite = peer.log[0]
    const first = 'Contact: <sip:first@192.0.2.9>\n'
    peer.answer(invite, 200, first)
    await clock.advanceAsync(10)
    const second = { ...invite, text: invite?.text.replace(/^To: .*$/m, '$&;tag=second') ?? '' }
    peer.answer({ address: aliceAt, port: 5060, at: 0, ...second }, 200, 'Contact: <sip:second@192.0.2.9>\n')
    await clock.advanceAsync(10)
    expect(peer.lines).toContain('ACK sip:second@192.0.2.9 SIP/2.0')
    expect(peer.lines.filter((line) => line.startsWith('BYE'))).toEqual(['BYE sip:second@192.0.2.9 SIP/2.0'])
    expect(call.state).toBe('answered')
    expect(alice.userAgent.counts()).toEqual({ dialogs: 1, calls: 1 })
  })
})

describe('forks that ring', () => {
  it('are early dialogs, one for each To tag', async () => {
    const { clock, network, alice } = await openStage({}, 1, {
      alice: { server: { address: '192.0.2.9', port: 5060 } },
    })
    const peer = await openWire(network, '192.0.2.9')
    const call = alice.call('bob')
    await clock.advanceAsync(10)
    const invite = peer.log[0]
    const to = (tag: string) => ({
      address: aliceAt,
      port: 5060,
      at: 0,
      text: invite?.text.replace(/^To: .*$/m, `$&;tag=${tag}`) ?? '',
    })
    for (const tag of ['one', 'two', 'one']) {
      peer.answer(to(tag), 180, `Contact: <sip:${tag}@192.0.2.9>\n`)
      await clock.advanceAsync(10)
    }
    const { raw } = call
    const dialogs = 'earlyDialogs' in raw ? raw.earlyDialogs : []
    expect(dialogs).toMatchObject([
      { remoteTag: 'one', early: true },
      { remoteTag: 'two', early: true },
    ])
    expect(raw.dialog).toBeUndefined()
    peer.answer(to('two'), 200, 'Contact: <sip:two@192.0.2.9>\n')
    await clock.advanceAsync(10)
    expect(raw.dialog).toMatchObject({ remoteTag: 'two', early: false })
  })
})
