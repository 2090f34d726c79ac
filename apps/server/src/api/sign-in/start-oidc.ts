/** Sends a browser to the identity provider. */
import type * as contract from '@mainline/contract'
import { Refused } from '../../errors.ts'
import { type Handler, WithCookies } from '../../http/handler.ts'
import { ask, wasRefused } from '../../sign-in/library-call.ts'
import { headersWithoutSession } from '../../sign-in/library-headers.ts'
import { failurePath, oidcProvider } from '../../sign-in/sign-in-library.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'

export const startOidc =
  ({ library, oidc, publicUrl }: SignInNeeds): Handler<typeof contract.startOidc> =>
  async ({ body: { returnTo } }, facts) => {
    if (!oidc) return new Refused('oidc-off', 'no identity provider is configured')
    const answer = await ask(library, (api) =>
      api.signInSocial({
        body: {
          provider: oidcProvider,
          callbackURL: `${publicUrl}${returnTo}`,
          errorCallbackURL: `${publicUrl}${failurePath}`,
          disableRedirect: true,
        },
        headers: headersWithoutSession(facts),
        returnHeaders: true,
      }),
    )
    if (wasRefused(answer) || !answer.response.url)
      return new Refused('oidc-unreachable', 'the identity provider does not answer')
    return new WithCookies({ url: answer.response.url }, answer.cookies)
  }
