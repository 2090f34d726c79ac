/** Replaces an event (M9, N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { judgeEvent } from './judge-event.ts'
import { presentSiteEvent } from './present-site-event.ts'

export const updateSiteEvent =
  ({ database: { pool } }: { database: storage.Database }): Handler<typeof contract.updateSiteEvent> =>
  async ({ params: { eventId }, body: { version, ...body } }, { db }) =>
    transact(db, async (tx) => {
      const event = await storage.findSiteEvent(tx, eventId)
      if (!event) return noSuch('event')
      const refused = await judgeEvent({ tx, pool }, event.operatorId, body)
      if (refused) return refused
      return presented(await storage.updateSiteEvent(tx, eventId, version, body), presentSiteEvent)
    })
