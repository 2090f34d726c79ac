/** From now on sign-in asks for a code of the app. */
import type * as contract from '@mainline/contract'
import { spendCode } from '@mainline/storage'
import { Refused } from '../../errors.ts'
import { type Handler, WithCookies } from '../../http/handler.ts'
import { ask, wasRefused } from '../../sign-in/library-call.ts'
import { libraryHeaders } from '../../sign-in/library-headers.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { needsPerson, personOf } from './person.ts'
import { codeLifetime } from './verify-second-factor.ts'

export const confirmTotp =
  ({ library, guard, db }: SignInNeeds): Handler<typeof contract.confirmTotp> =>
  async ({ body: { code } }, facts) => {
    const userId = personOf(facts)
    if (!userId) return needsPerson()
    const guess = { account: userId, address: facts.address }
    const wait = await guard.begin(guess)
    if (wait) return wait
    const answer = await ask(library, (api) =>
      api.verifyTOTP({ body: { code }, headers: libraryHeaders(facts), returnHeaders: true }),
    )
    if (wasRefused(answer) && answer.refused === 'INVALID_CODE')
      return new Refused('code-wrong', 'this code is not right')
    await guard.right(guess)
    if (wasRefused(answer)) return new Refused('wrong-state', 'no authenticator app is being enrolled')
    await spendCode(db, userId, code, Date.now() + codeLifetime)
    return new WithCookies(undefined, answer.cookies)
  }
