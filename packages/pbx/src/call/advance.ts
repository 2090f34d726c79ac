/**
 * The one function that decides what happens next to a call (C3–C11). Pure: no clock, no I/O.
 *
 *   new ─► hunting / queued / forwarding ─► talking, attended ───► finished
 *    │        │    ▲    (next step)                                   ▲
 *    │        └────┘                                                  │
 *    ├─► calling-out ─► talking ──────────────────────────────────────┤
 *    └────────┴─► answering ─► greeting ─► recording ─────────────────┤
 *                     │           ├──► queued (0) ─► greeting         │
 *                     │           └────┐                              │
 *                     ├────────────────┴────────────► portal ─────────┤   (no PIN) ─► recording
 *                     └──────────────────► portal ◄─ noticing ────────┘
 */
import type { Step } from '../call-settings.ts'
import { arrive } from './arrival.ts'
import { noteTrunk } from './by-trunk.ts'
import type { Call, CallState, Leg } from './call.ts'
import type { CallCommand } from './call-command.ts'
import type { CallEvent, LegPickedUp } from './call-event.ts'
import { abandon, endByUs, huntStep, presentStep, refuseOffer } from './finish.ts'
import { dropLegs, findLeg, isRinging, welcome } from './legs.ts'
import type { PathStep } from './path.ts'
import { announce, noticing } from './steps/announcement.ts'
import { attended } from './steps/attended.ts'
import { enterForward, forwarding } from './steps/forward.ts'
import { enterVoicemail } from './steps/greet.ts'
import { enterHuntGroup, hunting } from './steps/hunt-group.ts'
import { leadOn } from './steps/lead-on.ts'
import { callingOut, overLimitWords } from './steps/outside.ts'
import { inPortal } from './steps/portal.ts'
import { enterReception, notComforted, queued } from './steps/reception.ts'
import { comeBack, isPassedOn, passOn, transferring } from './steps/transferring.ts'
import { answering, greeting, recording } from './steps/voicemail.ts'
import { talking } from './talking.ts'
import {
  type After,
  notePath,
  ringSeconds,
  type StepEnd,
  sendRingingOnce,
  type Turn,
  type Verdict,
} from './turn.ts'

/** What `advance` returns: the call as it is now, and what to do, in order. */
export interface Advance {
  readonly call: Call
  readonly commands: readonly CallCommand[]
}

/** An event that cannot happen in the call's state: a bug of the poster. The call is unchanged and can go on. */
export class IllegalEvent extends Error {
  readonly state: CallState
  readonly event: CallEvent
  constructor(state: CallState, event: CallEvent) {
    super(`event ${event.type} in state ${state}`)
    this.name = 'IllegalEvent'
    this.state = state
    this.event = event
  }
}

const nothing: readonly CallCommand[] = []

/**
 * Takes a call and its next event, returns the call after it and the commands to perform.
 * Late events of legs that have ended are absorbed; an event no order of the world explains throws `IllegalEvent`.
 */
export function advance(call: Call, event: CallEvent): Advance {
  const { state } = call
  if (state === 'finished') {
    if (event.type === 'arrived') throw new IllegalEvent(state, event)
    return { call, commands: nothing }
  }
  const turn: Turn = { call: { ...call }, at: timeOf(event, call), commands: [] }
  const told = dispatch(turn, state, event)
  const verdict = told !== 'handled' && told !== 'illegal' && isPassedOn(turn) ? comeBack(turn) : told
  if (verdict === 'illegal') throw new IllegalEvent(call.state, event)
  if (verdict !== 'handled') {
    if (verdict !== 'arrival' && !leftGreeting(turn.call)) turn.call.step++
    takeSteps(turn, verdict)
  }
  return turn
}

/** Within a call time does not go back, though the clock of the machine may be put back meanwhile: no call lasts less than nothing. */
const timeOf = (event: CallEvent, { arrivedAt, answeredAt = arrivedAt, stepFrom }: Call): number =>
  Math.max(event.at, arrivedAt, answeredAt, stepFrom)

