/** Whether an event may be saved: its dates, whom it names, and its own route (M6, M9). */
import type { createSiteEvent, MethodInput } from '@mainline/contract'
import { validateEvent } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { noSuch, Refused, refusedFor } from '../../errors.ts'
import type { JudgeNeeds } from '../call-settings/forward-graph.ts'
import { judgeScheduleRoute } from './judge-schedule-route.ts'

type EventBody = MethodInput<typeof createSiteEvent>['body']

/**
 * @param operatorId of the event
 * @returns why it cannot be saved; undefined when it can
 */
export async function judgeEvent(
  needs: JudgeNeeds,
  operatorId: string,
  body: EventBody,
): Promise<Refused | undefined> {
  const { name, when, route, hours } = body
  const faults = validateEvent({ id: '', name, scope: 'site', when, hours: hours ?? undefined })
  return (
    refusedFor(faults) ??
    (await judgeTenant(needs.tx, operatorId, body)) ??
    (route ? judgeScheduleRoute(needs, `“${name}”`, route, body) : undefined)
  )
}

async function judgeTenant(
  db: storage.Db,
  operatorId: string,
  { siteIds, organizationId, numberId }: EventBody,
): Promise<Refused | undefined> {
  for (const id of new Set(siteIds)) {
    const site = await storage.findSite(db, id)
    if (!site) return noSuch('site')
    if (site.operatorId !== operatorId)
      return new Refused('wrong-tenant', 'the sites belong to different operators')
  }
  if (organizationId !== null) {
    const organization = await storage.findOrganization(db, organizationId)
    if (organization?.operatorId !== operatorId) return noSuch('organization of this operator')
  }
  if (numberId !== null) {
    const number = await storage.findNumber(db, numberId)
    if (!number || !siteIds.includes(number.siteId)) return noSuch('number at these sites')
    if (organizationId !== null && number.organizationId !== organizationId)
      return new Refused('wrong-tenant', 'the number is not of this organization: the event would never hold')
  }
  return undefined
}
