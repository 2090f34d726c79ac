/** Invites somebody to become a user. */
import type * as contract from '@mainline/contract'
import { createInvitation, findInvitation, hasMembership, newLinkToken } from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { reachFor } from './grant.ts'
import { type InvitationNeeds, issueInvitation } from './issue-invitation.ts'

export const inviteUser =
  (needs: InvitationNeeds): Handler<typeof contract.inviteUser> =>
  async ({ body: { name, email, ...asked } }, { db, principal }) =>
    transact(db, async (tx) => {
      const reach = await reachFor(tx, principal, asked)
      if (Refused.is(reach)) return reach
      if (await hasMembership(tx, email, reach))
        return new Refused('user-exists', `${email} is a user there already`)
      const { token, tokenHash } = newLinkToken()
      const input = { ...reach, name, email, invitedBy: principal.name }
      const invitation = await findInvitation(tx, await createInvitation(tx, input, tokenHash))
      return invitation ? issueInvitation(tx, needs, principal, { invitation, token }) : noSuch('invitation')
    })
