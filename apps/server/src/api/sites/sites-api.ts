/** The methods of the group `sites` with their handlers. */

import * as contract from '@mainline/contract'
import type { Db } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { createSite } from './create-site.ts'
import { getSite } from './get-site.ts'
import { listSites } from './list-sites.ts'
import { updateSite } from './update-site.ts'

export const sitesApi = (needs: { db: Db }): Route[] => [
  on(contract.createSite, createSite(needs)),
  on(contract.getSite, getSite(needs)),
  on(contract.listSites, listSites(needs)),
  on(contract.updateSite, updateSite(needs)),
]
