/** Lists the imports of a site, newest first. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentImport } from './present-import.ts'

export const listImports: Handler<typeof contract.listImports> = async ({ params, query }, { db }) => {
  if (!(await storage.findSite(db, params.siteId))) return noSuch('site')
  return presentPage(await storage.listImports(db, params.siteId, query), presentImport)
}
