/**
 * What a caller and an organization had to do with each other: asked once the call is shown, never waited for. It is no
 * part of the call, so that neither its ringing nor Answer depends on it.
 */
import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import type { DeskCall } from './desk-state.ts'
import { digitsOf, MOST_READ } from './known-of-caller.ts'

export const callerHistoryKey = ['calls-of-caller']

/** Calls of this caller to the organization that the receptionist may see, newest first. */
export function useCallerHistory(call: DeskCall) {
  const { organizationId } = call
  const callerDigits = digitsOf(call)
  return useQuery({
    queryKey: [...callerHistoryKey, organizationId, callerDigits],
    enabled: callerDigits !== undefined && organizationId !== null,
    queryFn: () =>
      api.listCalls({
        query: { organizationId: organizationId ?? '', callerDigits, direction: 'in', limit: MOST_READ },
      }),
  })
}
