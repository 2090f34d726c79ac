/** Announces an event (M9). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { judgeEvent } from './judge-event.ts'
import { presentSiteEvent } from './present-site-event.ts'

export const createSiteEvent =
  ({ database: { pool } }: { database: storage.Database }): Handler<typeof contract.createSiteEvent> =>
  async ({ body }, { db }) =>
    transact(db, async (tx) => {
      const site = await storage.findSite(tx, body.siteIds[0] ?? '')
      if (!site) return noSuch('site')
      const { operatorId } = site
      const refused = await judgeEvent({ tx, pool }, operatorId, body)
      if (refused) return refused
      return presented(await storage.createSiteEvent(tx, { ...body, operatorId }), presentSiteEvent)
    })
