/** Caller and partner talk: how it begins and how it ends. */
import type { Call, Leg, Partner } from './call.ts'
import type { CallEvent, JoinedElsewhere, PartyReplaced, Side } from './call-event.ts'
import { endBy, isCallerGone } from './ending.ts'
import { finish } from './finish.ts'
import { changeLeg, findLeg, welcome } from './legs.ts'
import type { Reason } from './termination.ts'
import { notePath, type Turn, type Verdict } from './turn.ts'

/** Joins the caller with an answered leg; the 2xx goes to the caller now, unless it heard us before. */
export function connect(turn: Turn, leg: Leg, partner: Omit<Partner, 'leg'>): void {
  const { call } = turn
  joinCaller(turn, leg)
  call.state = 'talking'
  call.partner = { ...partner, leg: leg.leg }
}

/** Caller and leg hear each other. */
export function joinCaller(turn: Turn, leg: Leg): void {
  const { call, at } = turn
  changeLeg(turn, leg, { state: 'bridged', answeredAt: leg.answeredAt ?? at, outcome: 'answered' })
  turn.commands.push({ do: call.answeredAt === undefined ? 'bridge' : 'join', leg: leg.leg })
  call.answeredAt ??= at
}

/**
 * The call as one in which its two talk, whatever their reception could do with it: so it goes on where that is not (product §6.9).
 * undefined: there are not two who talk.
 */
export function asTalking(call: Call): Call | undefined {
  const { state, reception } = call
  if (state === 'talking') return call
  if (state !== 'attended' || reception?.leg === undefined) return undefined
  if (reception.mode !== 'talking' && reception.mode !== 'held') return undefined
  const name = reception.seat?.name ?? ''
  const partner: Partner = { result: 'answered-by-reception', step: 'reception', name, leg: reception.leg }
  return { ...call, state: 'talking', partner }
}

/** Whether a party may leave the call to the one it talks to: nobody else is rung or asked for it. */
export function mayLeave({ state, partner, reception }: Call, party: Side): boolean {
  if (state === 'talking') return partner !== undefined && (party === 'caller' || partner.leg === party)
  if (state !== 'attended' || reception === undefined) return false
  return reception.leg === party && (reception.mode === 'talking' || reception.mode === 'held')
}

/** Either side hangs up, or we do. Events of legs that lost are dealt with before this is asked. */
export function talking(turn: Turn, event: CallEvent): Verdict {
  switch (event.type) {
    case 'legHungUp':
      return part(turn, 'callee-hung-up')
    case 'timerFired':
      return part(turn, 'longest-reached')
    case 'partyReplaced':
      return replaceParty(turn, event)
    case 'joinedElsewhere':
      return goElsewhere(turn, event)
    default:
      return endBy(turn, event, part)
  }
}

function replaceParty(turn: Turn, { party, by, newcomer }: PartyReplaced): Verdict {
  const result = leave(turn, party)
  const reason = `${by} passed the call on to ${newcomer.name}.`
  notePath(turn, { step: 'transfer', target: newcomer.name, outcome: 'answered', reason })
  connect(turn, welcome(turn, newcomer), {
    result,
    step: 'transfer',
    name: `${newcomer.name}, by way of ${by}`,
  })
  return 'handled'
}

/** The other two are joined in another call; this one, and whoever joined them, has done its part. */
function goElsewhere(turn: Turn, { party, name }: JoinedElsewhere): Verdict {
  const { partner } = turn.call
  const by = partner?.name ?? ''
  const result = leave(turn, party)
  // Who goes on elsewhere is not ours to end.
  if (party === 'caller') turn.commands.push({ do: 'hangUpCaller' })
  const reason = `The call was joined with that of ${name}.`
  notePath(turn, { step: 'transfer', target: name, outcome: 'answered', reason })
  finish(turn, { result, reason: 'joined-elsewhere', step: 'transfer', by, missed: false })
  return 'handled'
}

/** Lets the member go. Where it was the caller, its partner has that place now. */
export function leave(turn: Turn, party: Side): Partner['result'] {
  const { call, at } = turn
  const { partner } = call
  const leg = partner && findLeg(turn, partner.leg)
  if (leg) {
    if (party !== 'caller') turn.commands.push({ do: 'byeLeg', leg: leg.leg })
    changeLeg(turn, leg, { state: 'ended', endedAt: at })
  }
  call.partner = undefined
  return partner?.result ?? 'answered-by-member'
}

function part(turn: Turn, reason: Reason): Verdict {
  const { call, at } = turn
  const { partner } = call
  const leg = partner && findLeg(turn, partner.leg)
  if (leg !== undefined) {
    if (reason !== 'callee-hung-up') turn.commands.push({ do: 'byeLeg', leg: leg.leg })
    changeLeg(turn, leg, { state: 'ended', endedAt: at })
  }
  if (!isCallerGone(reason)) turn.commands.push({ do: 'hangUpCaller' })
  finish(turn, {
    result: partner?.result ?? 'answered-by-member',
    reason,
    step: partner?.step ?? 'hunt-group',
    by: partner?.name,
    missed: false,
  })
  return 'handled'
}
