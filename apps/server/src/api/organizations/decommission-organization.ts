/** An occupier leaves (N7). */
import type * as contract from '@mainline/contract'
import { decommission } from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentOrganization } from './present-organization.ts'

export const decommissionOrganization: Handler<typeof contract.decommissionOrganization> = async (
  { params, body },
  { db },
) => presented(await decommission(db, params.organizationId, body), presentOrganization)
