/** Reads an event. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentSiteEvent } from './present-site-event.ts'

export const getSiteEvent: Handler<typeof contract.getSiteEvent> = async ({ params }, { db }) => {
  const event = await storage.findSiteEvent(db, params.eventId)
  return event ? presentSiteEvent(event) : noSuch('event')
}
