/** Ends a user's access. */
import type * as contract from '@mainline/contract'
import { findMembership, retireMembership } from '@mainline/storage'
import { noSuch, presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { mayGrant, refuseLastAdmin } from './grant.ts'
import { presentUser } from './present-user.ts'

export const retireUser =
  (): Handler<typeof contract.retireUser> =>
  async ({ params, body: { version } }, { db, principal }) =>
    transact(db, async (tx) => {
      const present = await findMembership(tx, params.membershipId)
      if (!present) return noSuch('user')
      const refused = mayGrant(principal, present)
      if (refused) return refused
      const last = await refuseLastAdmin(tx, principal, present)
      if (last) return last
      return presented(await retireMembership(tx, present.id, version), presentUser)
    })
