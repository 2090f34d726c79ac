import { describe, expect, it } from 'vitest'
import {
  externalMember,
  mainNumber,
  newCallTo,
  numberMember,
  numberWithRoute,
  wednesdayMorning,
} from '../../testing/sample-number.ts'
import type { Route } from '../call-settings.ts'
import { advance, IllegalEvent } from './advance.ts'
import type { Call } from './call.ts'
import type { CallCommand } from './call-command.ts'
import type { CallEvent } from './call-event.ts'
import type { CallPlan } from './call-plan.ts'
import { unknownNumber } from './plan-call.ts'

type Untimed<Event> = Event extends CallEvent ? Omit<Event, 'at'> & { after?: number } : never
type Played = { call: Call; last: readonly CallCommand[]; all: readonly CallCommand[] }

/** Plays events on a call; `after` is seconds since the event before. */
function play(call: Call, ...events: Untimed<CallEvent>[]): Played {
  let at = wednesdayMorning
  let last: readonly CallCommand[] = []
  const all: CallCommand[] = []
  for (const { after = 0, ...event } of events) {
    at += after * 1000
    const turn = advance(call, { ...event, at } as CallEvent)
    call = turn.call
    last = turn.commands
    all.push(...last)
  }
  return { call, last, all }
}

const names = (commands: readonly CallCommand[]) => commands.map((command) => command.do)
const arrived = { type: 'arrived' } as const
const gone = { type: 'callerHungUp' } as const
const ready = { type: 'callerReady' } as const
const played = { type: 'playEnded' } as const
const stepTimer = { type: 'timerFired', name: 'step' } as const
const rings = (leg: number) => ({ type: 'legRinging', leg }) as const
const answers = (leg: number) => ({ type: 'legAnswered', leg }) as const
const fails = (leg: number, status: number) => ({ type: 'legFailed', leg, status, reason: 'no' }) as const
const recorded = (
  speechSeconds: number,
  reason: 'hash' | 'hang-up' | 'silence' | 'limit' | 'cut' = 'silence',
) => ({ type: 'recordingEnded', reason, seconds: speechSeconds + 1, speechSeconds }) as const

const hunt = { target: 'hunt-group', limitSeconds: 20 } as const
const voicemail = { target: 'voicemail' } as const
const reception = { target: 'reception', limitSeconds: 30 } as const
const forward = { target: 'forward', number: '+447700900123', limitSeconds: 20 } as const
const main = mainNumber()

const to = (route: Route, change: Partial<CallPlan> = {}) => newCallTo(numberWithRoute(route), change)
const hunting = () => play(newCallTo(main), arrived).call
const greeting = () => play(to({ steps: [voicemail] }), arrived, ready).call
const recording = () => play(greeting(), played).call
const talking = () => play(hunting(), answers(1)).call
const forwarding = (change: Partial<CallPlan> = {}) =>
  play(to({ steps: [forward, voicemail] }, change), arrived).call
const queued = () => play(to({ steps: [reception, voicemail] }, { readySeats: 1 }), arrived).call
const noticing = () => play(to({ steps: [reception], end: 'closed' }), arrived, ready).call
const withExternal = (limitSeconds = 30) =>
  newCallTo(
    numberWithRoute(
      { steps: [{ target: 'hunt-group', limitSeconds }, voicemail] },
      { members: [numberMember('Anna'), externalMember('Ed')] },
    ),
  )

