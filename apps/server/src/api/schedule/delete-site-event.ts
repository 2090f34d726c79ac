/** Takes an event back. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presentedGone } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentSiteEvent } from './present-site-event.ts'

export const deleteSiteEvent: Handler<typeof contract.deleteSiteEvent> = async ({ params, query }, { db }) =>
  presentedGone(await storage.deleteSiteEvent(db, params.eventId, query.version), presentSiteEvent)
