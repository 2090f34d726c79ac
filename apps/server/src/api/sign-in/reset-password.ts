/** Chooses a new password with the link of a letter. */
import type * as contract from '@mainline/contract'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { ask, wasRefused } from '../../sign-in/library-call.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'

export const resetPassword =
  ({ library, guard }: SignInNeeds): Handler<typeof contract.resetPassword> =>
  async ({ body }, { address }) => {
    const wait = await guard.begin({ address })
    if (wait) return wait
    const answer = await ask(library, (api) => api.resetPassword({ body, returnHeaders: true }))
    if (wasRefused(answer)) return new Refused('link-void', 'this link is spent or too old')
    await guard.right({ address })
    return undefined
  }
