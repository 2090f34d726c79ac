/** Creates an operator, or an occupier of one. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { isOperator } from './is-operator.ts'
import { presentOrganization } from './present-organization.ts'

export const createOrganization: Handler<typeof contract.createOrganization> = async (
  { body },
  { db, principal },
) => {
  if (body.operatorId === undefined && principal.role !== 'provider-admin')
    return new Refused('forbidden', 'only the provider creates operators; name the operator of the occupier')
  if (body.operatorId !== undefined && !(await isOperator(db, body.operatorId))) return noSuch('operator')
  return presentOrganization(await storage.createOrganization(db, body))
}
