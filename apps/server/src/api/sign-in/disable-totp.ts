/** Gives up the authenticator app. */
import type * as contract from '@mainline/contract'
import { Refused } from '../../errors.ts'
import { type Handler, WithCookies } from '../../http/handler.ts'
import { ask, wasRefused } from '../../sign-in/library-call.ts'
import { libraryHeaders } from '../../sign-in/library-headers.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { needsPerson, personOf } from './person.ts'

export const disableTotp =
  ({ library, guard }: SignInNeeds): Handler<typeof contract.disableTotp> =>
  async ({ body }, facts) => {
    const userId = personOf(facts)
    if (!userId) return needsPerson()
    const guess = { account: userId, address: facts.address }
    const wait = await guard.begin(guess)
    if (wait) return wait
    const answer = await ask(library, (api) =>
      api.disableTwoFactor({ body, headers: libraryHeaders(facts), returnHeaders: true }),
    )
    if (wasRefused(answer)) return new Refused('password-wrong', 'the present password is another one')
    await guard.right(guess)
    return new WithCookies(undefined, answer.cookies)
  }