describe('arrival (C1, C3, C14)', () => {
  it.each([
    ['unknown --> 404', unknownNumber('+441'), 404, 'number-unknown'],
    ['AVAILABLE --> 404', mainNumber({ state: 'AVAILABLE' }), 404, 'number-not-active'],
    ['RESERVED --> 404', mainNumber({ state: 'RESERVED' }), 404, 'number-not-active'],
    ['PENDING for the first time --> 480', mainNumber({ state: 'PENDING' }), 480, 'number-pending'],
  ] as const)('%s', (_, number, status, reason) => {
    const { call, last } = play(newCallTo(number), arrived)
    expect(names(last)).toEqual(['rejectCaller', 'finish'])
    expect(call.termination).toEqual({ result: 'rejected', reason, step: 'arrival', missed: false, status })
    expect(call.path).toHaveLength(1)
  })
  it('PENDING after ACTIVE --> the last good behaviour', () => {
    const { call } = play(newCallTo(mainNumber({ state: 'PENDING', receivesWhilePending: true })), arrived)
    expect(call.state).toBe('hunting')
  })
  it('COOLDOWN --> notice that names nobody, and no missed call', () => {
    const { call, all } = play(newCallTo(mainNumber({ state: 'COOLDOWN' })), arrived, ready, played)
    expect(names(all)).toEqual(['answerCaller', 'playNotice', 'hangUpCaller', 'finish'])
    expect(all[1]).toMatchObject({ notice: 'not-in-use' })
    expect(JSON.stringify(call.path)).not.toContain('Acme')
    expect(call.termination?.missed).toBe(false)
  })
  it('COOLDOWN, caller leaves during the notice --> no missed call', () => {
    expect(play(newCallTo(mainNumber({ state: 'COOLDOWN' })), arrived, gone).call.termination?.missed).toBe(
      false,
    )
  })
  it('the decision is the first line of the path', () => {
    expect(hunting().path[0]).toMatchObject({ step: 'arrival', reason: 'Within business hours until 18:00.' })
  })
  it('our own number met again --> mailbox (C11)', () => {
    const { call, last } = play(newCallTo(main, { visited: [main.e164] }), arrived)
    expect(last).toEqual([{ do: 'answerCaller', for: 'voicemail' }])
    expect(call.path[0]?.reason).toBe('The call was redirected and has come back.')
  })
  it('our own number met again without a mailbox --> notice', () => {
    const { call } = play(
      newCallTo(mainNumber({ mailbox: undefined }), { visited: [main.e164] }),
      arrived,
      ready,
      played,
    )
    expect(call.termination).toMatchObject({ result: 'notice-heard', reason: 'redirect-loop' })
  })
  it('a main number without settings --> notice', () => {
    expect(play(newCallTo(mainNumber({ settings: undefined })), arrived).last).toEqual([
      { do: 'answerCaller', for: 'notice' },
    ])
  })
})

