/** Shows an invitation to whoever holds its link. */
import type * as contract from '@mainline/contract'
import {
  type Db,
  findOrganization,
  findUserByEmail,
  openInvitation,
  passwordHashOf,
  type User,
} from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { toIso } from '../instant.ts'

export const readInvitation =
  ({ db, guard }: SignInNeeds): Handler<typeof contract.readInvitation> =>
  async ({ body: { token } }, { address }) => {
    const wait = await guard.begin({ address })
    if (wait) return wait
    const open = await openInvitation(db, token)
    if (!open) return new Refused('link-void', 'this link is spent or too old')
    await guard.right({ address })
    const place = open.organizationId ?? open.operatorId
    const organization = place ? await findOrganization(db, place) : undefined
    const user = await findUserByEmail(db, open.email)
    return {
      name: open.name,
      email: open.email,
      role: open.role,
      invitedBy: open.invitedBy,
      expiresAt: toIso(open.expiresAt),
      organizationName: organization?.name ?? 'Platform',
      // As accept-invitation judges: a letter lets the owner choose anew what somebody else may have set.
      known: user !== undefined && !(await choosesAnew(db, user, open.letterId !== null)),
    }
  }

async function choosesAnew(db: Db, user: User, byLetter: boolean): Promise<boolean> {
  return byLetter && (!user.emailVerified || (await passwordHashOf(db, user.id)) === undefined)
}
