/** Whether a dated change may be saved: its dates, its place among the others, its routes, forwarding in a circle (M6). */
import {
  callingCodeOf,
  type DatedChange,
  forwardsOfRoute,
  offsetWindow,
  routesOfChange,
  validateChange,
  validateForwards,
} from '@mainline/pbx'
import { callsOutOf, type DatedChangeInput, findSite, type JudgeChange, toPbxChange } from '@mainline/storage'
import { noSuch, type Refused, refusedFor } from '../../errors.ts'
import { forwardsOf, holdForwardGraph, type JudgeNeeds } from '../call-settings/forward-graph.ts'
import type { SettingsHolder } from '../call-settings/settings-holder.ts'

/**
 * @param id of the change that is replaced; empty for a new one
 * @returns why it cannot be saved, or what is left to be asked when the others are known for certain
 */
export async function judgeChange(
  needs: JudgeNeeds,
  { number, settings }: SettingsHolder,
  input: DatedChangeInput,
  id = '',
): Promise<JudgeChange | Refused> {
  const site = await findSite(needs.tx, settings.siteId)
  if (!site) return noSuch('site')
  const { from: startsAt, until: endsAt } = input
  const change = toPbxChange({ ...input, id, startsAt, endsAt })
  const now = Date.now()
  const local = now + offsetWindow(site.timeZone, now).offset
  const outside = { callingCode: callingCodeOf(number.e164), classes: callsOutOf(site).classes }
  const context = { e164: number.e164, hasMailbox: true, outside }
  const judge = (others: readonly DatedChange[]) => validateChange(change, others, context, local)
  const refused = refusedFor(judge([])) ?? (await judgeForwards(needs, number.e164, change))
  return refused ?? ((others) => judge(others)[0])
}

async function judgeForwards(
  needs: JudgeNeeds,
  e164: string,
  change: DatedChange,
): Promise<Refused | undefined> {
  const routes = routesOfChange(change)
  const forwards = routes.flatMap(({ route }) => forwardsOfRoute(route))
  const graph = await holdForwardGraph(needs, forwards)
  return refusedFor(validateForwards(e164, routes, (other) => forwardsOf(graph.get(other))))
}
