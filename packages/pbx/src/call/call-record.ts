/** What is kept of a call that is over (C13): the engine adds what pbx does not know – codecs, media statistics. */
import type { Call, Leg } from './call.ts'
import type { PathEntry } from './path.ts'
import { type Termination, terminationInWords } from './termination.ts'

/** One row per call, the legs and the path as children. Times in epoch ms. */
export interface CallRecord {
  readonly numberId: string
  readonly siteId: string
  readonly organizationId: string | undefined
  readonly called: string
  readonly callerNumber: string | undefined
  readonly callerName: string | undefined
  readonly arrivedAt: number
  readonly answeredAt: number | undefined
  readonly endedAt: number
  readonly settingsVersion: number
  readonly rule: string
  readonly termination: Termination
  readonly sentence: string
  readonly path: readonly PathEntry[]
  readonly legs: readonly Leg[]
}

/** The record of a finished call, or undefined while it lives. */
export function recordOf(call: Call): CallRecord | undefined {
  const { plan, termination, endedAt } = call
  if (termination === undefined || endedAt === undefined) return undefined
  return {
    numberId: plan.number.numberId,
    siteId: plan.number.siteId,
    organizationId: plan.number.organizationId,
    called: plan.number.e164,
    callerNumber: plan.caller.number,
    callerName: plan.caller.name,
    arrivedAt: call.arrivedAt,
    answeredAt: call.answeredAt,
    endedAt,
    settingsVersion: plan.settingsVersion,
    rule: plan.ruling.rule,
    termination,
    sentence: terminationInWords(termination),
    path: call.path,
    legs: call.legs,
  }
}
