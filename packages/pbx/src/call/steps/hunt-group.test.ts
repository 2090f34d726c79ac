import { describe, expect, it } from 'vitest'
import {
  answers,
  arrived,
  fails,
  forward,
  gone,
  hunt,
  hunting,
  main,
  names,
  play,
  played,
  ready,
  rings,
  stepTimer,
  withExternal,
} from '../../../testing/play-call.ts'
import {
  mainNumber,
  newCallTo,
  numberMember,
  numberWithRoute,
  wednesdayMorning,
} from '../../../testing/sample-number.ts'

describe('hunt group (C4, M10)', () => {
  it('arrived --> every device rings at the same time, showing the organization (C5)', () => {
    const { last } = play(newCallTo(main), arrived)
    expect(names(last)).toEqual(['ringLegs', 'startTimer', 'startTimer'])
    expect(last[0]).toMatchObject({
      display: 'Acme | Carol',
      called: main.e164,
      organization: 'Acme',
      line: 'main',
    })
    expect(last[0]).toMatchObject({
      legs: [
        { leg: 1, memberId: 'Anna', confirm: false },
        { leg: 2, memberId: 'Ben' },
      ],
    })
    expect(last.slice(1)).toEqual([
      { do: 'startTimer', name: 'step', seconds: 20 },
      { do: 'startTimer', name: 'ringback', seconds: 4 },
    ])
  })
  it('legRinging twice --> 180 once', () => {
    expect(names(play(hunting(), rings(1), rings(2), rings(1)).all)).toEqual(['stopTimer', 'sendRinging'])
  })
  it('no phone says within 4 s that it rings --> 180 all the same, once', () => {
    const ringback = { type: 'timerFired', name: 'ringback' } as const
    expect(names(play(hunting(), ringback, rings(1)).all)).toEqual(['sendRinging'])
    expect(names(play(hunting(), rings(1), ringback).all)).toEqual(['stopTimer', 'sendRinging'])
    expect(names(play(hunting(), answers(1), ringback).last)).toEqual([])
  })
  it('legAnswered --> bridge, the others cancelled as completed elsewhere', () => {
    const { call, last } = play(hunting(), rings(1), { ...answers(2), after: 3 })
    expect(last).toEqual([
      { do: 'stopTimer', name: 'step' },
      { do: 'cancelLegs', legs: [1], completedElsewhere: true },
      { do: 'bridge', leg: 2 },
    ])
    expect(call.path[1]?.reason).toBe('Answered by Ben after 3 s.')
    expect(call.answeredAt).toBe(wednesdayMorning + 3000)
  })
  it.each([486, 600, 603, 500, 408, 480, 487, 404])(
    'one member fails with %i --> the others ring on',
    (status) => {
      const { call, last } = play(hunting(), fails(1, status))
      expect(call.state).toBe('hunting')
      expect(last).toEqual([])
    },
  )
  it.each([
    ['busy', 486, 603, 'busy', '1 busy, 1 declined'],
    ['unreachable', 503, 500, 'failed', '2 could not be reached'],
    ['one gave no answer', 486, 480, 'no-answer', '1 busy, 1 gave no answer'],
  ] as const)('all failed, %s --> next step at once', (_, first, second, outcome, words) => {
    const { call, last } = play(hunting(), fails(1, first), fails(2, second))
    expect(names(last)).toEqual(['stopTimer', 'stopTimer', 'answerCaller'])
    expect(call.path[1]).toMatchObject({ outcome, reason: `Of those called ${words}.`, target: 'Anna, Ben' })
  })
  it('timer --> losers cancelled so that they log a missed call, next step', () => {
    const { call, last } = play(hunting(), { ...stepTimer, after: 20 })
    expect(last).toEqual([
      { do: 'stopTimer', name: 'step' },
      { do: 'stopTimer', name: 'ringback' },
      { do: 'cancelLegs', legs: [1, 2], completedElsewhere: false },
      { do: 'answerCaller', for: 'voicemail' },
    ])
    expect(call.path[1]).toMatchObject({ outcome: 'no-answer', reason: 'Nobody answered within 20 s.' })
  })
  it('callerHungUp --> every leg cancelled, missed call, no voicemail (C6)', () => {
    const { call, last } = play(hunting(), rings(1), { ...gone, after: 2 })
    expect(last.slice(0, 2)).toEqual([
      { do: 'stopTimer', name: 'step' },
      { do: 'cancelLegs', legs: [1, 2], completedElsewhere: false },
    ])
    expect(call.termination).toEqual({
      result: 'abandoned',
      reason: 'caller-hung-up',
      step: 'hunt-group',
      missed: true,
    })
    expect(call.legs.every((leg) => leg.outcome === 'caller-left')).toBe(true)
  })
  it('callerHungUp since somebody took it elsewhere --> the phones are told so, nobody missed it', () => {
    const { call, last } = play(hunting(), rings(1), { ...gone, completedElsewhere: true, after: 2 })
    expect(last[1]).toEqual({ do: 'cancelLegs', legs: [1, 2], completedElsewhere: true })
    expect(call.termination).toMatchObject({ result: 'abandoned', missed: false })
  })
  it.each([
    ['no members', [], () => [], 'The hunt group has no members.'],
    ['nobody registered', main.members, () => [], "No member's phone is registered (members: 2)."],
    [
      'members that have left',
      [numberMember('Anna', { state: 'RESERVED' })],
      () => [{ id: 'd' }],
      'The hunt group has no members.',
    ],
  ] as const)('%s --> skipped at once', (_, members, reach, reason) => {
    const number = mainNumber({ members })
    const plan = newCallTo(number, {
      members: reach().length > 0 ? newCallTo(number).plan.members : [],
      unreachable: members === main.members ? 2 : 0,
    })
    const { call, last } = play(plan, arrived)
    expect(last).toEqual([{ do: 'answerCaller', for: 'voicemail' }])
    expect(call.path[1]).toMatchObject({ step: 'hunt-group', outcome: 'skipped', reason })
  })
  it('the call waits 120 s at most --> mailbox', () => {
    const long = { target: 'hunt-group', limitSeconds: 70 } as const
    const number = numberWithRoute({ steps: [long, long, hunt], end: 'closed' })
    const { call, all } = play(
      newCallTo(number),
      arrived,
      { ...stepTimer, after: 70 },
      { ...stepTimer, after: 50 },
    )
    const limits = all.flatMap((command) =>
      command.do === 'startTimer' && command.name === 'step' ? [command.seconds] : [],
    )
    expect(limits).toEqual([70, 50])
    expect(call.state).toBe('answering')
    expect(call.path[3]).toMatchObject({ step: 'hunt-group', outcome: 'skipped' })
  })
  it('waited 120 s and no mailbox --> notice', () => {
    const long = { target: 'hunt-group', limitSeconds: 120 } as const
    const number = numberWithRoute({ steps: [long, forward], end: 'closed' }, { mailbox: undefined })
    const { call } = play(newCallTo(number), arrived, { ...stepTimer, after: 120 }, ready, played)
    expect(call.termination).toMatchObject({ result: 'notice-heard', reason: 'waited-too-long' })
  })
})

