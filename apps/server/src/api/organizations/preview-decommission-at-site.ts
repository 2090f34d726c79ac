/** Counts what would go from one site (N7). */
import type * as contract from '@mainline/contract'
import { countForDecommission, sitesOf } from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const previewDecommissionAtSite: Handler<typeof contract.previewDecommissionAtSite> = async (
  { params },
  { db },
) => {
  const sites = await sitesOf(db, params.organizationId)
  return sites.includes(params.siteId)
    ? countForDecommission(db, params)
    : noSuch('organization at this site')
}
