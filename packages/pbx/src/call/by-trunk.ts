/** The trunks that a call out or a forward was tried by, each with its result in the path (C13). */
import type { LegFailed, TrunkFailed } from './call-event.ts'
import { notePath, secondsOfStep, type Turn } from './turn.ts'

/** One more trunk did not take it. Of a leg among others, and of whom the call is passed on to, only the end is told. */
export function noteTrunk(
  turn: Turn,
  { trunk, status, reason: words }: TrunkFailed,
  target: string,
): 'handled' {
  const { state } = turn.call
  if (state !== 'calling-out' && state !== 'forwarding') return 'handled'
  const step = state === 'forwarding' ? 'forward' : 'outside'
  const reason = `${trunk} did not put the call through (${status} ${words}).`
  notePath(turn, { step, target, outcome: 'failed', reason })
  return 'handled'
}

/** Who was called answered. */
export const answeredInWords = (turn: Turn, target: string, trunk: string | undefined): string =>
  trunk === undefined
    ? `${target} answered after ${secondsOfStep(turn)} s.`
    : `${target} answered after ${secondsOfStep(turn)} s by way of ${trunk}.`

/** Who was called, or the last trunk, did not take the call. */
export const refusedInWords = (target: string, { trunk, status, reason }: LegFailed): string =>
  trunk === undefined
    ? `${target} did not take the call (${status} ${reason}).`
    : `${target} did not take the call by way of ${trunk} (${status} ${reason}).`
