/** Emergency closure of a site, until it is lifted (M9). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { judgeScheduleRoute } from './judge-schedule-route.ts'
import { presentOverride } from './present-override.ts'

export const closeSite =
  ({ database }: { database: storage.Database }): Handler<typeof contract.closeSite> =>
  async ({ params: { siteId }, body }, { db }) => {
    const scope = { siteIds: [siteId], organizationId: null, numberId: null }
    const refused =
      body.route && (await judgeScheduleRoute(database.pool, 'Emergency closure', body.route, scope))
    if (refused) return refused
    return presented(await storage.setEmergencyClosure(db, { ...body, siteId }), presentOverride)
  }
