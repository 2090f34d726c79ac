/** Counts what an organization has. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const countOrganization: Handler<typeof contract.countOrganization> = async (
  { params: { organizationId } },
  { db },
) =>
  (await storage.findOrganization(db, organizationId))
    ? storage.countOrganization(db, organizationId)
    : noSuch('organization')
