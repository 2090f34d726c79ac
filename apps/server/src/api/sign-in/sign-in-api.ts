/** The methods of the group `sign-in` with their handlers. */

import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { changePassword } from './change-password.ts'
import { confirmTotp } from './confirm-totp.ts'
import { disableTotp } from './disable-totp.ts'
import { enrolTotp } from './enrol-totp.ts'
import { finishOidc } from './finish-oidc.ts'
import { forgottenPassword } from './forgotten-password.ts'
import { getMe } from './get-me.ts'
import { getSignInWays } from './get-sign-in-ways.ts'
import { getOwnAbsence, saveOwnAbsence } from './own-absence.ts'
import { readInvitation } from './read-invitation.ts'
import { resetPassword } from './reset-password.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { signOutEverywhere } from './sign-out-everywhere.ts'
import { startOidc } from './start-oidc.ts'
import { switchMembership } from './switch-membership.ts'
import { verifySecondFactor } from './verify-second-factor.ts'

export const signInApi = (needs: SignInNeeds): Route[] => [
  on(contract.acceptInvitation, acceptInvitation(needs)),
  on(contract.changePassword, changePassword(needs)),
  on(contract.confirmTotp, confirmTotp(needs)),
  on(contract.disableTotp, disableTotp(needs)),
  on(contract.enrolTotp, enrolTotp(needs)),
  on(contract.finishOidc, finishOidc(needs)),
  on(contract.forgottenPassword, forgottenPassword(needs)),
  on(contract.getMe, getMe(needs)),
  on(contract.getOwnAbsence, getOwnAbsence),
  on(contract.getSignInWays, getSignInWays(needs)),
  on(contract.readInvitation, readInvitation(needs)),
  on(contract.resetPassword, resetPassword(needs)),
  on(contract.saveOwnAbsence, saveOwnAbsence),
  on(contract.signIn, signIn(needs)),
  on(contract.signOut, signOut(needs)),
  on(contract.signOutEverywhere, signOutEverywhere(needs)),
  on(contract.startOidc, startOidc(needs)),
  on(contract.switchMembership, switchMembership(needs)),
  on(contract.verifySecondFactor, verifySecondFactor(needs)),
]
