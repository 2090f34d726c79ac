/**
 * The call waits for a site's reception (C7): first come, first served. Seats ring as the reception offers it to them;
 * where nobody is, the overflow or the next step follows at once.
 */
import { zeroLimitSeconds } from '../../call-settings.ts'
import { defaultReception, type Overflow } from '../../reception/reception-rules.ts'
import type { AtReception, Leg } from '../call.ts'
import type { CallEvent, MediaFailed, SeatsOffered, SeatsWithdrawn } from '../call-event.ts'
import { changeLeg, dropLegs, endLeg, isRinging, newLeg, outcomeOfStatus } from '../legs.ts'
import { joinCaller } from '../talking.ts'
import {
  notePath,
  ringSeconds,
  secondsOfStep,
  sendRingingOnce,
  stopTimers,
  type Turn,
  type Verdict,
} from '../turn.ts'
import { askToConfirm, notConfirmed } from './confirmation.ts'
import { callService } from './forward.ts'
import { enterVoicemail } from './greet.ts'

type Onward = 'handled' | 'unavailable' | 'no-answer' | 'redirect-loop'

/** Enters the queue, or the overflow, or is `unavailable` at once. */
export function enterReception(turn: Turn, limitSeconds: number): Onward {
  const { number, readySeats } = turn.call.plan
  turn.call.reception = {
    siteId: number.siteId,
    siteName: number.siteName,
    since: turn.at,
    overflowed: false,
    mode: 'talking',
  }
  if (readySeats === 0) return nobodyThere(turn, nobodyReady)
  wait(turn, ringSeconds(turn, limitSeconds))
  return 'handled'
}

const nobodyReady = 'No receptionist is ready.'

/** Waits from now on, in the place that it had. */
function wait(turn: Turn, seconds: number, back?: { seat: string | undefined }): void {
  const { call } = turn
  const { siteId, since, overflowed } = receptionOf(turn)
  const { comfortAfterSeconds, waitSeconds, overflow } = rulesOf(turn)
  call.state = 'queued'
  turn.commands.push({ do: 'enterQueue', siteId, since, returned: back !== undefined, seat: back?.seat })
  sendRingingOnce(turn)
  turn.commands.push({ do: 'startTimer', name: 'step', seconds })
  if (call.answeredAt !== undefined) comfort(turn)
  else if (comfortAfterSeconds !== null && comfortAfterSeconds < seconds)
    turn.commands.push({ do: 'startTimer', name: 'comfort', seconds: comfortAfterSeconds })
  if (overflow !== null && !overflowed && waitSeconds < seconds)
    turn.commands.push({ do: 'startTimer', name: 'overflow', seconds: waitSeconds })
}

/** A caller whom the reception had answered waits again, before all others; at the seat first if it is named (C8). */
export function backToQueue(turn: Turn, seat: string | undefined): 'handled' {
  turn.call.reception = { ...receptionOf(turn), backAt: turn.at }
  wait(turn, limitOf(turn) ?? 60, { seat })
  return 'handled'
}

/** The limit of the present step, where it is one that leads to a reception. */
function limitOf({ call }: Turn): number | undefined {
  const step = call.plan.route.steps[call.step]
  if (step?.target === 'reception') return step.limitSeconds
  return step?.target === 'voicemail' && call.zeroPressed ? zeroLimitSeconds : undefined
}

/**
 *   queued ──legAnswered──► attended
 *      └── timer, seatsGone ─► overflow, next step
 */