function dispatch(turn: Turn, state: Exclude<CallState, 'finished'>, event: CallEvent): Verdict {
  if (state === 'new') return event.type === 'arrived' ? arrive(turn) : 'illegal'
  if (event.type === 'engineLost') return leadOn(turn, event)
  if (isStray(turn.call, event)) return 'handled'
  if (event.type === 'timerFired' && event.name === 'ringback') return comfortWithRinging(turn)
  if (event.type === 'timerFired' && event.name === 'longest' && state !== 'talking') return lastsOn(turn)
  if (event.type === 'playEnded' && (state === 'hunting' || state === 'forwarding')) return playOn(turn)
  if (event.type === 'passedOn') return state === 'talking' ? passOn(turn, event) : 'illegal'
  let leg: Leg | undefined
  if ('leg' in event) {
    leg = findLeg(turn, event.leg)
    if (leg === undefined) return 'illegal'
    if (leg.state === 'ended') return absorb(turn, event, leg)
    if (event.type === 'trunkFailed') return noteTrunk(turn, event, leg.target)
    if (event.type === 'legFailed' && event.overLimit) noteLimit(turn, leg.target)
    if (event.type === 'legPickedUp') return pickUp(turn, state, event, leg)
  }
  if (event.type === 'digitPressed' && state !== 'greeting' && state !== 'noticing') return 'handled'
  if (!endsItself.includes(state)) {
    switch (event.type) {
      case 'callerHungUp':
        return abandon(turn, 'caller-hung-up', event.completedElsewhere)
      case 'callerAnswerTimeout':
        return turn.call.answeredAt === undefined ? 'illegal' : abandon(turn, 'caller-not-acknowledging')
      case 'mediaFailed':
        if (event.unsent === true && state === 'queued') return notComforted(turn, event)
        return event.unfit === true ? refuseOffer(turn, event.misfit) : endByUs(turn, 'media-unavailable')
      case 'engineStopping':
        return endByUs(turn, 'engine-stopping')
      case 'administrativeHangUp':
        return endByUs(turn, 'administrator', event.by)
    }
  }
  return stateFunctions[state](turn, event, leg)
}

/** Why a number outside was not called that the caller would have been led to. The call goes on as if nobody had answered there. */
function noteLimit(turn: Turn, target: string): void {
  notePath(turn, { step: presentStep(turn.call), target, outcome: 'skipped', reason: overLimitWords })
}

/** States whose functions know what it means that caller, engine or administrator ends the call. */
const endsItself: readonly CallState[] = ['recording', 'talking', 'portal', 'attended', 'transferring']

/** No phone has said yet that it rings, or the call has gone on meanwhile. */
function comfortWithRinging(turn: Turn): 'handled' {
  const { call } = turn
  if (call.ringbackTimer) {
    call.ringbackTimer = false
    sendRingingOnce(turn)
  }
  return 'handled'
}

/** A call out is over its time while it is passed on: that is looked at again when somebody may talk. */
function lastsOn(turn: Turn): 'handled' {
  turn.commands.push({ do: 'startTimer', name: 'longest', seconds: 60 })
  return 'handled'
}

/** The leg of another phone answers in the place of one that rings. */
function pickUp(turn: Turn, state: keyof typeof stateFunctions, event: LegPickedUp, leg: Leg): Verdict {
  if (!isRinging(leg)) return 'illegal'
  const { newcomer, at } = event
  const { reception } = turn.call
  if (state === 'attended' && reception)
    turn.call.reception = { ...reception, person: { id: newcomer.id, name: newcomer.name } }
  dropLegs(turn, 'lost-race', (each) => each === leg)
  const taken = welcome(turn, newcomer)
  return stateFunctions[state](turn, { type: 'legAnswered', leg: taken.leg, at }, taken)
}

/** Whom key 0 has led elsewhere comes back to the mailbox: of all calls at a voicemail step only his needs a next one. */
const leftGreeting = ({ plan, step }: Call): boolean => plan.route.steps[step]?.target === 'voicemail'

