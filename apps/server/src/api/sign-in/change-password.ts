/** Changes the own password; other browsers are signed out. */
import type * as contract from '@mainline/contract'
import { findUser, switchSession } from '@mainline/storage'
import { Refused } from '../../errors.ts'
import { type Handler, WithCookies } from '../../http/handler.ts'
import { judgePassword } from '../../sign-in/judge-password.ts'
import { ask, wasRefused } from '../../sign-in/library-call.ts'
import { libraryHeaders } from '../../sign-in/library-headers.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { needsPerson, personOf } from './person.ts'

export const changePassword =
  ({ db, library, guard }: SignInNeeds): Handler<typeof contract.changePassword> =>
  async ({ body: { presentPassword: currentPassword, newPassword } }, facts) => {
    const userId = personOf(facts)
    if (!userId) return needsPerson()
    const owner = await findUser(db, userId)
    const guessable = owner && judgePassword(newPassword, owner)
    if (guessable) return guessable
    const guess = { account: userId, address: facts.address }
    const wait = await guard.begin(guess)
    if (wait) return wait
    const answer = await ask(library, (api) =>
      api.changePassword({
        body: { currentPassword, newPassword, revokeOtherSessions: true },
        headers: libraryHeaders(facts),
        returnHeaders: true,
      }),
    )
    if (wasRefused(answer)) return new Refused('password-wrong', 'the present password is another one')
    await guard.right(guess)
    const { token } = answer.response
    if (token) await switchSession(db, { token, userId }, facts.principal.id)
    return new WithCookies(undefined, answer.cookies)
  }
