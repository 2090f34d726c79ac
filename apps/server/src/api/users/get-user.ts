/** Reads a user. */
import type * as contract from '@mainline/contract'
import { findMembership } from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentUser } from './present-user.ts'

export const getUser =
  (): Handler<typeof contract.getUser> =>
  async ({ params }, { db }) => {
    const found = await findMembership(db, params.membershipId)
    return found ? presentUser(found) : noSuch('user')
  }
