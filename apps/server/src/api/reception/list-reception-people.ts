/** Lists the people of an organization at a site, and what their phones are doing (C8). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import type { ReceptionNeeds } from './reception-needs.ts'

export const listReceptionPeople =
  ({ reception }: ReceptionNeeds): Handler<typeof contract.listReceptionPeople> =>
  async ({ params: { siteId, organizationId } }, { db }) => {
    if (!(await storage.findSite(db, siteId))) return noSuch('site')
    if (!(await storage.findOrganization(db, organizationId))) return noSuch('organization')
    const people = await storage.receptionPeople(db, siteId, organizationId, Date.now())
    const busy = await reception.busyDevices()
    const [talking, ringing] = [new Set(busy.talking), new Set(busy.ringing)]
    const calling = new Set(busy.calling)
    return {
      items: people.map(({ deviceIds, registered, ...person }) => ({
        ...person,
        state:
          calling.has(person.e164) || deviceIds.some((id) => talking.has(id))
            ? ('talking' as const)
            : deviceIds.some((id) => ringing.has(id))
              ? ('ringing' as const)
              : registered
                ? ('free' as const)
                : ('unregistered' as const),
      })),
    }
  }
