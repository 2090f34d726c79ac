/** Reads in which ways one can sign in. */
import type * as contract from '@mainline/contract'
import type { Handler } from '../../http/handler.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'

export const getSignInWays =
  ({ oidc, mail }: SignInNeeds): Handler<typeof contract.getSignInWays> =>
  async () => ({ password: true, oidc: oidc ? { issuer: oidc.issuer } : null, mail: mail.on })
