/** The call goes on to another number by the trunk (C11); what does not answer leads to the next step. */
import type { ForwardStep } from '../../call-settings.ts'
import { classRefused } from '../../outgoing-class.ts'
import { answeredInWords, refusedInWords } from '../by-trunk.ts'
import type { Leg } from '../call.ts'
import type { ForwardReason } from '../call-command.ts'
import type { CallEvent } from '../call-event.ts'
import { mostRedirects } from '../call-plan.ts'
import { changeLeg, dropLegs, endLeg, newLeg, outcomeOfStatus, summary } from '../legs.ts'
import { outsideAllowedTo } from '../plan-call.ts'
import { connect } from '../talking.ts'
import {
  type After,
  awaitRinging,
  notePath,
  ringSeconds,
  secondsOfStep,
  sendRingingOnce,
  stopTimers,
  type Turn,
  type Verdict,
} from '../turn.ts'

/** Calls the number; `redirect-loop` when the call would turn in a circle, `unavailable` when the site does not allow it. */
export function enterForward(
  turn: Turn,
  step: ForwardStep,
  after: After,
): 'handled' | 'redirect-loop' | 'unavailable' {
  const { call } = turn
  const { plan } = call
  const { number } = step
  if (turnsInCircle(turn, number)) return 'redirect-loop'
  const refused = classRefused(number, outsideAllowedTo(plan.number))
  if (refused !== undefined) {
    const reason =
      refused === 'premium' ? 'The site allows no premium calls.' : 'The site allows no international calls.'
    notePath(turn, { step: 'forward', target: number, outcome: 'skipped', reason })
    return 'unavailable'
  }
  const seconds = ringSeconds(turn, step.limitSeconds)
  dial(turn, number, { reason: reasonOf(after, plan.ruling.open), limitSeconds: seconds })
  return 'handled'
}

/** The call goes to an answering service, which is told for which organization it answers (C7). */
export function callService(turn: Turn, address: string, seconds: number): 'handled' | 'redirect-loop' {
  if (turnsInCircle(turn, address)) return 'redirect-loop'
  const service = { organization: turn.call.plan.number.organizationName }
  dial(turn, address, { reason: 'unavailable', limitSeconds: seconds, service })
  return 'handled'
}

function dial(
  turn: Turn,
  number: string,
  how: { reason: ForwardReason; limitSeconds: number; service?: { organization: string } },
): void {
  const { call } = turn
  const leg = call.nextLeg
  call.firstLeg = leg
  call.nextLeg = leg + 1
  call.legs = call.legs.concat(newLeg(turn, leg, { id: '', name: number, external: true }, number))
  call.state = 'forwarding'
  const redirectsSpent = call.plan.redirectsSpent + 1
  turn.commands.push(
    { do: 'forward', leg, number, redirectsSpent, ...how },
    { do: 'startTimer', name: 'step', seconds: how.limitSeconds },
  )
  awaitRinging(turn)
}

/**
 *   forwarding ──legAnswered──► talking
 *       └── legFailed, timer ─► next step
 */
export function forwarding(turn: Turn, event: CallEvent, leg: Leg | undefined): Verdict {
  if (event.type === 'timerFired') return event.name === 'step' ? outOfTime(turn) : 'handled'
  if (leg === undefined) return 'illegal'
  const target = leg.target
  switch (event.type) {
    case 'legRinging':
      if (leg.state === 'calling') changeLeg(turn, leg, { state: 'ringing', ringingAt: turn.at })
      sendRingingOnce(turn)
      return 'handled'
    case 'legAnswered': {
      stopTimers(turn)
      const reason = answeredInWords(turn, target, event.trunk)
      notePath(turn, { step: 'forward', target, outcome: 'answered', reason })
      connect(turn, leg, { result: 'forwarded', step: 'forward', name: target })
      return 'handled'
    }
    case 'legFailed': {
      stopTimers(turn)
      endLeg(turn, leg, outcomeOfStatus(event.status), event.status)
      const { end, outcome } = summary(turn)
      if (event.overLimit) return end
      const reason = refusedInWords(target, event)
      notePath(turn, { step: 'forward', target, outcome, reason })
      return end
    }
    default:
      return 'illegal'
  }
}

function outOfTime(turn: Turn): Verdict {
  stopTimers(turn)
  const target = turn.call.legs[turn.call.legs.length - 1]?.target ?? ''
  dropLegs(turn, 'no-answer')
  const reason = `${target} did not answer within ${secondsOfStep(turn)} s.`
  notePath(turn, { step: 'forward', target, outcome: 'no-answer', reason })
  return 'no-answer'
}

/** C11; the reason is in the path. */
function turnsInCircle(turn: Turn, number: string): boolean {
  const reason = circleWords(turn, number)
  if (reason !== undefined) notePath(turn, { step: 'forward', target: number, outcome: 'skipped', reason })
  return reason !== undefined
}

function circleWords(turn: Turn, number: string): string | undefined {
  const { plan } = turn.call
  if (plan.redirectsSpent >= mostRedirects)
    return `The call was redirected ${plan.redirectsSpent} times already.`
  if (number === plan.number.e164 || plan.visited.includes(number)) {
    return 'The call has been at that number before.'
  }
  return undefined
}

function reasonOf(after: After, open: boolean): ForwardReason {
  switch (after) {
    case 'arrival':
      return open ? 'unconditional' : 'time-of-day'
    case 'no-answer':
    case 'user-busy':
      return after
    default:
      return 'unavailable'
  }
}
