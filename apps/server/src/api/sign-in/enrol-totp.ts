/** Begins to ask for an authenticator app. */
import type * as contract from '@mainline/contract'
import { Refused } from '../../errors.ts'
import { type Handler, WithCookies } from '../../http/handler.ts'
import { ask, wasRefused } from '../../sign-in/library-call.ts'
import { libraryHeaders } from '../../sign-in/library-headers.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { needsPerson, personOf } from './person.ts'

export const enrolTotp =
  ({ library, guard }: SignInNeeds): Handler<typeof contract.enrolTotp> =>
  async ({ body: { password } }, facts) => {
    const userId = personOf(facts)
    if (!userId) return needsPerson()
    const guess = { account: userId, address: facts.address }
    const wait = await guard.begin(guess)
    if (wait) return wait
    const answer = await ask(library, (api) =>
      api.enableTwoFactor({
        body: { password, method: 'totp' },
        headers: libraryHeaders(facts),
        returnHeaders: true,
      }),
    )
    if (wasRefused(answer) && answer.refused !== 'TOTP_ALREADY_ENABLED')
      return new Refused('password-wrong', 'the present password is another one')
    await guard.right(guess)
    if (wasRefused(answer)) return new Refused('wrong-state', 'an authenticator app is enrolled already')
    if (answer.response.method !== 'totp') throw new Error('the library enrolled something else')
    const { totpURI: uri, backupCodes: recoveryCodes } = answer.response
    const secret = new URL(uri).searchParams.get('secret') ?? ''
    return new WithCookies({ uri, secret, recoveryCodes }, answer.cookies)
  }
