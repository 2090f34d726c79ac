/** The methods of the group `users` with their handlers. */

import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { getUser } from './get-user.ts'
import { handOverPasswordLink } from './hand-over-password-link.ts'
import { inviteUser } from './invite-user.ts'
import { listInvitations } from './list-invitations.ts'
import { listUsers } from './list-users.ts'
import { resendInvitation } from './resend-invitation.ts'
import { retireUser } from './retire-user.ts'
import { revokeInvitation } from './revoke-invitation.ts'
import { updateUser } from './update-user.ts'

export const usersApi = (needs: SignInNeeds): Route[] => [
  on(contract.getUser, getUser()),
  on(contract.handOverPasswordLink, handOverPasswordLink(needs)),
  on(contract.inviteUser, inviteUser(needs)),
  on(contract.listInvitations, listInvitations()),
  on(contract.listUsers, listUsers()),
  on(contract.resendInvitation, resendInvitation(needs)),
  on(contract.retireUser, retireUser()),
  on(contract.revokeInvitation, revokeInvitation()),
  on(contract.updateUser, updateUser()),
]