export function queued(turn: Turn, event: CallEvent, leg: Leg | undefined): Verdict {
  switch (event.type) {
    case 'seatsOffered':
      return ringSeats(turn, event)
    case 'seatsWithdrawn':
      return withdraw(turn, event)
    case 'legRinging':
      if (leg?.state === 'calling') changeLeg(turn, leg, { state: 'ringing', ringingAt: turn.at })
      return 'handled'
    case 'legAnswered':
      if (!leg || !isRinging(leg)) return 'illegal'
      return leg.external ? askToConfirm(turn, leg) : taken(turn, leg)
    case 'confirmAccepted':
      return leg?.state === 'confirming' ? taken(turn, leg) : 'illegal'
    case 'confirmRejected':
      if (leg?.state !== 'confirming') return 'illegal'
      notConfirmed(turn, leg)
      return declined(turn, leg.memberId, false)
    case 'legHungUp':
      if (leg?.state !== 'confirming') return 'illegal'
      endLeg(turn, leg, 'not-confirmed')
      return declined(turn, leg.memberId, false)
    case 'legFailed': {
      if (leg === undefined) return 'illegal'
      const outcome = outcomeOfStatus(event.status)
      endLeg(turn, leg, outcome, event.status)
      return declined(turn, leg.memberId, outcome === 'no-answer' || outcome === 'failed')
    }
    case 'callerReady':
    case 'playEnded':
      if (turn.call.answeredAt === undefined) return 'illegal'
      playWaiting(turn)
      return 'handled'
    case 'sentToVoicemail':
      return toVoicemail(turn, event.by)
    case 'timerFired':
      return timeIsUp(turn, event.name)
    case 'seatsGone':
      leave(turn)
      return event.left
        ? nobodyThere(turn, 'The last ready receptionist left.', 'unavailable')
        : nobodyThere(turn, event.words ?? nobodyReady)
    default:
      return 'illegal'
  }
}

/** Unless another phone of the seat still rings. */
function declined(turn: Turn, seat: string, unreachable: boolean): Verdict {
  const rings = turn.call.legs.some(({ memberId, state }) => memberId === seat && state !== 'ended')
  if (!rings) turn.commands.push({ do: 'seatDeclined', seat, unreachable })
  return 'handled'
}

function ringSeats(turn: Turn, { seats }: SeatsOffered): Verdict {
  const { call } = turn
  const { number, caller } = call.plan
  const fresh = seats.map((offer, index) => ({ ...offer, leg: call.nextLeg + index }))
  call.nextLeg += fresh.length
  call.legs = call.legs.concat(
    fresh.map(({ leg, seat, name, target, confirm: external = false }) =>
      newLeg(turn, leg, { id: seat, name, external }, typeof target === 'string' ? target : target.id),
    ),
  )
  turn.commands.push({
    do: 'ringLegs',
    legs: fresh.map(({ leg, seat, target, atOnce, confirm = false }) => ({
      leg,
      memberId: seat,
      target,
      atOnce,
      confirm,
      limitSeconds: 120,
    })),
    display: `${number.organizationName} | ${caller.name ?? caller.number ?? 'Anonymous'}`,
    called: number.e164,
    organization: number.organizationName,
    line: 'reception',
  })
  return 'handled'
}

function withdraw(turn: Turn, { seats }: SeatsWithdrawn): Verdict {
  // Whoever has it: a seat's phone need not list a call that its colleagues see.
  dropLegs(turn, 'lost-race', ({ memberId }) => seats.includes(memberId))
  return 'handled'
}

function taken(turn: Turn, leg: Leg): Verdict {
  stopTimers(turn)
  dropLegs(turn, 'lost-race', (other) => other !== leg)
  const reception = receptionOf(turn)
  const reason = `Answered by ${leg.name} at reception after ${secondsOfStep(turn)} s.`
  notePath(turn, { step: 'reception', target: reception.siteName, outcome: 'answered', reason })
  turn.call.state = 'attended'
  turn.call.reception = {
    ...reception,
    seat: { id: leg.memberId, name: leg.name },
    leg: leg.leg,
    mode: 'talking',
    // A call that comes back has been answered in its time.
    waitedMs: reception.seat ? reception.waitedMs : turn.at - reception.since,
  }
  turn.commands.push({ do: 'seatTook', seat: leg.memberId })
  joinCaller(turn, leg)
  return 'handled'
}

