/** Takes an event back. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { orRefused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const deleteSiteEvent: Handler<typeof contract.deleteSiteEvent> = async ({ params }, { db }) =>
  orRefused(await storage.deleteSiteEvent(db, params.eventId))
