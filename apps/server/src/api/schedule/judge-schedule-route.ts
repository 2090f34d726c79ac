/** Whether a route that overrules those of many numbers may be saved: its form, and forwarding in a circle (M6). */
import {
  forwardsOfRoute,
  type NumberPlan,
  type Refusal,
  type Route,
  refuse,
  validateRoute,
} from '@mainline/pbx'
import { type Refused, refusedFor } from '../../errors.ts'
import { holdForwardGraph, type JudgeNeeds } from '../call-settings/forward-graph.ts'
import { outsideAllowedAt } from '../call-settings/outside-allowed-at.ts'

/** The main numbers that a route holds for. */
export interface RouteScope {
  readonly siteIds: readonly string[]
  readonly organizationId: string | null
  readonly numberId: string | null
}

/** @param path what the refusal calls the route */
export async function judgeScheduleRoute(
  needs: JudgeNeeds,
  path: string,
  route: Route,
  scope: RouteScope,
): Promise<Refused | undefined> {
  const faults = validateRoute(path, route, { e164: '', hasMailbox: true })
  if (faults.length > 0) return refusedFor(faults)
  for (const siteId of scope.siteIds) {
    const refused = refusedFor(await notAllowedAt(needs, siteId, path, route))
    if (refused) return refused
  }
  const loops: Refusal[] = []
  for (const number of forwardsOfRoute(route)) {
    const reached = await holdForwardGraph(needs, [number])
    const step = 1 + route.steps.findIndex((one) => one.target === 'forward' && one.number === number)
    if ([...reached.values()].some((plan) => holdsFor(scope, plan)))
      loops.push(refuse('forward-loop', { path, step }))
  }
  return refusedFor(loops)
}

/** Forwards that the site does not allow; the numbers of a site are of one country. */
async function notAllowedAt(
  { tx }: JudgeNeeds,
  siteId: string,
  path: string,
  route: Route,
): Promise<readonly Refusal[]> {
  if (forwardsOfRoute(route).length === 0) return []
  const number = await tx
    .selectFrom('numbers')
    .select('e164')
    .where('siteId', '=', siteId)
    .limit(1)
    .executeTakeFirst()
  const outside = number && (await outsideAllowedAt(tx, siteId, number.e164))
  return validateRoute(path, route, { e164: '', hasMailbox: true, outside })
}

const holdsFor = ({ siteIds, organizationId, numberId }: RouteScope, plan: NumberPlan): boolean =>
  plan.kind === 'main' &&
  siteIds.includes(plan.siteId) &&
  (organizationId === null || organizationId === plan.organizationId) &&
  (numberId === null || numberId === plan.numberId)
