import { describe, expect, it } from 'vitest'
import {
  answers,
  attended,
  fails,
  gone,
  hunting,
  names,
  offered,
  play,
  played,
  rings,
  talking,
} from '../../../testing/play-call.ts'
import { advance } from '../advance.ts'
import { mayLeave } from '../talking.ts'

const tom = { id: 'tom', name: 'Tom', targets: [{ id: 'desk' }] }
const maya = { id: 'maya', name: 'Maya', devices: [{ id: "maya's phone" }] }
const passedOn = (to: typeof tom | 'reception' = tom, by = maya) =>
  ({ type: 'passedOn', party: 1, by, to }) as const
const uma = { leg: 9, id: 'uma', name: 'Uma', target: "uma's phone", external: false }
const replaced = (party: 'caller' | number) =>
  ({ type: 'partyReplaced', party, by: 'Maya', newcomer: uma }) as const
const timer = { type: 'timerFired', name: 'transfer' } as const
const passing = () => play(talking(), passedOn()).call
const words = ({ call }: ReturnType<typeof play>) => call.path.at(-1)?.reason

describe('passing on without asking (C8, RFC 3515)', () => {
  it('talking --passedOn--> transferring: the member is let go, music, Tom rings', () => {
    const { call, last } = play(talking(), passedOn())
    expect(call.state).toBe('transferring')
    expect(names(last)).toEqual(['byeLeg', 'playWaiting', 'ringLegs', 'startTimer'])
    expect(last).toContainEqual({ do: 'startTimer', name: 'transfer', seconds: 20 })
  })
  it('by the caller --> whom it talked to is the caller, and nothing is ended here', () => {
    expect(names(play(talking(), { ...passedOn(), party: 'caller' }).last)).toEqual([
      'playWaiting',
      'ringLegs',
      'startTimer',
    ])
  })
  it('a call out whose time is over meanwhile --> looked at again in a minute, and ended when somebody talks (C15)', () => {
    const longest = { type: 'timerFired', name: 'longest' } as const
    const { call, last } = play(passing(), longest)
    expect([call.state, last]).toEqual(['transferring', [{ do: 'startTimer', name: 'longest', seconds: 60 }]])
    expect(play(call, rings(3), answers(3), longest).call.termination?.reason).toBe('longest-reached')
  })
  it('transferring --legAnswered--> talking', () => {
    const { call, last } = play(passing(), rings(3), answers(3))
    expect(names(last)).toEqual(['stopTimer', 'join'])
    expect(call.partner).toMatchObject({ name: 'Tom, by way of Maya', step: 'transfer' })
  })
  it.each([
    ['time is up', { ...timer, after: 20 }, 'no-answer', 'Tom did not take the call within 20 s.'],
    ['Tom is busy', fails(3, 486), 'busy', 'Tom was busy.'],
    ['Tom declines', fails(3, 603), 'no-answer', 'Tom declined the call.'],
  ])('%s --> the member rings', (_, event, outcome, reason) => {
    const { call, last } = play(passing(), event)
    expect(call.path.at(-1)).toMatchObject({ target: 'Tom', outcome, reason })
    expect(call.transfer?.returning).toBe(true)
    expect(last).toContainEqual(
      expect.objectContaining({ do: 'ringLegs', legs: [expect.objectContaining({ memberId: 'maya' })] }),
    )
  })
  it('the member takes it back --> talking', () => {
    const back = play(passing(), timer, answers(4))
    expect(words(back)).toBe('The call came back to Maya.')
    expect(back.call.partner?.name).toBe('Maya')
  })
  it('nor the member --> the next step of the route', () => {
    expect(play(passing(), timer, timer).call.state).toBe('greeting')
  })
  it('the member has no phone any more --> the next step at once', () => {
    const { call } = play(talking(), passedOn(tom, { ...maya, devices: [] }), timer)
    expect(call.state).toBe('greeting')
  })
  it('music ends --> music; the other timer means nothing', () => {
    expect(names(play(passing(), played).last)).toEqual(['playWaiting'])
    expect(play(passing(), { type: 'timerFired', name: 'external' }).last).toEqual([])
  })
  it('the caller leaves --> Tom’s phone stops', () => {
    const { call, last } = play(passing(), gone)
    expect(names(last)).toEqual(['stopTimer', 'cancelLegs', 'finish'])
    expect(call.termination).toMatchObject({ result: 'answered-by-member', reason: 'caller-hung-up' })
  })
  it.each([['engineStopping'], ['mediaFailed'], ['administrativeHangUp'], ['callerAnswerTimeout']] as const)(
    '%s --> over, nothing left',
    (type) => {
      const { call } = play(passing(), { type, detail: '', by: 'Olga' } as never)
      expect(call.state).toBe('finished')
      expect(call.legs.every(({ state }) => state === 'ended')).toBe(true)
    },
  )
  it('what cannot happen is a bug of the poster', () => {
    expect(() =>
      play(passing(), { type: 'recordingEnded', reason: 'hash', seconds: 1, speechSeconds: 1 }),
    ).toThrow()
    expect(() => advance(hunting(), { ...passedOn(), at: 0 })).toThrow()
  })
})

