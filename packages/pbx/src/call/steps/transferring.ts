/**
 * A member has passed its call on without asking (RFC 3515): the person rings, then the member itself (C8), then the route
 * goes on. Whoever waits hears music and is never dropped.
 */
import type { Leg, LegOutcome, Transfer } from '../call.ts'
import type { CallEvent, PassedOn } from '../call-event.ts'
import { endBy, isCallerGone } from '../ending.ts'
import { finish } from '../finish.ts'
import { changeLeg, dropLegs, endLeg, hasOpenLegs, isRinging, outcomeOfStatus } from '../legs.ts'
import { connect, leave } from '../talking.ts'
import type { Reason } from '../termination.ts'
import { notePath, secondsOfStep, type Turn, type Verdict } from '../turn.ts'
import { enterReception } from './reception.ts'
import { ringPerson } from './ring-person.ts'

/** How long a caller waits whom a member passes on to reception, seconds: as long as one who comes back to it. */
const RECEPTION_SECONDS = 60

/** The member leaves; the next begins to ring, or the call waits at the reception of its site. */
export function passOn(turn: Turn, { party, by, to }: PassedOn): Verdict {
  const { call } = turn
  const result = leave(turn, party)
  const name = to === 'reception' ? 'reception' : to.name
  call.transfer = { by, to: name, returning: false, result }
  const reason = `${by.name} passed the call on to ${name}.`
  notePath(turn, { step: 'transfer', target: name, outcome: 'decided', reason })
  if (to === 'reception') {
    const onward = enterReception(turn, RECEPTION_SECONDS)
    return onward === 'handled' ? onward : comeBack(turn)
  }
  call.state = 'transferring'
  music(turn)
  ringPerson(turn, to, 'transfer')
  return 'handled'
}

/**
 *   transferring ──legAnswered──► talking
 *       └── nobody ─► the member rings ─► nobody ─► next step
 */
export function transferring(turn: Turn, event: CallEvent, leg: Leg | undefined): Verdict {
  switch (event.type) {
    case 'legRinging':
      if (leg?.state === 'calling') changeLeg(turn, leg, { state: 'ringing', ringingAt: turn.at })
      return 'handled'
    case 'legAnswered':
      return leg && isRinging(leg) ? answered(turn, leg) : 'illegal'
    case 'legFailed':
      if (leg === undefined) return 'illegal'
      endLeg(turn, leg, outcomeOfStatus(event.status), event.status)
      return hasOpenLegs(turn) ? 'handled' : nobody(turn, outcomeOfStatus(event.status))
    case 'timerFired':
      return event.name === 'transfer' ? nobody(turn) : 'handled'
    case 'playEnded':
      music(turn)
      return 'handled'
    default:
      return endBy(turn, event, end)
  }
}

/** Passed on in vain: the member's own phones ring; when none does, the route goes on. */
export function comeBack(turn: Turn): Verdict {
  const { call } = turn
  const { by, ...transfer } = transferOf(turn)
  call.transfer = { ...transfer, by, returning: true }
  if (by.devices.length === 0) return nobody(turn)
  call.state = 'transferring'
  music(turn)
  ringPerson(turn, { id: by.id, name: by.name, targets: by.devices }, 'transfer')
  return 'handled'
}

/** Whether the call is at the reception because a member has passed it on there. */
export const isPassedOn = ({ call }: Turn): boolean =>
  call.state === 'queued' && call.transfer?.returning === false && call.reception?.seat === undefined

function answered(turn: Turn, leg: Leg): Verdict {
  const { by, returning, result } = transferOf(turn)
  turn.commands.push({ do: 'stopTimer', name: 'transfer' })
  dropLegs(turn, 'lost-race', (other) => other !== leg)
  const { name } = leg
  const reason = returning
    ? `The call came back to ${by.name}.`
    : `${name} took the call that ${by.name} had passed on.`
  notePath(turn, { step: 'transfer', target: name, outcome: 'answered', reason })
  connect(turn, leg, { result, step: 'transfer', name: returning ? name : `${name}, by way of ${by.name}` })
  return 'handled'
}

/** @param last what became of the phone that rang last, where it said so */
function nobody(turn: Turn, last: LegOutcome = 'no-answer'): Verdict {
  const { by, to, returning } = transferOf(turn)
  turn.commands.push({ do: 'stopTimer', name: 'transfer' })
  dropLegs(turn, 'no-answer')
  const name = returning ? by.name : to
  const reason = inWords(turn, name, last)
  const outcome = last === 'busy' ? 'busy' : 'no-answer'
  notePath(turn, { step: 'transfer', target: name, outcome, reason })
  return returning ? 'no-answer' : comeBack(turn)
}

function inWords(turn: Turn, name: string, last: LegOutcome): string {
  if (last === 'busy') return `${name} was busy.`
  if (last === 'declined') return `${name} declined the call.`
  return `${name} did not take the call within ${secondsOfStep(turn)} s.`
}

function end(turn: Turn, reason: Reason): Verdict {
  const { by, result } = transferOf(turn)
  turn.commands.push({ do: 'stopTimer', name: 'transfer' })
  dropLegs(turn, 'caller-left')
  if (!isCallerGone(reason)) turn.commands.push({ do: 'hangUpCaller' })
  finish(turn, { result, reason, step: 'transfer', by: by.name, missed: false })
  return 'handled'
}

function music(turn: Turn): void {
  const { language } = turn.call.plan.number
  turn.commands.push({ do: 'playWaiting', announcement: false, language })
}

/** The state is entered only by `passOn`. */
const transferOf = ({ call }: Turn): Transfer => call.transfer as Transfer
