/** Emergency closure of a site, until it is lifted (M9). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { judgeScheduleRoute } from './judge-schedule-route.ts'
import { presentOverride } from './present-override.ts'

export const closeSite =
  ({ database: { pool } }: { database: storage.Database }): Handler<typeof contract.closeSite> =>
  async ({ params: { siteId }, body }, { db, principal }) =>
    transact(db, async (tx) => {
      const scope = { siteIds: [siteId], organizationId: null, numberId: null }
      const refused =
        body.route && (await judgeScheduleRoute({ tx, pool }, 'Emergency closure', body.route, scope))
      if (refused) return refused
      const closure = { ...body, siteId, by: principal.name }
      return presented(await storage.setEmergencyClosure(tx, closure), presentOverride)
    })
