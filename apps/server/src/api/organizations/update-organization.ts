/** Renames an organization (N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentOrganization } from './present-organization.ts'

export const updateOrganization: Handler<typeof contract.updateOrganization> = async (
  { params, body: { version, name } },
  { db },
) =>
  presented(
    await storage.updateOrganization(db, params.organizationId, version, { name }),
    presentOrganization,
  )
