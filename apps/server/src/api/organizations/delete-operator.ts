/** Removes an operator that was opened by mistake. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presentedGone } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentOrganization } from './present-organization.ts'

export const deleteOperator: Handler<typeof contract.deleteOperator> = async ({ params, query }, { db }) =>
  presentedGone(await storage.removeOperator(db, params.organizationId, query.version), presentOrganization)
