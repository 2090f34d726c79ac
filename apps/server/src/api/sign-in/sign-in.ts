/** Signs in with a password. */
import type * as contract from '@mainline/contract'
import { Refused } from '../../errors.ts'
import { type Handler, WithCookies } from '../../http/handler.ts'
import { ask, wasRefused } from '../../sign-in/library-call.ts'
import { headersWithoutSession } from '../../sign-in/library-headers.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'

export const signIn =
  ({ library, guard }: SignInNeeds): Handler<typeof contract.signIn> =>
  async ({ body }, facts) => {
    const guess = { account: body.email, address: facts.address }
    const wait = await guard.begin(guess)
    if (wait) return wait
    const answer = await ask(library, (api) =>
      api.signInEmail({ body, headers: headersWithoutSession(facts), returnHeaders: true }),
    )
    if (wasRefused(answer)) return new Refused('sign-in-failed', 'address and password do not fit')
    await guard.right(guess)
    const next = 'twoFactorRedirect' in answer.response ? 'second-factor' : 'done'
    return new WithCookies({ next } as const, answer.cookies)
  }
