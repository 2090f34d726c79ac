/** Makes an exception for a holiday or calendar entry; a new import keeps it (M6, M9, N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { judgeEvent } from './judge-event.ts'
import { presentSiteEvent } from './present-site-event.ts'

export const changeImportedEvent =
  ({ database: { pool } }: { database: storage.Database }): Handler<typeof contract.changeImportedEvent> =>
  async ({ params: { eventId }, body: { version, ...change } }, { db }) =>
    transact(db, async (tx) => {
      const event = await storage.findSiteEvent(tx, eventId)
      if (!event) return noSuch('event')
      const { operatorId, kind, startsOn: from, endsOn: to } = event
      const refused = await judgeEvent({ tx, pool }, operatorId, {
        ...event,
        ...change,
        when: { kind, from, to },
      })
      if (refused) return refused
      return presented(await storage.changeImportedEvent(tx, eventId, version, change), presentSiteEvent)
    })
