/** REFER within a call and what it is told of it (RFC 3515), and calls that take the place of others (RFC 3891). */
import { describe, expect, it } from 'vitest'
import type { SipPhoneOptions } from '../../testing/index.ts'
import { parseReferTo, parseReplaces, writeReplaces } from '../message/index.ts'
import { bob as bobAt, held, openStage, openWire, silence } from './user-agent-fixture.ts'

const able: Partial<SipPhoneOptions> = {
  methods: ['REFER', 'SUBSCRIBE', 'NOTIFY'],
  supported: ['replaces'],
}

async function talking(conditions: Parameters<typeof openStage>[0] = { delay: 20 }) {
  const stage = await openStage(conditions, 1, { alice: able, bob: able })
  stage.bob.behaviour = { kind: 'answer' }
  const call = stage.alice.call('bob')
  await stage.clock.advanceAsync(500)
  const theirs = stage.bob.calls[0]
  if (theirs === undefined) throw new Error('no call came')
  const end = async () => {
    call.hangUp()
    await stage.clock.advanceAsync(1000)
    stage.clock.drain()
    return [held(stage.alice), held(stage.bob)]
  }
  return { ...stage, call, theirs, end }
}

describe('Refer-To and Replaces', () => {
  it('name whom to call, and in place of which dialog', () => {
    const referTo = parseReferTo(
      '"Carol" <sip:carol@example.com;method=INVITE?Replaces=a%40b%3Bto-tag%3D1%3Bfrom-tag%3D2%3Bearly-only>',
    )
    expect(referTo).toMatchObject({
      method: 'INVITE',
      replaces: { callId: 'a@b', toTag: '1', fromTag: '2', earlyOnly: true },
    })
    expect(referTo?.address.uri.userText).toBe('carol')
    expect(parseReferTo('sip:carol@example.com')?.replaces).toBeUndefined()
    expect(parseReferTo('<sip:carol@example.com;method=bye>')?.method).toBe('BYE')
  })

  it.each(['', 'nobody', '<sip:carol@example.com?Replaces=a%40b>'])('Refer-To %j is none', (text) =>
    expect(parseReferTo(text)).toBeUndefined(),
  )

  it.each([
    '',
    ';to-tag=1;from-tag=2',
    'a;to-tag=1',
    'a;from-tag=2',
    'a b;to-tag=1;from-tag=2',
    'a;to-tag;from-tag=2',
  ])('Replaces %j is none', (text) => expect(parseReplaces(text)).toBeUndefined())

  it('Replaces is read as it is written', () => {
    const text = '425928@bobster.example.org;to-tag=7743;from-tag=6472'
    const replaces = parseReplaces(text)
    expect(replaces && writeReplaces(replaces)).toBe(text)
    expect(replaces && writeReplaces({ ...replaces, earlyOnly: true })).toBe(`${text};early-only`)
  })
})

describe('a REFER with a BYE right behind it', () => {
  async function left() {
    const stage = await talking()
    const { clock, call, theirs } = stage
    const asked = theirs.refer('<sip:carol@example.com>')
    theirs.hangUp()
    await clock.advanceAsync(200)
    expect([call.state, theirs.state]).toEqual(['answered', 'ended'])
    return { ...stage, asked }
  }

  it('-- accepted --> what follows comes before the end, and nobody is told twice', async () => {
    const { clock, call, alice, end } = await left()
    expect(call.referrals[0]?.accept()).toBe(true)
    expect(call.state).toBe('answered')
    call.hangUp()
    await clock.advanceAsync(200)
    expect((await call.ended).end).toBe('remote-bye')
    expect(alice.log.filter({ direction: 'sent', method: 'BYE', kind: 'request' })).toEqual([])
    expect(await end()).toEqual([silence, silence])
  })

  it.each([
    ['accepted, and nothing follows', 'accept'],
    ['refused', 'refuse'],
  ])('-- %s --> the call is over', async (_, how) => {
    const { clock, call, end } = await left()
    const [referral] = call.referrals
    if (how === 'accept') referral?.accept()
    else referral?.refuse({ status: 404 })
    await clock.advanceAsync(200)
    expect((await call.ended).end).toBe('remote-bye')
    expect(await end()).toEqual([silence, silence])
  })

  it('and another REFER before it is decided -- 491', async () => {
    const { clock, theirs, call, end } = await talking()
    const first = theirs.refer('<sip:carol@example.com>')
    const second = theirs.refer('<sip:dave@example.com>')
    await clock.advanceAsync(200)
    expect(await second).toBe(491)
    call.referrals[0]?.refuse({ status: 404 })
    await clock.advanceAsync(200)
    expect(await first).toBe(404)
    expect(await end()).toEqual([silence, silence])
  })
})

