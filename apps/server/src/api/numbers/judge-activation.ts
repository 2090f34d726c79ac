/**
 * Whether a main number that is activated would lead its callers in a circle (M6): routes that hold for it, such as
 * those of events at its site, were saved while their target was no main number and went nowhere from there.
 */
import { defaultSettings, forwardsOfRoute, routesOf, validateForwards, validateRoute } from '@mainline/pbx'
import { loadPlans, type PhoneNumber } from '@mainline/storage'
import { type Refused, refusedFor } from '../../errors.ts'
import { forwardsOf, holdForwardGraph, type JudgeNeeds } from '../call-settings/forward-graph.ts'

/** @returns a refusal that names each route and step; undefined for a number that may be activated */
export async function judgeActivation(
  needs: JudgeNeeds,
  { e164, kind, organizationId }: Pick<PhoneNumber, 'e164' | 'kind' | 'organizationId'>,
): Promise<Refused | undefined> {
  if (kind !== 'main' || organizationId === null) return undefined
  const [live] = await loadPlans(needs.pool, e164, Date.now(), 1)
  if (!live) return undefined
  const routes = routesOf({ ...live.plan, settings: live.plan.settings ?? defaultSettings })
  const forwards = routes.flatMap(({ route }) => forwardsOfRoute(route))
  const graph = await holdForwardGraph(needs, forwards)
  return refusedFor([
    ...routes.flatMap(({ path, route }) => validateRoute(path, route, { e164, hasMailbox: true })),
    ...validateForwards(e164, routes, (other) => forwardsOf(graph.get(other))),
  ])
}
