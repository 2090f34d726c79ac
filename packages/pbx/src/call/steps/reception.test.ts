import { describe, expect, it } from 'vitest'
import {
  answers,
  arrived,
  fails,
  gone,
  names,
  offered,
  play,
  played,
  queued,
  ready,
  reception,
  stepTimer,
  to,
  voicemail,
} from '../../../testing/play-call.ts'
import { numberWithRoute, planFor } from '../../../testing/sample-number.ts'
import { defaultReception, type Overflow } from '../../reception/reception-rules.ts'
import { newCall } from '../call.ts'

const comfort = { type: 'timerFired', name: 'comfort' } as const
const overflow = { type: 'timerFired', name: 'overflow' } as const
const overflowing = (to: Overflow, readySeats: number | undefined = undefined) => {
  const rules = { ...defaultReception, waitSeconds: 10, overflow: to }
  const number = numberWithRoute({ steps: [reception, voicemail] }, { reception: rules })
  return newCall(planFor(number, { readySeats }))
}

describe('waiting for reception (C7)', () => {
  it('no ready seat --> skipped at once with its reason', () => {
    const { call } = play(to({ steps: [reception, voicemail] }, { readySeats: 0 }), arrived)
    expect(call.path[1]).toMatchObject({
      step: 'reception',
      outcome: 'skipped',
      reason: 'No receptionist is ready.',
    })
  })
  it('the queue says at once that nobody is there --> skipped likewise', () => {
    const { call } = play(queued(), { type: 'seatsGone', words: 'Nobody is at reception: Rita is away.' })
    expect(call.path[1]).toMatchObject({
      outcome: 'skipped',
      reason: 'Nobody is at reception: Rita is away.',
    })
    expect(call.state).toBe('answering')
  })
  it('the queue says so a moment later, for threads are not in step --> skipped all the same', () => {
    const { call } = play(queued(), { type: 'seatsGone', after: 0.001 })
    expect(call.path[1]).toMatchObject({ outcome: 'skipped', reason: 'No receptionist is ready.' })
  })
  it('somebody there --> queue, 180, timers', () => {
    expect(names(play(to({ steps: [reception, voicemail] }), arrived).last)).toEqual([
      'enterQueue',
      'sendRinging',
      'startTimer',
      'startTimer',
    ])
  })
  it('seats are offered it --> their devices ring with the name of the organization', () => {
    const { last } = play(queued(), offered('rita', 'sam'))
    expect(last).toMatchObject([
      {
        do: 'ringLegs',
        line: 'reception',
        organization: 'Acme',
        legs: [{ memberId: 'rita' }, { memberId: 'sam' }],
      },
    ])
  })
  it('one answers --> it has the call, the other stops ringing', () => {
    const { call, last } = play(queued(), offered('rita', 'sam'), { ...answers(2), after: 4 })
    expect(names(last)).toEqual(['stopTimer', 'stopTimer', 'stopTimer', 'cancelLegs', 'seatTook', 'bridge'])
    expect(last[3]).toMatchObject({ legs: [1], completedElsewhere: true })
    expect(call.reception).toMatchObject({ seat: { id: 'sam' }, waitedMs: 4000 })
    expect(call.path[1]?.reason).toBe('Answered by sam at reception after 4 s.')
  })
  it('an offer is withdrawn --> that device stops', () => {
    const { last } = play(queued(), offered('rita', 'sam'), { type: 'seatsWithdrawn', seats: ['rita'] })
    expect(last).toEqual([{ do: 'cancelLegs', legs: [1], completedElsewhere: true }])
  })
  it('a device refuses --> the reception is told, the caller waits on', () => {
    const { call, last } = play(queued(), offered('rita'), fails(1, 486))
    expect(last).toEqual([{ do: 'seatDeclined', seat: 'rita', unreachable: false }])
    expect(call.state).toBe('queued')
  })
  it.each([408, 480, 503])('nobody is there (%i) --> it may be rung elsewhere', (status) => {
    const { last } = play(queued(), offered('rita'), fails(1, status))
    expect(last).toEqual([{ do: 'seatDeclined', seat: 'rita', unreachable: true }])
  })
  it('comfort is due --> answered, announcement and music, again and again', () => {
    const first = play(queued(), { ...comfort, after: 8 })
    expect(first.last).toEqual([{ do: 'answerCaller', for: 'waiting' }])
    const music = play(first.call, ready)
    expect(music.last).toEqual([{ do: 'playWaiting', announcement: true, language: 'en-GB' }])
    expect(play(music.call, played).last).toEqual(music.last)
  })
  it('answered while music plays --> joined, not answered twice', () => {
    const { last } = play(queued(), { ...comfort, after: 8 }, ready, offered('rita'), answers(1))
    expect(names(last).slice(-2)).toEqual(['seatTook', 'join'])
  })
  it('the comfort cannot be answered with, for want of a port --> waits on, as little answered as before', () => {
    const detail = 'all media ports are in use'
    const failed = { type: 'mediaFailed', detail, unsent: true } as const
    const { call, last } = play(queued(), { ...comfort, after: 8 }, failed)
    expect([call.state, call.answeredAt, last]).toEqual(['queued', undefined, []])
    expect(names(play(call, offered('rita'), answers(1)).last)).toContain('bridge')
  })
  it('the comfort cannot be answered with, for what the caller speaks --> next step, and why (M6)', () => {
    const failed = { type: 'mediaFailed', detail: '', unfit: true, unsent: true } as const
    const { call, last } = play(queued(), offered('rita'), { ...comfort, after: 8 }, failed)
    expect(names(last)).toEqual([
      'stopTimer',
      'stopTimer',
      'stopTimer',
      'cancelLegs',
      'leaveQueue',
      'answerCaller',
    ])
    expect(call.path[1]).toMatchObject({
      outcome: 'unavailable',
      reason: 'The caller offered no sound that reception understands.',
    })
  })
  it('a seat takes a call that cannot be given to it --> next step, the seat is free', () => {
    const failed = { type: 'mediaFailed', detail: '', unsent: true } as const
    const { call, last } = play(queued(), offered('rita'), answers(1), failed)
    expect(names(last)).toEqual(['byeLeg', 'seatFreed', 'answerCaller'])
    expect([call.state, call.answeredAt]).toEqual(['answering', undefined])
    // Not what the caller offered alone: it may be what the seat speaks, or a key that is missing.
    expect(call.path.at(-1)).toMatchObject({
      outcome: 'failed',
      reason: 'rita took the call, and no sound path between the two came about.',
    })
  })
  it('time is up while music plays --> the mailbox greets at once', () => {
    const { last } = play(queued(), { ...comfort, after: 8 }, ready, { ...stepTimer, after: 22 })
    expect(names(last).slice(-2)).toEqual(['leaveQueue', 'playGreeting'])
  })
  it('sent to voicemail --> what rings stops, the mailbox follows, and why', () => {
    const sent = { type: 'sentToVoicemail', by: 'Rita' } as const
    const { call, last } = play(queued(), offered('sam'), sent)
    expect(names(last)).toEqual([
      'stopTimer',
      'stopTimer',
      'stopTimer',
      'cancelLegs',
      'leaveQueue',
      'answerCaller',
    ])
    expect(call.path[1]).toMatchObject({ outcome: 'ended', reason: 'Rita sent the caller to voicemail.' })
  })
  it('timer --> leaves the queue, next step', () => {
    expect(names(play(queued(), stepTimer).last)).toEqual([
      'stopTimer',
      'stopTimer',
      'stopTimer',
      'leaveQueue',
      'answerCaller',
    ])
  })
  it('seatsGone later --> next step, and why', () => {
    const { call } = play(queued(), { type: 'seatsGone', left: true, after: 3 })
    expect(call.path[1]).toMatchObject({
      outcome: 'unavailable',
      reason: 'The last ready receptionist left.',
    })
  })
  it('caller leaves --> leaves the queue, seats stop ringing', () => {
    const { call, last } = play(queued(), offered('rita'), gone)
    expect(names(last)).toEqual(['leaveQueue', 'stopTimer', 'stopTimer', 'stopTimer', 'cancelLegs', 'finish'])
    expect(call.termination?.step).toBe('reception')
  })
  it('a stray external timer changes nothing', () => {
    expect(play(queued(), { type: 'timerFired', name: 'external' }).last).toEqual([])
  })
})

