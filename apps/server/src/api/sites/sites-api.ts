/** The methods of the group `sites` with their handlers. */

import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import { createSite } from './create-site.ts'
import { deleteSite } from './delete-site.ts'
import { getSite } from './get-site.ts'
import { listSites } from './list-sites.ts'
import { updateSite } from './update-site.ts'

export const sitesApi = (): Route[] => [
  on(contract.createSite, createSite),
  on(contract.deleteSite, deleteSite),
  on(contract.getSite, getSite),
  on(contract.listSites, listSites),
  on(contract.updateSite, updateSite),
]