function timeIsUp(turn: Turn, timer: string): Verdict {
  const reception = receptionOf(turn)
  if (timer === 'comfort') {
    comfort(turn)
    return 'handled'
  }
  const { overflow } = rulesOf(turn)
  if (timer !== 'step' && (timer !== 'overflow' || overflow === null)) return 'handled'
  leave(turn)
  const reason = `Reception did not answer within ${secondsOfStep(turn)} s.`
  notePath(turn, { step: 'reception', target: reception.siteName, outcome: 'no-answer', reason })
  return timer === 'overflow' && overflow ? goOver(turn, overflow) : 'no-answer'
}

/** C8: nobody need answer first; where there is no mailbox the caller waits on. */
function toVoicemail(turn: Turn, by: string): Verdict {
  if (turn.call.plan.number.mailbox === undefined) return 'handled'
  leave(turn)
  noteSentToVoicemail(turn, by)
  return enterVoicemail(turn)
}

export function noteSentToVoicemail(turn: Turn, by: string): void {
  const reason = `${by} sent the caller to voicemail.`
  notePath(turn, { step: 'reception', target: receptionOf(turn).siteName, outcome: 'ended', reason })
}

/** C7: with the reason recorded, the overflow or the next step takes the call at once. */
/** @param outcome `unavailable`: somebody was there when the call began to wait */
function nobodyThere(turn: Turn, reason: string, outcome: 'skipped' | 'unavailable' = 'skipped'): Onward {
  const { siteName, overflowed } = receptionOf(turn)
  notePath(turn, { step: 'reception', target: siteName, outcome, reason })
  const { overflow } = rulesOf(turn)
  return overflow && !overflowed ? goOver(turn, overflow) : 'unavailable'
}

function goOver(turn: Turn, overflow: Overflow): Onward {
  const { call } = turn
  const { since, backAt = since, seat, waitedMs } = receptionOf(turn)
  const spent = (turn.at - backAt) / 1000
  const seconds = ringSeconds(turn, (limitOf(turn) ?? spent) - spent)
  if (seconds < 1) return 'no-answer'
  call.reception = { ...receptionOf(turn), overflowed: true }
  if (overflow.to === 'outside') return callService(turn, overflow.address, seconds)
  const { siteId, siteName } = overflow
  // It waits on: how long, only the end says, unless it has been answered before.
  call.reception = { ...call.reception, siteId, siteName, waitedMs: seat && waitedMs }
  wait(turn, seconds)
  return 'handled'
}

/** From here on the caller hears us. */
function comfort(turn: Turn): void {
  if (turn.call.answeredAt !== undefined) playWaiting(turn)
  else {
    turn.call.answeredAt = turn.at
    turn.commands.push({ do: 'answerCaller', for: 'waiting' })
  }
}

/**
 * The comfort could not be answered with: the caller is as little answered as before. Whose sound only phones understand, and not we
 * either, cannot be given to a seat: the next step may lead to somebody who can (M6).
 */
export function notComforted(turn: Turn, { unfit }: MediaFailed): Verdict {
  turn.call.answeredAt = undefined
  if (unfit !== true) return 'handled'
  leave(turn)
  const reason = 'The caller offered no sound that reception understands.'
  notePath(turn, { step: 'reception', target: receptionOf(turn).siteName, outcome: 'unavailable', reason })
  return 'unavailable'
}

function playWaiting(turn: Turn): void {
  const { announcement } = rulesOf(turn)
  turn.commands.push({ do: 'playWaiting', announcement, language: turn.call.plan.number.language })
}

function leave(turn: Turn): void {
  const reception = receptionOf(turn)
  if (!reception.seat) turn.call.reception = { ...reception, waitedMs: turn.at - reception.since }
  stopTimers(turn)
  dropLegs(turn, 'no-answer')
  turn.commands.push({ do: 'leaveQueue', siteId: reception.siteId })
}

const rulesOf = ({ call }: Turn) => call.plan.number.reception ?? defaultReception

/** The reception's states are entered only through it. */
export const receptionOf = ({ call }: Turn): AtReception => call.reception as AtReception
