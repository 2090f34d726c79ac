/** Makes a link by which a user chooses a new password, for an administrator to hand over where no mail is sent. */
import { randomBytes } from 'node:crypto'
import type * as contract from '@mainline/contract'
import type { Principal } from '@mainline/contract'
import { type Db, findMembership, membershipsOf, notePasswordLink } from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { resetSeconds } from '../../sign-in/sign-in-library.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { toIso } from '../instant.ts'
import { needsPerson } from '../sign-in/person.ts'
import { mayGrant } from './grant.ts'

export const handOverPasswordLink =
  ({
    db: everywhere,
    library,
    mail,
    publicUrl,
  }: SignInNeeds): Handler<typeof contract.handOverPasswordLink> =>
  async ({ params }, { db, principal }) => {
    // The provider's own token can do everything anyway. Any other's link would outlive the token, and whoever stole it.
    if (principal.kind === 'token' && principal.operatorId !== null) return needsPerson()
    const owner = await transact(db, async (tx) => {
      const user = await findMembership(tx, params.membershipId)
      if (!user) return noSuch('user')
      if (user.retiredAt !== null) return new Refused('wrong-state', 'the user is retired')
      if (mail.on)
        return new Refused(
          'wrong-state',
          `${user.name} gets such a link by e-mail, from the page of the sign-in`,
        )
      // A browser left open would be enough otherwise.
      if (user.userId === principal.userId)
        return new Refused('wrong-state', 'you change your own password with the present one')
      const refused = await mayActEverywhere(tx, principal, await membershipsOf(everywhere, user.userId))
      if (refused) return refused
      await notePasswordLink(tx, user.id)
      return user.userId
    })
    if (typeof owner !== 'string') return owner
    const token = randomBytes(24).toString('base64url')
    const expiresAt = new Date(Date.now() + resetSeconds * 1000)
    const { internalAdapter } = await (await library()).$context
    await internalAdapter.createVerificationValue({
      identifier: `reset-password:${token}`,
      value: owner,
      expiresAt,
    })
    // After the #, so that it stands in no log and no Referer.
    return { link: `${publicUrl}/reset-password#${token}`, expiresAt: toIso(expiresAt.getTime()) }
  }

/** Whoever has the password acts in all of the person's roles, so that each has to be within the principal's reach. */
async function mayActEverywhere(
  tx: Db,
  principal: Principal,
  memberships: readonly { id: string }[],
): Promise<Refused | undefined> {
  for (const { id } of memberships) {
    const seen = await findMembership(tx, id)
    if (!seen) return new Refused('role-above-own', 'the person has a role elsewhere too')
    const refused = mayGrant(principal, seen)
    if (refused) return refused
  }
  return undefined
}
