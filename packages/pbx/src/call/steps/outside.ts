/**
 * A phone of ours calls out (C15). There is no route and no mailbox: who is called answers, or the caller is told why not.
 *
 *   calling-out ──legAnswered──► talking
 *       └── legFailed, timer ──► refused with what fits; who calls for help hears to do so by another phone
 */
import { answeredInWords, refusedInWords } from '../by-trunk.ts'
import type { Leg } from '../call.ts'
import type { CallEvent, LegFailed } from '../call-event.ts'
import type { CallPlan } from '../call-plan.ts'
import { rejectAndFinish, tellUnreached } from '../finish.ts'
import { changeLeg, dropLegs, endLeg, newLeg, outcomeOfStatus } from '../legs.ts'
import type { StepOutcome } from '../path.ts'
import { connect } from '../talking.ts'
import { type OutsideReason, outsideStatus } from '../termination.ts'
import { notePath, secondsOfStep, sendRingingOnce, type Turn, type Verdict } from '../turn.ts'
import { announce } from './announcement.ts'

/** Who is called may let it ring: carriers give up after three minutes themselves (RFC 3261 §16.6 timer C). */
const RINGS_FOR_SECONDS = 120
/** Emergency services may be busy; only the caller gives up. */
const EMERGENCY_RINGS_FOR_SECONDS = 3600
/** A line that somebody forgot to hang up ends some time. An emergency call does not. */
export const longestCallOutSeconds = 4 * 3600

const phrases: Readonly<Record<OutsideReason, string>> = {
  'outside-busy': 'Busy Here',
  'outside-declined': 'Decline',
  'outside-no-answer': 'Temporarily Unavailable',
  'outside-unknown': 'Not Found',
  'outside-failed': 'Bad Gateway',
  'outside-not-allowed': 'Calls To This Number Are Not Allowed',
  'outside-limit': 'Too Many Calls Out',
}

const isEmergency = (plan: CallPlan): boolean => plan.outgoing?.class === 'emergency'

export const overLimitWords = 'The organization has as many calls out as it may have.'

/** The first turn: refused by what the site allows, or called. */
export function callOut(turn: Turn): Verdict {
  const { call } = turn
  const { outgoing, number } = call.plan
  if (outgoing?.refused !== undefined) {
    const limit = outgoing.refused === 'outside-limit'
    const reason = limit ? overLimitWords : 'The site does not allow its phones to call this number.'
    return refuse(turn, outgoing.refused, 'rejected', reason)
  }
  const { dialled = number.e164 } = outgoing ?? {}
  if (dialled !== number.e164) {
    const reason = `${dialled} was dialled, an emergency call: it goes out as ${number.e164}.`
    notePath(turn, { step: 'outside', target: number.e164, outcome: 'decided', reason })
  }
  const leg = call.nextLeg
  call.firstLeg = leg
  call.nextLeg = leg + 1
  call.legs = [newLeg(turn, leg, { id: '', name: number.e164, external: true }, number.e164)]
  call.state = 'calling-out'
  const seconds = isEmergency(call.plan) ? EMERGENCY_RINGS_FOR_SECONDS : RINGS_FOR_SECONDS
  turn.commands.push({ do: 'callOut', leg, number: number.e164 }, { do: 'startTimer', name: 'step', seconds })
  return 'handled'
}

export function callingOut(turn: Turn, event: CallEvent, leg: Leg | undefined): Verdict {
  if (event.type === 'timerFired') return event.name === 'step' ? outOfTime(turn) : 'handled'
  if (leg === undefined) return 'illegal'
  switch (event.type) {
    case 'legRinging':
      if (leg.state === 'calling') changeLeg(turn, leg, { state: 'ringing', ringingAt: turn.at })
      if (event.early) turn.commands.push({ do: 'passEarlyMedia', leg: leg.leg })
      else sendRingingOnce(turn)
      return 'handled'
    case 'legAnswered':
      return answered(turn, leg, event.trunk)
    case 'legFailed':
      return failed(turn, leg, event)
    default:
      return 'illegal'
  }
}

function answered(turn: Turn, leg: Leg, trunk: string | undefined): Verdict {
  const { target } = leg
  turn.commands.push({ do: 'stopTimer', name: 'step' })
  const reason = answeredInWords(turn, target, trunk)
  notePath(turn, { step: 'outside', target, outcome: 'answered', reason })
  connect(turn, leg, { result: 'called-out', step: 'outside', name: target })
  if (!isEmergency(turn.call.plan))
    turn.commands.push({ do: 'startTimer', name: 'longest', seconds: longestCallOutSeconds })
  return 'handled'
}

function failed(turn: Turn, leg: Leg, event: LegFailed): Verdict {
  const { status } = event
  turn.commands.push({ do: 'stopTimer', name: 'step' })
  endLeg(turn, leg, outcomeOfStatus(status), status)
  return notPutThrough(turn, reasonOfStatus(status), refusedInWords(leg.target, event))
}

function outOfTime(turn: Turn): Verdict {
  const { target = '' } = turn.call.legs.at(-1) ?? {}
  dropLegs(turn, 'no-answer')
  const words = `${target} did not answer within ${secondsOfStep(turn)} s.`
  return notPutThrough(turn, 'outside-no-answer', words)
}

function notPutThrough(turn: Turn, reason: OutsideReason, words: string): Verdict {
  const outcome = outcomes[reason] ?? 'failed'
  if (!isEmergency(turn.call.plan)) return refuse(turn, reason, outcome, words)
  notePath(turn, { step: 'outside', target: turn.call.plan.number.e164, outcome, reason: words })
  tellUnreached(turn, reason)
  return announce(turn, 'emergency-not-put-through', reason)
}

const outcomes: Partial<Record<OutsideReason, StepOutcome>> = {
  'outside-busy': 'busy',
  'outside-declined': 'busy',
  'outside-no-answer': 'no-answer',
}

function refuse(turn: Turn, reason: OutsideReason, outcome: StepOutcome, words: string): Verdict {
  notePath(turn, { step: 'outside', target: turn.call.plan.number.e164, outcome, reason: words })
  const answer = { status: outsideStatus[reason], phrase: phrases[reason] }
  rejectAndFinish(turn, answer, { result: 'rejected', reason, step: 'outside', missed: false })
  return 'handled'
}

/** What a carrier says of the number, told to the caller as what it comes to. */
function reasonOfStatus(status: number): OutsideReason {
  switch (status) {
    case 486:
    case 600:
      return 'outside-busy'
    case 603:
      return 'outside-declined'
    case 408:
    case 480:
    case 487:
      return 'outside-no-answer'
    case 404:
    case 410:
    case 484:
    case 604:
      return 'outside-unknown'
    default:
      return 'outside-failed'
  }
}
