/** A change is answered when calls obey it, so that a call placed upon the answer finds it so (M5). */

import { Refused } from '../errors.ts'
import type { Route } from '../http/handler.ts'
import type { RouteAcknowledgement } from '../http/ports.ts'

/** The change is made and holds soon in any case: longer than this, ms, nobody is kept waiting. */
const PATIENCE_MS = 1_000

/** Waits for the engines, not for ever, and whatever they say. */
export async function obeyedSoon(routing: RouteAcknowledgement): Promise<void> {
  await routing.obeyed(PATIENCE_MS).catch(() => {})
}

/** The same routes; those that change something answer when the engines obey the change. */
export const obeyedRoutes = (routing: RouteAcknowledgement, routes: readonly Route[]): Route[] =>
  routes.map((route) =>
    route.method.method === 'GET' ? route : { ...route, handle: obeyed(routing, route) },
  )

const obeyed =
  (routing: RouteAcknowledgement, { handle }: Route): Route['handle'] =>
  async (input, facts) => {
    const answer = await handle(input, facts)
    if (!Refused.is(answer)) await obeyedSoon(routing)
    return answer
  }