describe('overflow of a reception (C7)', () => {
  const other = { to: 'site', siteId: 'soho', siteName: 'Soho' } as const
  const outside = { to: 'outside', address: 'sip:desk@answering.example' } as const
  it('the wait is too long --> the queue of the other site, in the place that it had', () => {
    const { call, last } = play(overflowing(other), arrived, { ...overflow, after: 10 })
    const entered = last.find((command) => command.do === 'enterQueue')
    expect(entered).toMatchObject({ siteId: 'soho', since: call.arrivedAt, returned: false })
    expect(last).toContainEqual({ do: 'startTimer', name: 'step', seconds: 20 })
  })
  it('who was answered and comes back has as long as who comes new, however long they talked', () => {
    const answered = play(overflowing(other), arrived, offered('rita'), { ...answers(1), after: 4 }).call
    const back = play(answered, { type: 'seatLost', after: 300 }).call
    expect(back.state).toBe('queued')
    const { call, last } = play(back, { ...overflow, after: 310 })
    expect(last.find((command) => command.do === 'enterQueue')).toMatchObject({ siteId: 'soho' })
    expect(last).toContainEqual({ do: 'startTimer', name: 'step', seconds: 20 })
    expect(call.reception).toMatchObject({ siteName: 'Soho', seat: { id: 'rita' }, waitedMs: 4_000 })
  })
  it('the wait goes on there: a caller who leaves has not waited until the overflow alone', () => {
    const { call } = play(overflowing(other), arrived, { ...overflow, after: 10 }, gone)
    expect(call.reception?.waitedMs).toBeUndefined()
  })
  it('nobody there either --> next step', () => {
    const { call } = play(overflowing(other), arrived, { type: 'seatsGone' }, { type: 'seatsGone' })
    expect(call.path.map(({ step, target, outcome }) => [step, target, outcome])).toEqual([
      ['arrival', '+442079460000', 'decided'],
      ['reception', 'Holborn', 'skipped'],
      ['reception', 'Soho', 'skipped'],
    ])
    expect(call.state).toBe('answering')
  })
  it('nobody ready --> the answering service, which is told whose call it is', () => {
    const { call, last } = play(overflowing(outside, 0), arrived)
    expect(last[0]).toMatchObject({
      do: 'forward',
      number: outside.address,
      service: { organization: 'Acme' },
    })
    expect(play(call, answers(1)).call.termination).toBeUndefined()
  })
  it('the answering service is the number that was called, or one that forwarded here --> the mailbox, never a circle', () => {
    const own = overflowing({ to: 'outside', address: '+442079460000' }, 0)
    const { call } = play(own, arrived)
    expect(call.path.slice(1).map(({ step, outcome }) => [step, outcome])).toEqual([
      ['reception', 'skipped'],
      ['forward', 'skipped'],
    ])
    expect(call.state).toBe('answering')
    const number = overflowing({ to: 'outside', address: '+442079460999' }, 0).plan.number
    const again = newCall(planFor(number, { readySeats: 0, visited: ['+442079460999'] }))
    expect(play(again, arrived).call.path.at(-1)?.reason).toBe('The call has been at that number before.')
    const spent = newCall(planFor(number, { readySeats: 0, redirectsSpent: 5 }))
    expect(play(spent, arrived).call.state).toBe('answering')
  })
  it.each([486, 408, 404])('the answering service fails (%i) --> next step, once', (status) => {
    const { call } = play(overflowing(outside, 0), arrived, fails(1, status))
    expect(call.path.map(({ step }) => step)).toEqual(['arrival', 'reception', 'forward'])
    expect(call.state).toBe('answering')
  })
  it('the answering service does not answer --> next step when the time of the reception is over', () => {
    const { call } = play(overflowing(outside, 0), arrived, { ...stepTimer, after: 30 })
    expect(call.path.at(-1)).toMatchObject({ step: 'forward', outcome: 'no-answer' })
    expect(call.state).toBe('answering')
  })
  it('the answering service fails --> next step', () => {
    const { call } = play(overflowing(outside, 0), arrived, fails(1, 503))
    expect(call.state).toBe('answering')
  })
})