describe('passing on to reception', () => {
  it('--> queued; a seat takes it', () => {
    const { call } = play(talking(), passedOn('reception'), offered('rita'), answers(3))
    expect(call.state).toBe('attended')
  })
  it('nobody is there --> the member rings', () => {
    expect(play(talking(), passedOn('reception'), { type: 'seatsGone' }).call.transfer?.returning).toBe(true)
  })
  it('nobody was there at the arrival --> the member rings at once', () => {
    const call = talking()
    const nobody = { ...call, plan: { ...call.plan, readySeats: 0 } }
    expect(play(nobody, passedOn('reception')).call.state).toBe('transferring')
  })
})

describe('somebody else in the place of a party (RFC 3891)', () => {
  it('of the member --> joined with the newcomer, whose leg is known', () => {
    const { call, last } = play(talking(), replaced(1))
    expect(last).toEqual([
      { do: 'byeLeg', leg: 1 },
      { do: 'join', leg: 9 },
    ])
    expect(call.partner).toMatchObject({ leg: 9, name: 'Uma, by way of Maya' })
    expect(call.nextLeg).toBe(10)
  })
  it('of the caller --> the same, without ending a leg', () => {
    expect(play(talking(), replaced('caller')).last).toEqual([{ do: 'join', leg: 9 }])
  })
  it('of a seat --> the seat is free', () => {
    const { call, last } = play(attended(), replaced(1))
    expect(names(last)).toEqual(['byeLeg', 'seatFreed', 'join'])
    expect(call.partner?.name).toBe('Uma, by way of rita')
  })
  it.each([
    ['the member', 1, ['byeLeg', 'finish']],
    ['the caller', 'caller', ['hangUpCaller', 'finish']],
  ] as const)('joined elsewhere by %s --> only that one is ended here', (_, party, done) => {
    const { call, last } = play(talking(), { type: 'joinedElsewhere', party, name: 'Uma' })
    expect(names(last)).toEqual(done)
    expect(call.termination).toMatchObject({ reason: 'joined-elsewhere', missed: false })
  })
  it('joined elsewhere by a seat --> the seat is free', () => {
    const { last } = play(attended(), { type: 'joinedElsewhere', party: 1, name: 'Uma' })
    expect(names(last)).toEqual(['byeLeg', 'seatFreed', 'finish'])
  })
  it('picked up while it rings --> answered by whoever did', () => {
    const { call, last } = play(hunting(), { type: 'legPickedUp', leg: 1, newcomer: uma })
    expect(names(last)).toContain('cancelLegs')
    expect(call.partner?.name).toBe('Uma')
    expect(() => play(talking(), { type: 'legPickedUp', leg: 1, newcomer: uma })).toThrow()
  })
  it('picked up while reception asks for somebody --> the seat talks to whoever did', () => {
    const asking = play(attended(), { type: 'deskOrdered', order: { do: 'ask', to: tom } }).call
    const { call } = play(asking, { type: 'legPickedUp', leg: 2, newcomer: uma })
    expect(call.reception).toMatchObject({ mode: 'consulting', person: { name: 'Uma' }, personLeg: 9 })
  })
})

describe('who may leave a call to the other', () => {
  it.each([
    ['the member', talking(), 1, true],
    ['the caller', talking(), 'caller', true],
    ['a leg that lost', talking(), 2, false],
    ['a seat', attended(), 1, true],
    ['the caller of a seat', attended(), 'caller', false],
    ['anybody while it rings', hunting(), 1, false],
  ] as const)('%s: %#', (_, call, party, may) => {
    expect(mayLeave(call, party)).toBe(may)
  })
})
