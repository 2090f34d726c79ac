/** Sends an invitation again, with a new link. */
import type * as contract from '@mainline/contract'
import { findInvitation, newLinkToken, renewInvitation } from '@mainline/storage'
import { isRefused, noSuch, presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { mayGrant } from './grant.ts'
import { type InvitationNeeds, issueInvitation } from './issue-invitation.ts'
import { presentInvitation } from './present-invitation.ts'

export const resendInvitation =
  (needs: InvitationNeeds): Handler<typeof contract.resendInvitation> =>
  async ({ params, body: { version } }, { db, principal }) =>
    transact(db, async (tx) => {
      const present = await findInvitation(tx, params.invitationId)
      if (!present) return noSuch('invitation')
      const refused = mayGrant(principal, present)
      if (refused) return refused
      const { token, tokenHash } = newLinkToken()
      const invitation = await renewInvitation(tx, present.id, version, tokenHash)
      if (isRefused(invitation)) return presented(invitation, presentAgain)
      return issueInvitation(tx, needs, principal, { invitation, token })
    })

const presentAgain = (row: Parameters<typeof presentInvitation>[0]) => ({
  ...presentInvitation(row),
  link: null,
})
