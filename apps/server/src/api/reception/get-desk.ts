/** Shows the reception of a site to its people. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentDesk } from './present-desk.ts'
import type { ReceptionNeeds } from './reception-needs.ts'

export const getDesk =
  ({ reception, system }: ReceptionNeeds): Handler<typeof contract.getDesk> =>
  async ({ params: { siteId } }, { db, principal }) => {
    const site = await storage.findSite(db, siteId)
    if (!site) return noSuch('site')
    const [view, mine] = await Promise.all([
      reception.view(siteId),
      principal.userId === null ? undefined : storage.findSeatOf(db, siteId, principal.userId),
    ])
    return presentDesk(system, site, view, { now: Date.now(), mine })
  }
