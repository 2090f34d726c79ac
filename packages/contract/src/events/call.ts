/** What every event of a call carries. */
import { z } from 'zod'
import { exampleCall } from '../calls/call.ts'

export const callBasics = {
  callId: z.string(),
  calledNumber: z.string(),
  callerNumber: z.string().nullable(),
  callerName: z.string().nullable(),
}

export const exampleBasics = {
  callId: exampleCall.callId,
  calledNumber: exampleCall.calledNumber,
  callerNumber: exampleCall.callerNumber,
  callerName: exampleCall.callerName,
}

/** The caller as people know one. */
export const callerOf = (data: { callerNumber: string | null; callerName: string | null }): string =>
  data.callerName ?? data.callerNumber ?? 'An anonymous caller'
