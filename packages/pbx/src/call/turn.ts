/**
 * One turn of a call: a copy of its state that the functions of this folder may change until `advance` returns it,
 * and the commands collected meanwhile. The call that came in is never touched; arrays are replaced, not changed.
 */
import type { Call } from './call.ts'
import type { CallCommand } from './call-command.ts'
import type { PathStep, StepOutcome } from './path.ts'

type Draft = { -readonly [K in keyof Call]: Call[K] }

/** What the functions of a turn share. */
export interface Turn {
  readonly call: Draft
  /** Epoch ms of the event. */
  readonly at: number
  readonly commands: CallCommand[]
}

/** Why a step ended without taking the call. */
export type StepEnd = 'no-answer' | 'user-busy' | 'unavailable' | 'no-mailbox' | 'redirect-loop'

/** Why a step begins: the call has arrived, or the step before ended so. */
export type After = 'arrival' | StepEnd

/** What a state function says: the event was dealt with, it is illegal here, or the next step is due. */
export type Verdict = 'handled' | 'illegal' | After

/** Most ms a caller waits for an answer: well under the three minutes a carrier grants (RFC 3261 §16.6 timer C). */
const preAnswerMs = 120_000

/** Seconds that a step may ring: its own limit, or what is left until the caller has waited long enough unanswered. */
export function ringSeconds(turn: Turn, limitSeconds: number): number {
  if (turn.call.answeredAt !== undefined) return limitSeconds
  const left = turn.call.arrivedAt + preAnswerMs - turn.at
  return Math.min(limitSeconds, Math.max(left, 0) / 1000)
}

/** Adds a line to the path, from the present step's beginning to now (C13). */
export function notePath(
  turn: Turn,
  entry: { step: PathStep; target: string; outcome: StepOutcome; reason: string },
): void {
  const { call, at } = turn
  const { step, target, outcome, reason } = entry
  call.path = [...call.path, { step, target, from: call.stepFrom, to: at, outcome, reason }]
  call.stepFrom = at
}

/** Whole seconds since the present step began, for words. */
export function secondsOfStep(turn: Turn): number {
  return Math.round((turn.at - turn.call.stepFrom) / 1000)
}

/** Seconds until a caller hears ringing although no phone has said that it rings: silence sounds like a dead line. */
const ringbackAfterSeconds = 4

/** The caller hears ringing when the first phone rings, or soon if none says so. */
export function awaitRinging(turn: Turn): void {
  if (turn.call.ringingSent || turn.call.answeredAt !== undefined) return
  turn.call.ringbackTimer = true
  turn.commands.push({ do: 'startTimer', name: 'ringback', seconds: ringbackAfterSeconds })
}

/** 180 to the caller, once per call. */
export function sendRingingOnce(turn: Turn): void {
  stopRingback(turn)
  if (turn.call.ringingSent || turn.call.answeredAt !== undefined) return
  turn.call.ringingSent = true
  turn.commands.push({ do: 'sendRinging' })
}

/** Stops what was started when the ringing step began. */
export function stopTimers(turn: Turn): void {
  turn.commands.push({ do: 'stopTimer', name: 'step' })
  stopRingback(turn)
  if (turn.call.externalTimer) turn.commands.push({ do: 'stopTimer', name: 'external' })
  turn.call.externalTimer = false
  if (turn.call.reception === undefined) return
  turn.commands.push({ do: 'stopTimer', name: 'comfort' }, { do: 'stopTimer', name: 'overflow' })
}

function stopRingback(turn: Turn): void {
  if (!turn.call.ringbackTimer) return
  turn.call.ringbackTimer = false
  turn.commands.push({ do: 'stopTimer', name: 'ringback' })
}