describe('external members (M10)', () => {
  it('ring at most 18 s', () => {
    const { all } = play(withExternal(), arrived)
    expect(all).toContainEqual({ do: 'startTimer', name: 'external', seconds: 18 })
    expect(all[0]).toMatchObject({
      legs: [{ limitSeconds: 30 }, { target: '+447700900001', confirm: true, limitSeconds: 18 }],
    })
  })
  it('need no timer of their own in a shorter step', () => {
    expect(play(withExternal(15), arrived).all).not.toContainEqual(
      expect.objectContaining({ name: 'external' }),
    )
  })
  it('answered --> asked to press 1, the others ring on', () => {
    const { call, last } = play(withExternal(), arrived, answers(2))
    expect(last).toEqual([{ do: 'askConfirmation', leg: 2, organization: 'Acme', seconds: 10 }])
    expect(call.state).toBe('hunting')
  })
  it('confirmAccepted --> bridge', () => {
    const { call, last } = play(withExternal(), arrived, answers(2), { type: 'confirmAccepted', leg: 2 })
    expect(names(last)).toEqual(['stopTimer', 'stopTimer', 'stopTimer', 'cancelLegs', 'bridge'])
    expect(call.partner).toMatchObject({ name: 'Ed', leg: 2 })
  })
  it('confirmRejected --> BYE, the others ring on; nobody left --> next step', () => {
    const rejected = { type: 'confirmRejected', leg: 2, cause: 'declined' } as const
    expect(play(withExternal(), arrived, answers(2), rejected).last).toEqual([{ do: 'byeLeg', leg: 2 }])
    const { call } = play(withExternal(), arrived, fails(1, 486), answers(2), rejected)
    expect(call.path[1]).toMatchObject({
      outcome: 'no-answer',
      reason: 'Of those called 1 busy, 1 did not confirm.',
    })
  })
  it('hangs up instead of pressing 1 --> the others ring on', () => {
    expect(play(withExternal(), arrived, answers(2), { type: 'legHungUp', leg: 2 }).call.state).toBe(
      'hunting',
    )
  })
  it('a member answers meanwhile --> BYE to the one being asked', () => {
    expect(play(withExternal(), arrived, answers(2), answers(1)).last).toContainEqual({
      do: 'byeLeg',
      leg: 2,
    })
  })
  it('external timer --> its ringing is cancelled, one that is asked keeps its chance', () => {
    const timer = { type: 'timerFired', name: 'external', after: 18 } as const
    expect(play(withExternal(), arrived, timer).last).toEqual([
      { do: 'cancelLegs', legs: [2], completedElsewhere: false },
    ])
    expect(play(withExternal(), arrived, answers(2), timer).last).toEqual([])
    expect(names(play(withExternal(), arrived, fails(1, 486), timer).last)).toEqual([
      'cancelLegs',
      'stopTimer',
      'stopTimer',
      'answerCaller',
    ])
  })
  it('caller leaves while one is asked --> BYE', () => {
    expect(play(withExternal(), arrived, answers(2), gone).last).toContainEqual({ do: 'byeLeg', leg: 2 })
  })
})

