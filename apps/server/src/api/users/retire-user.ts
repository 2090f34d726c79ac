/** Ends a user's access. */
import type * as contract from '@mainline/contract'
import { findMembership, isLastAdmin, retireMembership } from '@mainline/storage'
import { noSuch, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { mayGrant } from './grant.ts'
import { presentUser } from './present-user.ts'

export const retireUser =
  (): Handler<typeof contract.retireUser> =>
  async ({ params, body: { version } }, { db, principal }) =>
    transact(db, async (tx) => {
      const present = await findMembership(tx, params.membershipId)
      if (!present) return noSuch('user')
      const refused = mayGrant(principal, present)
      if (refused) return refused
      if (present.id === principal.id && (await isLastAdmin(tx, present)))
        return new Refused('last-admin', 'you are the last administrator here')
      return presented(await retireMembership(tx, present.id, version), presentUser)
    })