describe('a REFER within a call', () => {
  it('is accepted, told of, and ends with the outcome (RFC 3515 §2.4)', async () => {
    const { clock, call, theirs, end } = await talking()
    const asked = theirs.refer('<sip:carol@example.com>', 'Referred-By: <sip:bob@example.com>\r\n')
    await clock.advanceAsync(50)
    const [referral] = call.referrals
    expect(referral?.referTo.address.uri.userText).toBe('carol')
    expect(referral?.referredBy?.uri.userText).toBe('bob')
    expect(referral?.accept()).toBe(true)
    await clock.advanceAsync(100)
    expect(await asked).toBe(202)
    referral?.tell(180)
    await clock.advanceAsync(100)
    referral?.tell(200)
    await clock.advanceAsync(100)
    expect(theirs.referred).toEqual([
      'SIP/2.0 100 Trying active',
      'SIP/2.0 180 Ringing active',
      'SIP/2.0 200 OK terminated;reason=noresource',
    ])
    expect(theirs.notified.map((notify) => notify.header('Event'))).toEqual(['refer', 'refer', 'refer'])
    expect(theirs.notified[0]?.header('Content-Type')).toBe('message/sipfrag;version=2.0')
    referral?.tell(486)
    expect(await end()).toEqual([silence, silence])
    expect(theirs.notified).toHaveLength(3)
  })

  it('-- refused --> nothing is told of it', async () => {
    const { clock, call, theirs, end } = await talking()
    const asked = theirs.refer('<sip:carol@example.com>')
    await clock.advanceAsync(50)
    expect(call.referrals[0]?.refuse({ status: 403 })).toBe(true)
    expect(call.referrals[0]?.accept()).toBe(false)
    await clock.advanceAsync(50)
    expect(await asked).toBe(403)
    expect(theirs.notified).toEqual([])
    expect(await end()).toEqual([silence, silence])
  })

  it('-- while another is under way --> 491; the next one has its number (§2.4.6)', async () => {
    const { clock, call, theirs } = await talking()
    theirs.refer('<sip:carol@example.com>')
    await clock.advanceAsync(50)
    call.referrals[0]?.accept()
    await clock.advanceAsync(100)
    const second = theirs.refer('<sip:dave@example.com>')
    await clock.advanceAsync(100)
    expect(await second).toBe(491)
    call.referrals[0]?.tell(486)
    await clock.advanceAsync(100)
    theirs.refer('<sip:dave@example.com>')
    await clock.advanceAsync(50)
    call.referrals[1]?.accept()
    await clock.advanceAsync(100)
    expect(theirs.referred[1]).toBe('SIP/2.0 486 Busy Here terminated;reason=noresource')
    expect(theirs.notified[2]?.header('Event')).toMatch(/^refer;id=\d+$/)
  })

  it.each([
    ['no Refer-To that can be read', 'nobody', ''],
    ['two of them', '<sip:carol@example.com>', 'Refer-To: <sip:dave@example.com>\r\n'],
  ])('-- %s --> 400', async (_, to, extra) => {
    const { clock, theirs, call } = await talking()
    const asked = theirs.refer(to, extra)
    await clock.advanceAsync(100)
    expect([await asked, call.referrals]).toEqual([400, []])
  })

  it('-- Refer-Sub: false --> 202 and no NOTIFY (RFC 4488)', async () => {
    const { clock, call, theirs, end } = await talking()
    const asked = theirs.refer('<sip:carol@example.com>', 'Refer-Sub: false\r\n')
    await clock.advanceAsync(50)
    call.referrals[0]?.accept()
    call.referrals[0]?.tell(200)
    await clock.advanceAsync(200)
    expect([await asked, theirs.notified]).toEqual([202, []])
    expect(await end()).toEqual([silence, silence])
  })

  it('tells one at a time and of what happens meanwhile the latest', async () => {
    const { clock, call, theirs } = await talking({ delay: 300 })
    await clock.advanceAsync(2000)
    theirs.refer('<sip:carol@example.com>')
    await clock.advanceAsync(400)
    call.referrals[0]?.accept()
    for (const status of [180, 183, 200]) call.referrals[0]?.tell(status)
    await clock.advanceAsync(3000)
    expect(theirs.referred).toEqual([
      'SIP/2.0 100 Trying active',
      'SIP/2.0 200 OK terminated;reason=noresource',
    ])
  })

  it('-- NOTIFY refused with 481 --> told no more, and the call goes on (RFC 6665 §4.2.2)', async () => {
    const { clock, call, theirs, end } = await talking()
    theirs.notifyStatus = 481
    theirs.refer('<sip:carol@example.com>')
    await clock.advanceAsync(50)
    call.referrals[0]?.accept()
    await clock.advanceAsync(200)
    call.referrals[0]?.tell(200)
    await clock.advanceAsync(200)
    expect([theirs.notified.length, call.state, theirs.state]).toEqual([1, 'answered', 'answered'])
    expect(await end()).toEqual([silence, silence])
  })

  it('-- who asked hangs up --> told no more, nothing is left', async () => {
    const { clock, call, theirs, alice, bob } = await talking()
    theirs.refer('<sip:carol@example.com>')
    await clock.advanceAsync(50)
    call.referrals[0]?.accept()
    theirs.hangUp()
    await clock.advanceAsync(1000)
    call.referrals[0]?.tell(200)
    clock.drain()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
  })

  it('-- no outcome for three minutes --> the subscription times out; the call goes on', async () => {
    const { clock, call, theirs } = await talking()
    theirs.refer('<sip:carol@example.com>')
    await clock.advanceAsync(50)
    call.referrals[0]?.accept()
    await clock.advanceAsync(181_000)
    expect(theirs.referred.at(-1)).toBe('SIP/2.0 100 Trying terminated;reason=timeout')
    expect(call.state).toBe('answered')
  })

  it('-- who asked subscribes with zero seconds --> is told the end, and no more (§2.4.4)', async () => {
    const { clock, call, theirs } = await talking()
    theirs.refer('<sip:carol@example.com>')
    await clock.advanceAsync(50)
    call.referrals[0]?.accept()
    await clock.advanceAsync(100)
    const statuses: number[] = []
    theirs.raw.sendRequest('SUBSCRIBE', { extra: 'Event: refer\r\nExpires: 0\r\n' }, (status) =>
      statuses.push(status),
    )
    await clock.advanceAsync(200)
    theirs.raw.sendRequest('SUBSCRIBE', { extra: 'Event: refer\r\nExpires: 60\r\n' }, (status) =>
      statuses.push(status),
    )
    await clock.advanceAsync(10)
    expect(theirs.referred.at(-1)).toBe('SIP/2.0 100 Trying terminated;reason=timeout')
    expect(statuses).toEqual([200])
  })

  it('-- nobody takes REFER here --> 405', async () => {
    const stage = await openStage({ delay: 20 }, 1, { bob: able })
    stage.bob.behaviour = { kind: 'answer' }
    stage.alice.call('bob')
    await stage.clock.advanceAsync(500)
    const asked = stage.bob.calls[0]?.refer('<sip:carol@example.com>')
    await stage.clock.advanceAsync(100)
    expect(await asked).toBe(405)
  })
})

