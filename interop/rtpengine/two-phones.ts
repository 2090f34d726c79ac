/** Two phones of a test, whom a plane joins, and whether they hear each other: the caller says 440 Hz, the callee 1000. */
import type { AudioPlane, MediaEndpoint } from '@mainline/media'
import { heard, openPhone, relayCall } from '../../packages/media/testing/plane-and-phones.ts'

/** Levels in dBFS of a tone that is not heard, and of one that is. */
export const silent = -50
export const loud = -14

type Phone = Awaited<ReturnType<typeof openPhone>>

/** Two phones, silent; one has called the other through the plane, which has an endpoint for each. */
export async function openCall(plane: AudioPlane) {
  const [caller, callee] = [await openPhone(), await openPhone()]
  const [a, b] = relayCall(plane, caller, callee)
  return { caller, callee, a, b }
}

/** Both speak from now on, and hear each other. */
export async function talk(caller: Phone, callee: Phone): Promise<void> {
  caller.speak(440)
  callee.speak(1000)
  await hearEachOther(caller, callee)
}

export async function hearEachOther(caller: Phone, callee: Phone): Promise<void> {
  await heard(callee, 440).toBeGreaterThan(loud)
  await heard(caller, 1000).toBeGreaterThan(loud)
}

/** Those of the endpoints that have moved, which their parties must be told of: it grows. */
export function movesOf(...endpoints: readonly MediaEndpoint[]): readonly MediaEndpoint[] {
  const moved: MediaEndpoint[] = []
  for (const endpoint of endpoints) endpoint.onMoved?.(() => moved.push(endpoint))
  return moved
}