describe('ordinary number (C15)', () => {
  const ordinary = mainNumber({
    kind: 'ordinary',
    settings: undefined,
    members: [],
    label: 'Anna',
    numberId: 'anna',
  })
  it('rings its own devices 20 s, then its voicemail', () => {
    const { all, call } = play(newCallTo(ordinary), arrived, { ...stepTimer, after: 20 })
    expect(all[0]).toMatchObject({ do: 'ringLegs', line: 'direct', display: 'Carol' })
    expect(call.path[1]).toMatchObject({ step: 'devices', target: 'Anna' })
    expect(call.state).toBe('answering')
  })
  it('nothing registered and no mailbox --> notice', () => {
    const { call } = play(
      newCallTo({ ...ordinary, mailbox: undefined }, { members: [], unreachable: 1 }),
      arrived,
    )
    expect(call.path.map(({ reason }) => reason).slice(1)).toEqual([
      'None of its phones is registered.',
      'The number has no mailbox.',
    ])
    expect(call.notice).toEqual({ notice: 'nobody-available', reason: 'no-mailbox' })
  })
  it.each([
    [{ origin: 'trunk', number: '+1' } as const, '+1'],
    [{ origin: 'trunk' } as const, 'Anonymous'],
  ])('shows %j', (caller, display) => {
    expect(play(newCallTo(ordinary, { caller }), arrived).last[0]).toMatchObject({ display })
  })
  it('waits too long --> says so of its devices', () => {
    const late = {
      ...play(newCallTo(ordinary), arrived).call,
      step: -1,
      arrivedAt: wednesdayMorning - 119_500,
    }
    expect(play(late, stepTimer).call.path[2]).toMatchObject({ step: 'devices', outcome: 'skipped' })
  })
})
