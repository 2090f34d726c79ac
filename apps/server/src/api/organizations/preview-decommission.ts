/** Counts what would go (N7). */
import type * as contract from '@mainline/contract'
import { countForDecommission, findOrganization } from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const previewDecommission: Handler<typeof contract.previewDecommission> = async (
  { params },
  { db },
) => {
  if (!(await findOrganization(db, params.organizationId))) return noSuch('organization')
  return countForDecommission(db, params)
}