describe('hunt group (C4, M10)', () => {
  it('arrived --> every device rings at the same time, showing the organization (C5)', () => {
    const { last } = play(newCallTo(main), arrived)
    expect(names(last)).toEqual(['ringLegs', 'startTimer'])
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
    expect(last[1]).toEqual({ do: 'startTimer', name: 'step', seconds: 20 })
  })
  it('legRinging twice --> 180 once', () => {
    expect(names(play(hunting(), rings(1), rings(2), rings(1)).all)).toEqual(['sendRinging'])
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
    expect(names(last)).toEqual(['stopTimer', 'answerCaller'])
    expect(call.path[1]).toMatchObject({ outcome, reason: `Of those called ${words}.`, target: 'Anna, Ben' })
  })
  it('timer --> losers cancelled so that they log a missed call, next step', () => {
    const { call, last } = play(hunting(), { ...stepTimer, after: 20 })
    expect(last).toEqual([
      { do: 'stopTimer', name: 'step' },
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
    const limits = all.flatMap((command) => (command.do === 'startTimer' ? [command.seconds] : []))
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
    expect(names(play(withExternal(15), arrived).all)).toEqual(['ringLegs', 'startTimer'])
  })
  it('answered --> asked to press 1, the others ring on', () => {
    const { call, last } = play(withExternal(), arrived, answers(2))
    expect(last).toEqual([{ do: 'askConfirmation', leg: 2, organization: 'Acme', seconds: 10 }])
    expect(call.state).toBe('hunting')
  })
  it('confirmAccepted --> bridge', () => {
    const { call, last } = play(withExternal(), arrived, answers(2), { type: 'confirmAccepted', leg: 2 })
    expect(names(last)).toEqual(['stopTimer', 'stopTimer', 'cancelLegs', 'bridge'])
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

describe('forward (C11)', () => {
  it.each([
    ['first, in hours --> unconditional', { steps: [forward, voicemail] }, {}, [], 'unconditional'],
    [
      'first, out of hours --> time-of-day',
      { steps: [forward, voicemail] },
      { ruling: { open: false, rule: 'weekly', reasonInWords: '', until: undefined } },
      [],
      'time-of-day',
    ],
    ['after ringing --> no-answer', { steps: [hunt, forward, voicemail] }, {}, [stepTimer], 'no-answer'],
    [
      'after busy --> user-busy',
      { steps: [hunt, forward, voicemail] },
      {},
      [fails(1, 486), fails(2, 486)],
      'user-busy',
    ],
    [
      'after a skipped step --> unavailable',
      { steps: [reception, forward, voicemail] },
      {},
      [],
      'unavailable',
    ],
  ] as const)('%s', (_, route, change, events, reason) => {
    const { all } = play(to(route, change), arrived, ...events)
    expect(all).toContainEqual(
      expect.objectContaining({
        do: 'forward',
        number: forward.number,
        reason,
        redirectsSpent: 1,
        limitSeconds: 20,
      }),
    )
  })
  it('answered --> bridge, result forwarded', () => {
    const { call } = play(forwarding(), rings(1), { ...answers(1), after: 4 }, gone)
    expect(call.termination).toMatchObject({ result: 'forwarded', by: forward.number })
    expect(call.path[1]?.reason).toBe('+447700900123 answered after 4 s.')
  })
  it.each([
    ['busy', 486, 'busy'],
    ['failed', 503, 'failed'],
    ['no answer', 480, 'no-answer'],
  ] as const)('%s --> next step', (_, status, outcome) => {
    const { call, last } = play(forwarding(), fails(1, status))
    expect(names(last)).toEqual(['stopTimer', 'answerCaller'])
    expect(call.path[1]).toMatchObject({
      outcome,
      reason: `+447700900123 did not take the call (${status} no).`,
    })
  })
  it('timer --> cancelled, next step', () => {
    const { call, last } = play(forwarding(), rings(1), rings(1), { ...stepTimer, after: 20 })
    expect(last[1]).toEqual({ do: 'cancelLegs', legs: [1], completedElsewhere: false })
    expect(call.path[1]).toMatchObject({
      outcome: 'no-answer',
      reason: '+447700900123 did not answer within 20 s.',
    })
  })
  it('caller leaves --> cancelled', () => {
    expect(play(forwarding(), gone).call.termination).toMatchObject({ result: 'abandoned', step: 'forward' })
  })
  it.each([
    ['5 redirects spent', { redirectsSpent: 5 }],
    ['the number was met before', { visited: [forward.number] }],
    [
      'it is the number itself',
      { number: { ...numberWithRoute({ steps: [forward, voicemail] }), e164: forward.number } },
    ],
  ])('%s --> mailbox', (_, change) => {
    const { call, last } = play(to({ steps: [forward, hunt, voicemail] }, change), arrived)
    expect(last).toEqual([{ do: 'answerCaller', for: 'voicemail' }])
    expect(call.path[1]).toMatchObject({ step: 'forward', outcome: 'skipped' })
  })
  it('a stray external timer changes nothing', () => {
    expect(play(forwarding(), { type: 'timerFired', name: 'external' }).last).toEqual([])
  })
})

describe('reception (C7)', () => {
  it('no ready seat --> skipped at once with its reason', () => {
    const { call } = play(to({ steps: [reception, voicemail] }), arrived)
    expect(call.path[1]).toMatchObject({
      step: 'reception',
      outcome: 'skipped',
      reason: 'No receptionist is ready.',
    })
  })
  it('ready seat --> queue, 180, timer', () => {
    const { last } = play(to({ steps: [reception, voicemail] }, { readySeats: 1 }), arrived)
    expect(names(last)).toEqual(['enterQueue', 'sendRinging', 'startTimer'])
  })
  it('seatAnswered --> bridge; seatHungUp --> the caller is hung up', () => {
    const { call, last } = play(
      queued(),
      { type: 'seatAnswered', seat: 's1', name: 'Rita' },
      { type: 'seatHungUp' },
    )
    expect(names(last)).toEqual(['hangUpCaller', 'finish'])
    expect(call.termination).toMatchObject({
      result: 'answered-by-reception',
      reason: 'callee-hung-up',
      by: 'Rita',
    })
  })
  it('timer --> leaves the queue, next step', () => {
    expect(names(play(queued(), stepTimer).last)).toEqual(['stopTimer', 'leaveQueue', 'answerCaller'])
  })
  it('seatsGone --> leaves the queue, next step', () => {
    expect(play(queued(), { type: 'seatsGone' }).call.path[1]).toMatchObject({ outcome: 'unavailable' })
  })
  it('caller leaves --> leaves the queue', () => {
    const { call, last } = play(queued(), gone)
    expect(names(last)).toEqual(['leaveQueue', 'stopTimer', 'finish'])
    expect(call.termination?.step).toBe('reception')
  })
  it('a stray external timer changes nothing', () => {
    expect(play(queued(), { type: 'timerFired', name: 'external' }).last).toEqual([])
  })
})

describe('voicemail (C9)', () => {
  it('callerReady --> greeting --> recording with its limits', () => {
    const { all } = play(to({ steps: [voicemail] }), arrived, ready, played)
    expect(names(all)).toEqual(['answerCaller', 'playGreeting', 'recordMessage'])
    expect(all[2]).toMatchObject({ maxSeconds: 300, silenceSeconds: 10, mailbox: { id: 'box' } })
  })
  it.each([
    ['hash', 'message-ended-by-hash', false],
    ['hang-up', 'message-ended-by-hang-up', false],
    ['silence', 'message-ended-by-silence', false],
    ['limit', 'message-reached-limit', false],
    ['cut', 'message-cut-short', true],
  ] as const)('recordingEnded by %s --> kept', (end, reason, cutShort) => {
    const { call, last } = play(recording(), recorded(8, end))
    expect(last[0]).toEqual({ do: 'keepMessage', mailbox: { id: 'box', name: 'Acme' }, seconds: 9, cutShort })
    expect(names(last).includes('hangUpCaller')).toBe(end !== 'hang-up')
    expect(call.termination).toMatchObject({ result: 'voicemail-left', reason, missed: false })
  })
  it('under 2 s of speech --> discarded, missed call', () => {
    const { call, last } = play(recording(), recorded(1.9))
    expect(names(last)).toEqual(['discardMessage', 'hangUpCaller', 'finish'])
    expect(call.termination).toMatchObject({
      result: 'no-message',
      reason: 'message-too-short',
      missed: true,
    })
  })
  it('caller leaves during the greeting --> missed call', () => {
    expect(play(greeting(), gone).call.termination).toMatchObject({
      result: 'abandoned',
      step: 'voicemail',
      missed: true,
    })
  })
  it('caller leaves before our answer is ready --> missed call', () => {
    expect(play(to({ steps: [voicemail] }), arrived, gone).call.termination).toMatchObject({
      step: 'voicemail',
    })
  })
  it('caller leaves while recording --> closed first, then kept, no BYE', () => {
    expect(names(play(recording(), gone).last)).toEqual(['stopRecording'])
    expect(names(play(recording(), gone, recorded(5, 'hang-up')).last)).toEqual(['keepMessage', 'finish'])
    expect(names(play(recording(), gone, recorded(1, 'hang-up')).last)).toEqual(['discardMessage', 'finish'])
  })
  it.each([
    [{ type: 'engineStopping' } as const, ['keepMessage', 'hangUpCaller', 'finish']],
    [{ type: 'administrativeHangUp', by: 'Olga' } as const, ['keepMessage', 'hangUpCaller', 'finish']],
    [{ type: 'mediaFailed', detail: 'port' } as const, ['keepMessage', 'hangUpCaller', 'finish']],
    [{ type: 'callerAnswerTimeout' } as const, ['keepMessage', 'finish']],
  ])('%j while recording --> what was said is kept', (event, expected) => {
    expect(names(play(recording(), event, recorded(5, 'cut')).last)).toEqual(expected)
  })
  it('two reasons to close the recording --> closed once, no BYE to a caller who left', () => {
    const { all } = play(
      recording(),
      { type: 'engineStopping' },
      gone,
      { type: 'engineStopping' },
      recorded(5, 'cut'),
    )
    expect(names(all)).toEqual(['stopRecording', 'keepMessage', 'finish'])
  })
  it.each([
    ['full', 'mailbox-full', 'mailbox-full'],
    ['storage-error', 'try-later', 'mailbox-failed'],
  ] as const)('mailbox %s --> notice and missed call, whenever it is known', (cause, notice, reason) => {
    const trouble = { type: 'mailboxUnavailable', cause } as const
    const before = play(to({ steps: [voicemail] }), arrived, trouble, trouble, ready, trouble, played)
    const during = play(greeting(), trouble, played)
    const late = play(recording(), trouble, played)
    for (const { call, all } of [before, during, late]) {
      expect(all).toContainEqual({ do: 'playNotice', notice, language: 'en-GB' })
      expect(call.termination).toMatchObject({ result: 'notice-heard', reason, missed: true })
    }
    expect(names(before.all)).toEqual(['answerCaller', 'playNotice', 'hangUpCaller', 'finish'])
  })
  it('mailbox full after the caller left --> missed call, nothing played', () => {
    const { call, last } = play(recording(), gone, { type: 'mailboxUnavailable', cause: 'full' })
    expect(names(last)).toEqual(['finish'])
    expect(call.termination).toMatchObject({ result: 'no-message', reason: 'mailbox-full' })
  })
})

describe('notice (C14)', () => {
  it('playEnded --> hang up, missed call', () => {
    const { call, last } = play(noticing(), played)
    expect(names(last)).toEqual(['hangUpCaller', 'finish'])
    expect(call.termination).toEqual({
      result: 'notice-heard',
      reason: 'route-exhausted',
      step: 'notice',
      missed: true,
    })
  })
  it('caller leaves --> missed call', () => {
    expect(play(noticing(), gone).call.termination).toMatchObject({
      result: 'abandoned',
      step: 'notice',
      missed: true,
    })
  })
})

describe('talking', () => {
  it.each([
    [gone, ['byeLeg', 'finish'], 'caller-hung-up'],
    [{ type: 'legHungUp', leg: 1 } as const, ['hangUpCaller', 'finish'], 'callee-hung-up'],
    [{ type: 'callerAnswerTimeout' } as const, ['byeLeg', 'finish'], 'caller-not-acknowledging'],
    [{ type: 'mediaFailed', detail: '' } as const, ['byeLeg', 'hangUpCaller', 'finish'], 'media-unavailable'],
    [{ type: 'engineStopping' } as const, ['byeLeg', 'hangUpCaller', 'finish'], 'engine-stopping'],
    [
      { type: 'administrativeHangUp', by: 'Olga' } as const,
      ['byeLeg', 'hangUpCaller', 'finish'],
      'administrator',
    ],
  ])('%j', (event, expected, reason) => {
    const { call, last } = play(talking(), event)
    expect(names(last)).toEqual(expected)
    expect(call.termination).toMatchObject({
      result: 'answered-by-member',
      reason,
      by: 'Anna',
      missed: false,
    })
    expect(call.legs.every((leg) => leg.state === 'ended')).toBe(true)
  })
  it('a second 2xx --> BYE to it, the call goes on', () => {
    const { call, last } = play(talking(), answers(2))
    expect(last).toEqual([{ do: 'byeLeg', leg: 2 }])
    expect(call.state).toBe('talking')
  })
  it.each([fails(2, 487), rings(2), { type: 'legHungUp', leg: 2 } as const, stepTimer])(
    'late %j --> absorbed',
    (event) => {
      const { call, last } = play(talking(), event)
      expect([call.state, last]).toEqual(['talking', []])
    },
  )
})

describe('ended by us before anybody talks', () => {
  it.each([
    [
      'engineStopping while ringing --> 503 with Retry-After',
      hunting,
      { type: 'engineStopping' } as const,
      503,
      5,
    ],
    [
      'administrativeHangUp while ringing --> 480',
      hunting,
      { type: 'administrativeHangUp', by: 'Olga' } as const,
      480,
      undefined,
    ],
    [
      'mediaFailed before our answer --> 503',
      () => play(to({ steps: [voicemail] }), arrived).call,
      { type: 'mediaFailed', detail: '' } as const,
      503,
      5,
    ],
  ])('%s', (_, call, event, status, retryAfterSeconds) => {
    const { last, call: ended } = play(call(), event)
    expect(last).toContainEqual(expect.objectContaining({ do: 'rejectCaller', status, retryAfterSeconds }))
    expect(ended.termination).toMatchObject({ result: 'ended-by-us', status, missed: true })
  })
  it.each([
    ['greeting', greeting],
    ['noticing', noticing],
  ])('engineStopping in %s --> BYE', (_, call) => {
    expect(names(play(call(), { type: 'engineStopping' }).last)).toEqual(['hangUpCaller', 'finish'])
  })
  it.each([
    ['greeting', greeting],
    ['noticing', noticing],
  ])('no ACK in %s --> over, no BYE of ours', (_, call) => {
    const { call: ended, last } = play(call(), { type: 'callerAnswerTimeout' })
    expect(names(last)).toEqual(['finish'])
    expect(ended.termination).toMatchObject({ result: 'abandoned', reason: 'caller-not-acknowledging' })
  })
})

describe('events that no order of the world explains', () => {
  const confirm = { type: 'confirmAccepted', leg: 1 } as const
  const noConfirm = { type: 'confirmRejected', leg: 1, cause: 'declined' } as const
  const hangUp = { type: 'legHungUp', leg: 1 } as const
  const noAck = { type: 'callerAnswerTimeout' } as const
  const seat = { type: 'seatAnswered', seat: 's', name: 'Rita' } as const
  const finished = () => play(hunting(), gone).call
  const answering = () => play(to({ steps: [voicemail] }), arrived).call
  const confirming = () => play(withExternal(), arrived, answers(2)).call
  it.each([
    ['new', () => newCallTo(main), [gone, rings(1), ready]],
    ['hunting', hunting, [arrived, ready, played, noAck, confirm, noConfirm, hangUp, rings(9), seat]],
    ['hunting', confirming, [answers(2)]],
    ['queued', queued, [arrived, ready, rings(1), noAck, played]],
    ['forwarding', forwarding, [arrived, ready, hangUp, confirm, rings(9), seat]],
    ['answering', answering, [arrived, played, rings(1), recorded(5)]],
    ['greeting', greeting, [arrived, ready, recorded(5)]],
    ['recording', recording, [arrived, ready, played]],
    ['noticing', noticing, [arrived, ready, recorded(5)]],
    ['talking', talking, [arrived, ready, { type: 'seatHungUp' } as const, answers(1), answers(9)]],
    ['finished', finished, [arrived]],
  ])('%s', (state, call, events) => {
    for (const event of events) {
      const before = call()
      expect(before.state).toBe(state)
      const copy = structuredClone(before)
      expect(() => play(before, event)).toThrow(IllegalEvent)
      expect(() => play(before, event)).toThrow(`event ${event.type} in state ${state}`)
      expect(before).toEqual(copy)
    }
  })
  it('after the end everything late is absorbed', () => {
    const { call, last } = play(finished(), rings(1), answers(1), fails(2, 487), gone, stepTimer)
    expect([call.state, last]).toEqual(['finished', []])
  })
  it('a stray timer outside a ringing step changes nothing', () => {
    for (const call of [greeting(), recording(), noticing(), answering()])
      expect(play(call, stepTimer).call).toEqual(call)
  })
})
