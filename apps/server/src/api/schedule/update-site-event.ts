/** Replaces an event (M9, N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { judgeEvent } from './judge-event.ts'
import { presentSiteEvent } from './present-site-event.ts'

export const updateSiteEvent =
  ({ database }: { database: storage.Database }): Handler<typeof contract.updateSiteEvent> =>
  async ({ params: { eventId }, body: { version, ...body } }, { db }) => {
    const event = await storage.findSiteEvent(db, eventId)
    if (!event) return noSuch('event')
    const refused = await judgeEvent({ db, pool: database.pool }, event.operatorId, body)
    if (refused) return refused
    return presented(await storage.updateSiteEvent(db, eventId, version, body), presentSiteEvent)
  }