type StateFunction = (turn: Turn, event: CallEvent, leg: Leg | undefined) => Verdict

const stateFunctions: Readonly<Record<Exclude<CallState, 'new' | 'finished'>, StateFunction>> = {
  hunting,
  queued,
  attended,
  forwarding,
  'calling-out': callingOut,
  answering,
  greeting,
  recording,
  noticing,
  portal: inPortal,
  talking,
  transferring,
}

/** News that crossed what the call did meanwhile: of a timer that was stopped, of a reception that it has left. */
function isStray({ state, reception, transfer, answeredAt }: Call, event: CallEvent): boolean {
  const { type } = event
  switch (type) {
    case 'timerFired':
      return event.name !== 'longest' && !isWaiting(state)
    case 'callerReady':
      return reception !== undefined && answeredAt !== undefined && state !== 'queued'
    case 'playEnded':
      return (reception ?? transfer) !== undefined && state === 'talking'
    case 'seatsOffered':
    case 'seatsWithdrawn':
    case 'seatsGone':
    case 'sentToVoicemail':
      return reception !== undefined && state !== 'queued'
    case 'deskOrdered':
    case 'seatLost':
      return reception !== undefined && state !== 'attended'
    default:
      return false
  }
}

/** A caller who waited in vain for the reception hears music while others ring. */
function playOn(turn: Turn): Verdict {
  if (turn.call.answeredAt === undefined) return 'illegal'
  const { language } = turn.call.plan.number
  turn.commands.push({ do: 'playWaiting', announcement: false, language })
  return 'handled'
}

/** The caller waits for somebody, and timers run. */
function isWaiting(state: CallState): boolean {
  return (
    state === 'hunting' ||
    state === 'queued' ||
    state === 'forwarding' ||
    state === 'calling-out' ||
    state === 'attended' ||
    state === 'transferring'
  )
}

/** A leg that was cancelled may still answer: the 200 that crosses our CANCEL gets BYE (RFC 3261 §9.1, C4). */
function absorb(turn: Turn, event: CallEvent, leg: Leg): Verdict {
  if (event.type === 'legAnswered') turn.commands.push({ do: 'byeLeg', leg: leg.leg })
  return 'handled'
}

/** Enters steps from the present one on, until one takes the call; a route that is spent ends with its notice. */
function takeSteps(turn: Turn, after: After): 'handled' {
  const { call } = turn
  const { steps, end } = call.plan.route
  for (let why = after; ; call.step++) {
    if (why === 'redirect-loop') return lastResort(turn, 'redirect-loop')
    const step = steps[call.step]
    if (step === undefined) {
      return announce(turn, end ?? 'nobody-available', why === 'no-mailbox' ? why : 'route-exhausted')
    }
    if (step.target !== 'voicemail' && ringSeconds(turn, step.limitSeconds) < 1) {
      const reason = 'The caller has waited as long as a caller may.'
      notePath(turn, { step: stepName(call, step), target: '', outcome: 'skipped', reason })
      return lastResort(turn, 'waited-too-long')
    }
    const verdict = enterStep(turn, step, why)
    if (verdict === 'handled') return verdict
    why = verdict
  }
}

function stepName(call: Call, step: Step): PathStep {
  return step.target === 'hunt-group' ? huntStep(call) : step.target
}

function enterStep(turn: Turn, step: Step, after: After): 'handled' | StepEnd {
  switch (step.target) {
    case 'hunt-group':
      return enterHuntGroup(turn, step)
    case 'reception':
      return enterReception(turn, step.limitSeconds)
    case 'forward':
      return enterForward(turn, step, after)
    case 'voicemail':
      return enterVoicemail(turn)
  }
}

/** A call that may not go on along its route ends at the mailbox, or at a notice without one (C11). */
function lastResort(turn: Turn, reason: 'redirect-loop' | 'waited-too-long'): 'handled' {
  turn.call.step = turn.call.plan.route.steps.length
  if (enterVoicemail(turn) === 'handled') return 'handled'
  return announce(turn, turn.call.plan.route.end ?? 'nobody-available', reason)
}
