/**
 * A receptionist has the call (C8): talks, holds, asks somebody, passes it on. The caller is never dropped by what the
 * seat does: a transfer that nobody answers comes back to it, a seat that is lost leaves the caller at the head of
 * the queue.
 */
import type { AtReception, DeskMode, Leg } from '../call.ts'
import type { CallEvent, Newcomer } from '../call-event.ts'
import { type DeskOrder, deskOrderFits, type Person } from '../desk-order.ts'
import { endBy, isCallerGone } from '../ending.ts'
import { finish } from '../finish.ts'
import {
  changeLeg,
  dropLegs,
  endLeg,
  findLeg,
  hasOpenLegs,
  isRinging,
  outcomeOfStatus,
  welcome,
} from '../legs.ts'
import { connect } from '../talking.ts'
import type { Reason } from '../termination.ts'
import { notePath, secondsOfStep, type Turn, type Verdict } from '../turn.ts'
import { enterVoicemail } from './greet.ts'
import { backToQueue, noteSentToVoicemail, receptionOf } from './reception.ts'
import { ringPerson } from './ring-person.ts'

/**
 *   talking ─hold─► held ─resume─► talking
 *   talking, held ─ask─► asking ─answered─► consulting ⇄swap⇄ swapped ─connect─► (talking with the person)
 *   talking, held ─pass─► passing ─answered─► (talking with the person); unanswered ─► queued, at the seat first
 */
export function attended(turn: Turn, event: CallEvent, leg: Leg | undefined): Verdict {
  switch (event.type) {
    case 'deskOrdered':
      return obey(turn, event.order)
    case 'legRinging':
      if (leg?.state === 'calling') changeLeg(turn, leg, { state: 'ringing', ringingAt: turn.at })
      return 'handled'
    case 'legAnswered':
      return leg && isRinging(leg) ? personAnswers(turn, leg) : 'illegal'
    case 'legFailed':
      return leg ? personFails(turn, leg, event.status) : 'illegal'
    case 'legHungUp':
      return leg ? hungUp(turn, leg) : 'illegal'
    case 'timerFired':
      return event.name === 'transfer' ? unanswered(turn) : 'handled'
    case 'seatLost':
      return loseSeat(turn)
    case 'partyReplaced':
      return handOverTo(turn, event.newcomer)
    case 'joinedElsewhere':
      return goElsewhere(turn, event.name)
    case 'playEnded':
      music(turn)
      return 'handled'
    case 'mediaFailed':
      return event.unsent === true ? notAnswered(turn) : endBy(turn, event, end)
    default:
      return endBy(turn, event, end)
  }
}

function obey(turn: Turn, order: DeskOrder): Verdict {
  const { seat, leg, personLeg } = receptionOf(turn)
  if (!seat || leg === undefined || !deskOrderFits(turn.call, seat.id, order.do)) return 'handled'
  switch (order.do) {
    case 'hold':
      change(turn, { mode: 'held' })
      music(turn)
      return 'handled'
    case 'resume':
      change(turn, { mode: 'talking' })
      turn.commands.push({ do: 'join', leg })
      return 'handled'
    case 'pass':
      ring(turn, order.to, 'passing')
      freeSeat(turn)
      return 'handled'
    case 'ask':
      ring(turn, order.to, 'asking')
      return 'handled'
    case 'swap':
      swap(turn, leg, personLeg)
      return 'handled'
    case 'return':
      dropPerson(turn)
      change(turn, { mode: 'talking' })
      turn.commands.push({ do: 'join', leg })
      return 'handled'
    case 'connect':
      return handOver(turn)
    case 'voicemail':
      noteSentToVoicemail(turn, seat.name)
      freeSeat(turn)
      // `deskOrderFits` has seen the mailbox.
      return enterVoicemail(turn)
    case 'hang-up':
      return end(turn, 'callee-hung-up')
  }
}

/** Somebody rings; the caller hears music meanwhile. */
function ring(turn: Turn, to: Person, mode: 'asking' | 'passing'): void {
  if (receptionOf(turn).mode === 'talking') music(turn)
  change(turn, { mode, person: { id: to.id, name: to.name }, personLeg: undefined })
  ringPerson(turn, to, 'reception')
}

function personAnswers(turn: Turn, leg: Leg): Verdict {
  const { mode, leg: seatLeg } = receptionOf(turn)
  turn.commands.push({ do: 'stopTimer', name: 'transfer' })
  dropLegs(turn, 'lost-race', (other) => other !== leg && other.leg !== seatLeg)
  if (mode === 'passing') return talkWith(turn, leg)
  changeLeg(turn, leg, { state: 'bridged', answeredAt: turn.at, outcome: 'answered' })
  change(turn, { mode: 'consulting', personLeg: leg.leg })
  turn.commands.push({ do: 'joinLegs', leg: seatLeg ?? 0, other: leg.leg })
  return 'handled'
}

function personFails(turn: Turn, leg: Leg, status: number): Verdict {
  endLeg(turn, leg, outcomeOfStatus(status), status)
  const ringing = turn.call.legs.some((other) => other.state !== 'ended' && isRinging(other))
  return ringing ? 'handled' : unanswered(turn)
}

/** C8: asked in vain, the seat has its caller again; passed on in vain, the caller comes back to the seat. */
function unanswered(turn: Turn): Verdict {
  const { mode, person, seat } = receptionOf(turn)
  if (mode !== 'asking' && mode !== 'passing') return 'handled'
  turn.commands.push({ do: 'stopTimer', name: 'transfer' })
  dropPerson(turn)
  const name = person?.name ?? ''
  if (mode === 'asking') {
    change(turn, { mode: 'held' })
    return 'handled'
  }
  const reason = `${name} did not take the call within ${secondsOfStep(turn)} s; it came back to ${seat?.name}.`
  notePath(turn, { step: 'transfer', target: name, outcome: 'no-answer', reason })
  return backToQueue(turn, seat?.id)
}

