/** Makes a token; its secret is shown once. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { fromIso } from '../instant.ts'
import { membershipBehind, refuseEnded } from '../membership-behind.ts'
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
    const ended = await refuseEnded(tx, principal)
    if (ended) return ended
    const scope = await tokenScope(tx, principal, body)
    if (Refused.is(scope)) return scope
    const { name, role } = body
    const membershipId = await membershipBehind(tx, principal)
    const made = { ...scope, name, role, expiresAt, createdBy: principal.name, membershipId }
    const { token, secret } = await storage.createApiToken(tx, made)
    return { token: presentToken(token), secret }
  })
}
