/**
 * All reachable members ring at once and the first answer wins (C4, M10); an ordinary number rings its own devices in
 * the same way (C15).
 */
import type { HuntGroupStep } from '../../call-settings.ts'
import { externalLimitSeconds } from '../../hunt-group.ts'
import type { Leg } from '../call.ts'
import type { LegOrder } from '../call-command.ts'
import type { CallEvent } from '../call-event.ts'
import type { CallPlan, DeviceTarget, ReachableMember } from '../call-plan.ts'
import { huntStep } from '../finish.ts'
import {
  changeLeg,
  dropLegs,
  endLeg,
  hasOpenLegs,
  isRinging,
  newLeg,
  outcomeOfStatus,
  summary,
} from '../legs.ts'
import { connect } from '../talking.ts'
import {
  awaitRinging,
  notePath,
  ringSeconds,
  secondsOfStep,
  sendRingingOnce,
  stopTimers,
  type Turn,
  type Verdict,
} from '../turn.ts'
import { askToConfirm, notConfirmed } from './confirmation.ts'

/** Rings everybody; `unavailable` at once when nobody can ring. */
export function enterHuntGroup(turn: Turn, step: HuntGroupStep): 'handled' | 'unavailable' {
  const { call } = turn
  const { plan } = call
  const seconds = ringSeconds(turn, step.limitSeconds)
  call.firstLeg = call.nextLeg
  const { orders, legs } = prepareLegs(turn, seconds)
  if (orders.length === 0) {
    notePath(turn, { step: huntStep(call), target: '', outcome: 'skipped', reason: nobodyWords(plan) })
    return 'unavailable'
  }
  call.nextLeg += orders.length
  call.legs = call.legs.concat(legs)
  call.state = 'hunting'
  const { number } = plan
  turn.commands.push(
    {
      do: 'ringLegs',
      legs: orders,
      display: displayOf(plan),
      called: number.e164,
      organization: number.organizationName,
      line: number.kind === 'main' ? 'main' : 'direct',
    },
    { do: 'startTimer', name: 'step', seconds },
  )
  awaitRinging(turn)
  if (seconds > externalLimitSeconds && orders.some((order) => order.confirm)) {
    call.externalTimer = true
    turn.commands.push({ do: 'startTimer', name: 'external', seconds: externalLimitSeconds })
  }
  return 'handled'
}

/**
 *   hunting ──legAnswered──────────────► talking       (external member: after confirmAccepted)
 *      │ legRinging, one leg failed: stays
 *      └── all legs ended, timer `step` ─► next step
 */
export function hunting(turn: Turn, event: CallEvent, leg: Leg | undefined): Verdict {
  if (event.type === 'timerFired') return event.name === 'step' ? outOfTime(turn) : externalOutOfTime(turn)
  if (leg === undefined) return 'illegal'
  switch (event.type) {
    case 'legRinging':
      if (leg.state === 'calling') changeLeg(turn, leg, { state: 'ringing', ringingAt: turn.at })
      sendRingingOnce(turn)
      return 'handled'
    case 'legAnswered':
      if (!isRinging(leg)) return 'illegal'
      return leg.external ? askToConfirm(turn, leg) : win(turn, leg)
    case 'confirmAccepted':
      return leg.state === 'confirming' ? win(turn, leg) : 'illegal'
    case 'confirmRejected':
      if (leg.state !== 'confirming') return 'illegal'
      notConfirmed(turn, leg)
      return goOnUnlessAllEnded(turn)
    case 'legFailed':
      endLeg(turn, leg, outcomeOfStatus(event.status), event.status)
      return goOnUnlessAllEnded(turn)
    case 'legHungUp':
      if (leg.state !== 'confirming') return 'illegal'
      endLeg(turn, leg, 'not-confirmed')
      return goOnUnlessAllEnded(turn)
    default:
      return 'illegal'
  }
}

function win(turn: Turn, leg: Leg): Verdict {
  stopTimers(turn)
  dropLegs(turn, 'lost-race', (other) => other !== leg)
  const step = huntStep(turn.call)
  const reason = `Answered by ${leg.name} after ${secondsOfStep(turn)} s.`
  notePath(turn, { step, target: leg.name, outcome: 'answered', reason })
  connect(turn, leg, { result: 'answered-by-member', step, name: leg.name })
  return 'handled'
}

function outOfTime(turn: Turn): Verdict {
  stopTimers(turn)
  dropLegs(turn, 'no-answer')
  const reason = `Nobody answered within ${secondsOfStep(turn)} s.`
  notePath(turn, { step: huntStep(turn.call), target: rung(turn), outcome: 'no-answer', reason })
  return 'no-answer'
}

/** An external member that is already asked to press 1 keeps its chance until the step ends. */
function externalOutOfTime(turn: Turn): Verdict {
  turn.call.externalTimer = false
  dropLegs(turn, 'no-answer', (leg) => leg.external && isRinging(leg))
  return goOnUnlessAllEnded(turn)
}

function goOnUnlessAllEnded(turn: Turn): Verdict {
  if (hasOpenLegs(turn)) return 'handled'
  stopTimers(turn)
  const { end, outcome, words } = summary(turn)
  notePath(turn, {
    step: huntStep(turn.call),
    target: rung(turn),
    outcome,
    reason: `Of those called ${words}.`,
  })
  return end
}

/** The names that rang in this step, each once. */
function rung(turn: Turn): string {
  const { legs, firstLeg } = turn.call
  return [...new Set(legs.filter((leg) => leg.leg >= firstLeg).map((leg) => leg.name))].join(', ')
}

/** The INVITEs to send and the legs that stand for them. */
function prepareLegs(turn: Turn, seconds: number): { orders: LegOrder[]; legs: Leg[] } {
  const orders: LegOrder[] = []
  const legs: Leg[] = []
  const add = (member: ReachableMember, target: DeviceTarget | string) => {
    const confirm = member.external
    const leg = turn.call.nextLeg + orders.length
    const limitSeconds = confirm ? Math.min(seconds, externalLimitSeconds) : seconds
    orders.push({ leg, memberId: member.id, target, confirm, limitSeconds })
    legs.push(newLeg(turn, leg, member, typeof target === 'string' ? target : target.id))
  }
  for (const member of turn.call.plan.members) {
    if (member.external) add(member, member.e164)
    else for (const device of member.devices) add(member, device)
  }
  return { orders, legs }
}

/** The main line shows which organization is called (C5). */
function displayOf({ number, caller }: CallPlan): string {
  const who = caller.name ?? caller.number ?? 'Anonymous'
  return number.kind === 'main' ? `${number.organizationName} | ${who}` : who
}

function nobodyWords({ number, unreachable, redirectsSpent }: CallPlan): string {
  if (number.kind === 'ordinary') return 'None of its phones is registered.'
  if (unreachable > 0 && redirectsSpent > 0 && number.members.some(({ kind }) => kind === 'external'))
    return 'No phone is registered, and the call has been with the members outside already.'
  if (unreachable === 0) return 'The hunt group has no members.'
  return `No member's phone is registered (members: ${unreachable}).`
}