function hungUp(turn: Turn, leg: Leg): Verdict {
  const { leg: seatLeg, mode } = receptionOf(turn)
  changeLeg(turn, leg, { state: 'ended', endedAt: turn.at })
  if (leg.leg !== seatLeg) {
    // The person who was asked left: swapped, the seat talks with its caller already.
    change(turn, { mode: mode === 'swapped' ? 'talking' : 'held', person: undefined, personLeg: undefined })
    return 'handled'
  }
  // Laying the receiver down while somebody was asked passes the call on, as on any phone.
  if (mode === 'asking' || mode === 'consulting' || mode === 'swapped') return handOver(turn)
  return end(turn, 'callee-hung-up')
}

function handOver(turn: Turn): Verdict {
  const { mode, personLeg } = receptionOf(turn)
  freeSeat(turn)
  if (mode === 'asking') {
    change(turn, { mode: 'passing' })
    return 'handled'
  }
  const leg = personLeg === undefined ? undefined : findLeg(turn, personLeg)
  return leg ? talkWith(turn, leg) : 'illegal'
}

/** The seat has asked by a call of its own, and joins the two (RFC 3891). */
function handOverTo(turn: Turn, newcomer: Newcomer): Verdict {
  freeSeat(turn)
  change(turn, { mode: 'talking', person: { id: newcomer.id, name: newcomer.name } })
  return talkWith(turn, welcome(turn, newcomer))
}

/** The seat joins this caller with somebody else whom it talks to. */
function goElsewhere(turn: Turn, name: string): Verdict {
  const { seat } = receptionOf(turn)
  freeSeat(turn)
  const reason = `${seat?.name} joined the caller with ${name}.`
  notePath(turn, { step: 'transfer', target: name, outcome: 'answered', reason })
  finish(turn, {
    result: 'answered-by-reception',
    reason: 'joined-elsewhere',
    step: 'transfer',
    by: seat?.name,
    missed: false,
  })
  return 'handled'
}

function talkWith(turn: Turn, leg: Leg): Verdict {
  const { seat, person } = receptionOf(turn)
  const name = person?.name ?? leg.name
  const reason = `${seat?.name} passed the call on to ${name}.`
  notePath(turn, { step: 'transfer', target: name, outcome: 'answered', reason })
  connect(turn, leg, {
    result: 'answered-by-reception',
    step: 'transfer',
    name: `${name}, by way of ${seat?.name}`,
  })
  return 'handled'
}

function swap(turn: Turn, leg: number, personLeg: number | undefined): void {
  const other = personLeg ?? 0
  if (receptionOf(turn).mode === 'consulting') {
    change(turn, { mode: 'swapped' })
    turn.commands.push({ do: 'parkLeg', leg: other }, { do: 'join', leg })
  } else {
    change(turn, { mode: 'consulting' })
    music(turn)
    turn.commands.push({ do: 'joinLegs', leg, other })
  }
}

/** The caller does not notice: it waits at the head of the queue (C7). */
function loseSeat(turn: Turn): Verdict {
  const { seat, siteName, mode } = receptionOf(turn)
  if (mode === 'passing') return 'handled'
  turn.commands.push({ do: 'stopTimer', name: 'transfer' })
  dropPerson(turn)
  freeSeat(turn)
  const reason = `${seat?.name} was lost; the caller waits again.`
  notePath(turn, { step: 'reception', target: siteName, outcome: 'failed', reason })
  return backToQueue(turn, undefined)
}

function dropPerson(turn: Turn): void {
  const { leg: seatLeg } = receptionOf(turn)
  turn.commands.push({ do: 'stopTimer', name: 'transfer' })
  dropLegs(turn, 'no-answer', ({ leg }) => leg !== seatLeg)
  change(turn, { person: undefined, personLeg: undefined })
}

/** The seat took a call that it cannot be given to: the caller, whom nobody has answered yet, goes on along the route (M6). */
function notAnswered(turn: Turn): Verdict {
  const { seat, siteName } = receptionOf(turn)
  turn.call.answeredAt = undefined
  freeSeat(turn)
  change(turn, { seat: undefined })
  const reason = `${seat?.name} took the call, and no sound path between the two came about.`
  notePath(turn, { step: 'reception', target: siteName, outcome: 'failed', reason })
  return 'unavailable'
}

function freeSeat(turn: Turn): void {
  const { seat, leg } = receptionOf(turn)
  if (leg === undefined) return
  dropLegs(turn, 'ended', (each) => each.leg === leg)
  if (seat) turn.commands.push({ do: 'seatFreed', seat: seat.id })
  change(turn, { leg: undefined })
}

function end(turn: Turn, reason: Reason): Verdict {
  const { seat, mode } = receptionOf(turn)
  const step = mode === 'passing' ? 'transfer' : 'reception'
  if (mode === 'asking' || mode === 'passing') turn.commands.push({ do: 'stopTimer', name: 'transfer' })
  freeSeat(turn)
  if (hasOpenLegs(turn)) dropLegs(turn, 'caller-left')
  if (!isCallerGone(reason)) turn.commands.push({ do: 'hangUpCaller' })
  finish(turn, { result: 'answered-by-reception', reason, step, by: seat?.name, missed: false })
  return 'handled'
}

function music(turn: Turn): void {
  const { language } = turn.call.plan.number
  turn.commands.push({ do: 'playWaiting', announcement: false, language })
}

function change(turn: Turn, what: Partial<AtReception> & { mode?: DeskMode }): void {
  turn.call.reception = { ...receptionOf(turn), ...what }
}
