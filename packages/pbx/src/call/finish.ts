/** The ways a call ends: each gives one Termination, and nothing is ordered after it (C13). */
import type { Call, CallState } from './call.ts'
import type { Misfit } from './call-event.ts'
import { dropLegs } from './legs.ts'
import type { PathStep } from './path.ts'
import type { Reason, Termination } from './termination.ts'
import { notePath, stopTimers, type Turn } from './turn.ts'

/** Ends the call. */
export function finish(turn: Turn, termination: Termination): void {
  turn.call.state = 'finished'
  turn.call.endedAt = turn.at
  turn.call.termination = termination
  turn.commands.push({ do: 'finish', termination })
}

/** A final status to a caller that was not answered, and the end. */
export function rejectAndFinish(
  turn: Turn,
  answer: { status: number; phrase: string; retryAfterSeconds?: number; misfit?: Misfit | undefined },
  end: Termination,
): void {
  const { status, phrase, retryAfterSeconds, misfit } = answer
  turn.commands.push({ do: 'rejectCaller', status, reason: phrase, retryAfterSeconds, misfit })
  finish(turn, { ...end, status })
}

/** The caller's leg is gone: all others follow at once, a waiting place is given up (C6). */
export function abandon(
  turn: Turn,
  reason: 'caller-hung-up' | 'caller-not-acknowledging',
  completedElsewhere = false,
): 'handled' {
  const step = presentStep(turn.call)
  if (turn.call.state === 'calling-out') tellUnreached(turn, reason)
  release(turn, 'caller-left', completedElsewhere)
  const words = reason === 'caller-hung-up' ? 'The caller hung up.' : 'The caller never confirmed our answer.'
  notePath(turn, { step, target: '', outcome: 'abandoned', reason: words })
  const missed = !completedElsewhere && isMissable(turn.call)
  finish(turn, { result: 'abandoned', reason, step, missed })
  return 'handled'
}

/** We end a call that nobody talks in: drain, an administrator, broken media. */
export function endByUs(
  turn: Turn,
  reason: 'engine-stopping' | 'administrator' | 'media-unavailable',
  by?: string,
): 'handled' {
  const { call } = turn
  const end = closeDown(turn, { reason, by, words: endWords[reason] })
  if (call.answeredAt !== undefined) {
    turn.commands.push({ do: 'hangUpCaller' })
    finish(turn, end)
  } else if (reason === 'administrator') {
    rejectAndFinish(turn, { status: 480, phrase: 'Temporarily Unavailable' }, end)
  } else {
    rejectAndFinish(turn, { status: 503, phrase: 'Service Unavailable', retryAfterSeconds: 5 }, end)
  }
  return 'handled'
}

/** What the caller offered can be answered by nobody here: that is the offer's fault, and whoever can mend it has to hear of it (488). */
export function refuseOffer(turn: Turn, misfit: Misfit | undefined): 'handled' {
  const end = closeDown(turn, { reason: 'media-unavailable', words: misfitInWords(misfit) })
  if (turn.call.answeredAt === undefined) {
    rejectAndFinish(turn, { status: 488, phrase: 'Not Acceptable Here', misfit }, end)
  } else {
    turn.commands.push({ do: 'hangUpCaller' })
    finish(turn, end)
  }
  return 'handled'
}

function misfitInWords(misfit: Misfit | undefined): string {
  if (misfit === 'unsecured') return 'The sound of the caller was not secured, as it has to be.'
  if (misfit === undefined) return 'The caller offered no sound that we understand.'
  return `The caller offered no sound that we understand, only ${misfit.codecs.join(', ')}.`
}

/** Everything but the caller is let go of, and the path says why. @returns how the call ends */
function closeDown(
  turn: Turn,
  { reason, by, words }: { reason: Reason; by?: string | undefined; words: string },
): Termination {
  const { call } = turn
  const step = presentStep(call)
  if (call.state === 'calling-out') tellUnreached(turn, reason)
  release(turn, 'ended')
  notePath(turn, { step, target: '', outcome: 'ended', reason: words })
  return { result: 'ended-by-us', reason, step, by, missed: isMissable(call) }
}

/** Nobody has answered an emergency call, and nobody will (C15); of another call out nobody needs to hear. */
export function tellUnreached(turn: Turn, reason: Reason): void {
  if (turn.call.plan.outgoing?.class === 'emergency') turn.commands.push({ do: 'tellUnreached', reason })
}

/** The step that a call is in, as the path names it. */
export function presentStep(call: Call): PathStep {
  switch (call.state) {
    case 'hunting':
      return huntStep(call)
    case 'queued':
      return 'reception'
    case 'attended':
      return call.reception?.mode === 'passing' ? 'transfer' : 'reception'
    case 'transferring':
      return 'transfer'
    case 'forwarding':
      return 'forward'
    case 'calling-out':
      return 'outside'
    case 'answering':
      if (call.plan.number.state === 'PORTAL') return 'portal'
      return call.notice === undefined ? 'voicemail' : 'notice'
    case 'greeting':
    case 'recording':
      return 'voicemail'
    default:
      return 'notice'
  }
}

/** A main number rings a group, an ordinary one its own devices (C15). */
export function huntStep(call: Call): PathStep {
  return call.plan.number.kind === 'main' ? 'hunt-group' : 'devices'
}

/** A call to a number that rests, to the voice portal or to somebody else is no missed call of anybody here. */
function isMissable(call: Call): boolean {
  const { state } = call.plan.number
  return call.notice?.reason !== 'number-in-cooldown' && state !== 'PORTAL' && state !== 'OUTSIDE'
}

const endWords = {
  'engine-stopping': 'The engine shut down.',
  administrator: 'An administrator ended the call.',
  'media-unavailable': 'The sound path could not be set up.',
} as const satisfies Partial<Record<Reason, string>>

/** Legs, timers and waiting place of a call that is about to finish. */
function release(turn: Turn, outcome: 'caller-left' | 'ended', completedElsewhere = false): void {
  const { state, reception } = turn.call
  if (state === 'queued' && reception) turn.commands.push({ do: 'leaveQueue', siteId: reception.siteId })
  const timed: readonly CallState[] = ['hunting', 'forwarding', 'calling-out', 'queued']
  if (timed.includes(state)) stopTimers(turn)
  dropLegs(turn, outcome, () => true, completedElsewhere)
}
