/** Chooses a new password with the link of a letter. */
import type * as contract from '@mainline/contract'
import { findUser, type User } from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { judgePassword } from '../../sign-in/judge-password.ts'
import { ask, wasRefused } from '../../sign-in/library-call.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'

export const resetPassword =
  ({ db, library, guard }: SignInNeeds): Handler<typeof contract.resetPassword> =>
  async ({ body }, { address }) => {
    const wait = await guard.begin({ address })
    if (wait) return wait
    const owner = await ownerOf(body.token, { db, library })
    const guessable = owner && judgePassword(body.newPassword, owner)
    if (guessable) {
      // The link was right, and is still good.
      await guard.right({ address })
      return guessable
    }
    const answer = await ask(library, (api) => api.resetPassword({ body, returnHeaders: true }))
    if (wasRefused(answer)) return new Refused('link-void', 'this link is spent or too old')
    await guard.right({ address })
    return undefined
  }

/** Whose link it is; undefined for one that is none. Whether it is still good is for the library to say. */
async function ownerOf(
  token: string,
  { db, library }: Pick<SignInNeeds, 'db' | 'library'>,
): Promise<User | undefined> {
  const { internalAdapter } = await (await library()).$context
  const link = await internalAdapter.findVerificationValue(`reset-password:${token}`)
  return link ? findUser(db, link.value) : undefined
}