describe('a seat that is rung elsewhere (C7)', () => {
  const mobile = { seat: 'rita', name: 'rita', target: '+447700900333', atOnce: false, confirm: true }
  const elsewhere = { type: 'seatsOffered', seats: [mobile] } as const
  const asked = () => play(queued(), elsewhere, answers(1)).call
  const presses = { type: 'confirmAccepted', leg: 1 } as const
  const refuses = { type: 'confirmRejected', leg: 1, cause: 'declined' } as const
  const hangsUp = { type: 'legHungUp', leg: 1 } as const

  it('answers --> is asked to press 1; presses --> has the call', () => {
    const { last } = play(queued(), elsewhere, answers(1))
    expect(names(last)).toEqual(['askConfirmation'])
    const { call } = play(asked(), presses)
    expect(call).toMatchObject({ state: 'attended', reception: { seat: { id: 'rita' } } })
  })
  it('does not press --> let go, and the reception is told', () => {
    expect(play(asked(), refuses).last).toEqual([
      { do: 'byeLeg', leg: 1 },
      { do: 'seatDeclined', seat: 'rita', unreachable: false },
    ])
  })
  it('hangs up --> the same', () => {
    expect(names(play(asked(), hangsUp).last)).toEqual(['seatDeclined'])
  })
  it('as long as its own phone rings, nothing is declined', () => {
    expect(play(queued(), offered('rita'), elsewhere, fails(2, 486)).last).toEqual([])
  })
  it.each([[presses], [refuses], [hangsUp]])('%o of one that only rings is a bug of the poster', (event) => {
    expect(() => play(queued(), elsewhere, event)).toThrow()
  })
})
