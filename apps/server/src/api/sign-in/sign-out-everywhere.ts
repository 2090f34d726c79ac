/** Ends every session of the person. */
import type * as contract from '@mainline/contract'
import { endSessionsOf } from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { needsPerson, personOf } from './person.ts'
import { signOut } from './sign-out.ts'

export const signOutEverywhere =
  (needs: SignInNeeds): Handler<typeof contract.signOutEverywhere> =>
  async (input, facts) => {
    const userId = personOf(facts)
    if (!userId) return needsPerson()
    await endSessionsOf(needs.db, userId)
    return signOut(needs)(input, facts)
  }
