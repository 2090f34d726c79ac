/** Announces an event (M9). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { judgeEvent } from './judge-event.ts'
import { presentSiteEvent } from './present-site-event.ts'

export const createSiteEvent =
  ({ database }: { database: storage.Database }): Handler<typeof contract.createSiteEvent> =>
  async ({ body }, { db }) => {
    const site = await storage.findSite(db, body.siteIds[0] ?? '')
    if (!site) return noSuch('site')
    const { operatorId } = site
    const refused = await judgeEvent({ db, pool: database.pool }, operatorId, body)
    if (refused) return refused
    return presented(await storage.createSiteEvent(db, { ...body, operatorId }), presentSiteEvent)
  }
