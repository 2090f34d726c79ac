/** Takes a browser back from the identity provider. */
import type * as contract from '@mainline/contract'
import { Refused } from '../../errors.ts'
import { Content, type Handler } from '../../http/handler.ts'
import { headersWithoutSession } from '../../sign-in/library-headers.ts'
import { failurePath, oidcProvider } from '../../sign-in/sign-in-library.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'

export const finishOidc =
  ({ library, oidc }: SignInNeeds): Handler<typeof contract.finishOidc> =>
  async ({ query }, facts) => {
    if (!oidc) return new Refused('oidc-off', 'no identity provider is configured')
    const { status, headers } = await (await library()).api.callbackOAuth({
      method: 'GET',
      params: { id: oidcProvider },
      query,
      headers: headersWithoutSession(facts),
      asResponse: true,
    })
    const location = status === 302 ? headers.get('location') : null
    return new Content(
      302,
      { location: location ?? `${failurePath}?error=unknown`, 'set-cookie': headers.getSetCookie() },
      '',
    )
  }
