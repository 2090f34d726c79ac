/** Makes a token; its secret is shown once. */
import type * as contract from '@mainline/contract'
import type { Principal } from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { fromIso } from '../instant.ts'
import { membershipBehind } from '../membership-behind.ts'
import { presentToken } from './present-token.ts'
import { tokenScope } from './token-scope.ts'

export const createApiToken: Handler<typeof contract.createApiToken> = async (
  { body },
  { db, principal },
) => {
  const expiresAt = body.expiresAt === null ? null : fromIso(body.expiresAt)
  if (expiresAt !== null && expiresAt <= Date.now())
    return new Refused('token-end', 'the token would have ended already')
  return transact(db, async (tx) => {
    if (!(await mayStill(tx, principal)))
      return new Refused('forbidden', 'your access was changed at this moment')
    const scope = await tokenScope(tx, principal, body)
    if (Refused.is(scope)) return scope
    const { name, role } = body
    const membershipId = await membershipBehind(tx, principal)
    const made = { ...scope, name, role, expiresAt, createdBy: principal.name, membershipId }
    const { token, secret } = await storage.createApiToken(tx, made)
    return { token: presentToken(token), secret }
  })
}

/** Whether who asks is still what it was let in as: what is made now would outlive the end of it. */
async function mayStill(tx: storage.Tx, principal: Principal): Promise<boolean> {
  const { kind, id } = principal
  if (kind === 'user') return storage.holdMembership(tx, id, principal)
  if (id === 'provider') return true
  const maker = await storage.makerOfToken(tx, id)
  if (maker == null) return maker === null
  // A token that reaches too far ends with the change of its membership.
  return (await storage.holdMembership(tx, maker)) && (await storage.makerOfToken(tx, id)) !== undefined
}
