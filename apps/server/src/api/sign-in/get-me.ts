/** Reads who is signed in, and prolongs the session. */
import type * as contract from '@mainline/contract'
import { type Handler, WithCookies } from '../../http/handler.ts'
import { ask, wasRefused } from '../../sign-in/library-call.ts'
import { libraryHeaders } from '../../sign-in/library-headers.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { personOf } from './person.ts'
import { presentMe } from './present-me.ts'

export const getMe =
  ({ db, library }: SignInNeeds): Handler<typeof contract.getMe> =>
  async (_, facts) => {
    const me = await presentMe(db, facts.principal)
    if (!personOf(facts)) return me
    const answer = await ask(library, (api) =>
      api.getSession({ headers: libraryHeaders(facts), returnHeaders: true }),
    )
    return new WithCookies(me, wasRefused(answer) ? [] : answer.cookies)
  }
