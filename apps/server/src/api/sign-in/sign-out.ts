/** Ends the session of this browser. */
import type * as contract from '@mainline/contract'
import { type Handler, WithCookies } from '../../http/handler.ts'
import { ask, wasRefused } from '../../sign-in/library-call.ts'
import { libraryHeaders } from '../../sign-in/library-headers.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'

export const signOut =
  ({ library }: SignInNeeds): Handler<typeof contract.signOut> =>
  async (_, facts) => {
    const answer = await ask(library, (api) =>
      api.signOut({ headers: libraryHeaders(facts), returnHeaders: true }),
    )
    return new WithCookies(undefined, wasRefused(answer) ? [] : answer.cookies)
  }
