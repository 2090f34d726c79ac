/** Lists events. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentSiteEvent } from './present-site-event.ts'

export const listSiteEvents: Handler<typeof contract.listSiteEvents> = async ({ query }, { db }) =>
  presentPage(await storage.listSiteEvents(db, query), presentSiteEvent)