describe('an INVITE with Replaces (RFC 3891 §3)', () => {
  async function replacing(
    value: (tags: { callId: string; local: string; remote: string }) => string,
    extra = '',
  ) {
    const stage = await talking()
    const { network, theirs, clock, bob } = stage
    bob.behaviour = { kind: 'ring' }
    const wire = await openWire(network, '192.0.2.9')
    const { localTag: local, callId, dialog } = theirs.raw
    const line = `Replaces: ${value({ callId, local, remote: dialog?.remoteTag ?? '' })}\n${extra}`
    wire.send(
      `INVITE sip:bob@${bobAt} SIP/2.0
Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKreplaces
Max-Forwards: 70
From: <sip:carol@192.0.2.9>;tag=carol
To: <sip:bob@${bobAt}>
Call-ID: instead
CSeq: 1 INVITE
Contact: <sip:192.0.2.9>
${line}Content-Length: 0

`,
      bobAt,
    )
    await clock.advanceAsync(200)
    return { ...stage, wire }
  }

  it('-- of a dialog of ours --> the call it means is shown to whoever answers', async () => {
    const { wire, bob, theirs } = await replacing(
      ({ callId, local, remote }) => `${callId};to-tag=${local};from-tag=${remote}`,
      'Require: replaces\n',
    )
    expect(wire.lines.at(-1)).toBe('SIP/2.0 180 Ringing')
    const raw = bob.calls[1]?.raw
    expect(raw && 'replaced' in raw && raw.replaced).toBe(theirs.raw)
  })

  it.each([
    ['of no dialog', () => 'other;to-tag=1;from-tag=2', 'SIP/2.0 481 Call/Transaction Does Not Exist'],
    [
      'with the tags the other way round',
      ({ callId, local, remote }) => `${callId};to-tag=${remote};from-tag=${local}`,
      'SIP/2.0 481 Call/Transaction Does Not Exist',
    ],
    ['that cannot be read', ({ callId }) => callId, 'SIP/2.0 400 Malformed Replaces'],
    [
      'twice',
      ({ callId }) => `${callId};to-tag=1;from-tag=2\nReplaces: x;to-tag=1;from-tag=2`,
      'SIP/2.0 400 Malformed Replaces',
    ],
    [
      'only while it rings, but it was answered',
      ({ callId, local, remote }) => `${callId};to-tag=${local};from-tag=${remote};early-only`,
      'SIP/2.0 486 Busy Here',
    ],
  ] satisfies [string, Parameters<typeof replacing>[0], string][])('-- %s --> %s', async (_, value, line) => {
    const { wire, bob } = await replacing(value)
    expect([wire.lines.at(-1), bob.calls.length]).toEqual([line, 1])
  })
})
