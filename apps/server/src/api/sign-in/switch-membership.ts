/** Changes over to another membership, for this session. */
import type * as contract from '@mainline/contract'
import { findSessionHolder, switchSession } from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { principalOf } from '../../sign-in/session-authenticator.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { needsPerson, personOf } from './person.ts'
import { presentMe } from './present-me.ts'

export const switchMembership =
  ({ db, sessionCookie }: SignInNeeds): Handler<typeof contract.switchMembership> =>
  async ({ body }, facts) => {
    const userId = personOf(facts)
    const token = sessionCookie(facts.header('cookie'))
    if (!userId || !token) return needsPerson()
    if (!(await switchSession(db, { token, userId }, body.membershipId))) return noSuch('membership of yours')
    const holder = await findSessionHolder(db, token)
    return holder ? presentMe(db, principalOf(holder)) : needsPerson()
  }
