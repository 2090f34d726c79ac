/** Lists sites. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentSite } from './present-site.ts'

export const listSites: Handler<typeof contract.listSites> = async ({ query }, { db }) =>
  presentPage(await storage.listSites(db, query), presentSite)
