/**
 * "Who would ring at 18:05 on Sunday?" (product §6.1): the decision and the steps of a call that has not happened,
 * found by playing it through the functions that handle live calls.
 */

import type { Caller, DeviceTarget, NumberPlan } from './call/call-plan.ts'
import type { PathEntry } from './call/path.ts'
import { planCall, timetableOf } from './call/plan-call.ts'
import { nobodyAnswers, simulateCall, type World } from './call/simulate-call.ts'
import type { Termination } from './call/termination.ts'
import type { Ruling } from './site-schedule.ts'

/** What to preview. */
export interface PreviewRequest {
  readonly number: NumberPlan
  /** Epoch ms. */
  readonly at: number
  /** Epoch ms; the sentence says whether `at` is past or to come. Left out: it is `at`. */
  readonly now?: number | undefined
  /** Registration state: devices that ring, by number id. */
  readonly reach: (numberId: string) => readonly DeviceTarget[]
  readonly readySeats?: number | undefined
  readonly caller?: Caller | undefined
  /** What people and mailbox do; by default nobody answers, so that the whole route shows. */
  readonly world?: World | undefined
}

/** The ordered path with the reason for each step. */
export interface Preview {
  readonly ruling: Ruling
  readonly path: readonly PathEntry[]
  readonly termination: Termination | undefined
  /** "A caller reaches …", "will reach …" or, by today's settings, "would have reached …" (M4). */
  readonly sentence: string
}

/** Plays one call. */
export function preview(request: PreviewRequest): Preview {
  const { number, at, now = at, reach, readySeats, world = nobodyAnswers } = request
  const caller = request.caller ?? { origin: 'trunk' }
  const plan = planCall({ number, at, caller, reach, readySeats })
  const { call } = simulateCall(plan, at, world)
  const { path, termination } = call
  return {
    ruling: plan.ruling,
    path,
    termination,
    sentence: `A caller ${verbAt(at, now)} ${reachedBy(path)}.`,
  }
}

/** A stretch of time under one ruling. */
export interface StripInterval {
  /** Epoch ms. */
  readonly from: number
  /** Epoch ms, exclusive. */
  readonly until: number
  readonly ruling: Ruling
}

/** The rulings of a main number from `from` (epoch ms) for so many days of 24 hours. */
export function strip(number: NumberPlan, from: number, days: number): readonly StripInterval[] {
  return timetableOf(number).rulings(from, from + days * 86_400_000)
}

/** What lies within it is now: an instant is asked for by the minute. */
const MINUTE_MS = 60_000

/** Of what is past the settings of then are not asked: it is what would have been. */
function verbAt(at: number, now: number): string {
  if (Math.abs(at - now) < MINUTE_MS) return 'reaches'
  return at > now ? 'will reach' : 'would have reached'
}

function reachedBy(path: readonly PathEntry[]): string {
  const tried = path.filter(({ outcome }) => outcome !== 'decided' && outcome !== 'skipped')
  const words = tried.map(({ step, target, outcome }) => {
    if (outcome === 'rejected') return 'nobody: the number receives no calls'
    switch (step) {
      case 'hunt-group':
        return `the hunt group (${target})`
      case 'devices':
        return `the phones of ${target}`
      case 'voicemail':
        return `the mailbox of ${target}`
      case 'notice':
        return 'a spoken notice'
      case 'reception':
        return `the reception of ${target}`
      default:
        return target
    }
  })
  return words.join(', then ')
}
