/** A call as the API tells it, with times in seconds since the beginning of its case. */
import type { getCall, MethodOutput } from '@mainline/contract'
import type { RecordedCall } from './demo-case.ts'

export type CallInFull = MethodOutput<typeof getCall>

/** @param offsetMs milliseconds from the beginning of the case to that of the call */
export function toRecordedCall(call: CallInFull, offsetMs: number): RecordedCall {
  const began = Date.parse(call.startedAt)
  const sinceCall = (instant: string): number => (Date.parse(instant) - began) / 1000
  const sinceCase = (instant: string): number => Math.round(sinceCall(instant) * 1000 + offsetMs) / 1000
  return {
    caller: call.callerNumber ?? 'withheld',
    called: call.calledNumber,
    seconds: sinceCall(call.endedAt),
    sentence: call.sentence,
    path: call.path.map(({ step, target, from, to, outcome, reason }) => ({
      from: sinceCase(from),
      to: sinceCase(to),
      step,
      target,
      outcome,
      reason,
    })),
    legs: call.legs.map(({ name, startedAt, ringingAt, answeredAt, endedAt, outcome }) => ({
      name,
      from: sinceCall(startedAt),
      ringing: ringingAt === null ? undefined : sinceCall(ringingAt),
      answered: answeredAt === null ? undefined : sinceCall(answeredAt),
      to: sinceCall(endedAt ?? call.endedAt),
      outcome: outcome ?? 'open',
    })),
  }
}
