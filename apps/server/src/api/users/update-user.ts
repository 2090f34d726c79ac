/** Sets role and sites of a user, and what receptionists read of the person (N12). */
import {
  grantableRoles,
  type MethodInput,
  type updateUser as method,
  type Principal,
  reachOf,
} from '@mainline/contract'
import { endTokensBeyond, findMembership, type Membership, updateMembership } from '@mainline/storage'
import { noSuch, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { absenceColumns } from './absence.ts'
import { mayGrant, reachFor, refuseLastAdmin } from './grant.ts'
import { presentUser } from './present-user.ts'

type Body = MethodInput<typeof method>['body']
type Changes = Pick<Body, 'role' | 'siteIds'>

export const updateUser =
  (): Handler<typeof method> =>
  async ({ params, body: { version, title, absence, ...changes } }, { db, principal }) =>
    transact(db, async (tx) => {
      const present = await findMembership(tx, params.membershipId)
      if (!present) return noSuch('user')
      const wanted = whatBecomes(principal, present, changes)
      if (Refused.is(wanted)) return wanted
      const reach = await reachFor(tx, principal, wanted)
      if (Refused.is(reach)) return reach
      const last = wanted.role === present.role ? undefined : await refuseLastAdmin(tx, principal, present)
      if (last) return last
      const changed = await updateMembership(tx, present.id, version, {
        role: reach.role,
        siteIds: reach.siteIds,
        title,
        ...absenceColumns(absence),
      })
      if (!('code' in changed)) {
        const { id, role, siteIds } = changed
        await endTokensBeyond(tx, id, { roles: grantableRoles(role), siteIds })
      }
      return presented(changed, presentUser)
    })

/** The membership as it would be, when who asks may change it as it is, and the new role is of the same kind of place. */
function whatBecomes(principal: Principal, present: Membership, changes: Changes) {
  const refused = mayGrant(principal, present)
  if (refused) return refused
  const { role = present.role, siteIds = present.siteIds } = changes
  if (reachOf[role] !== reachOf[present.role])
    return new Refused('role-reach', `a ${present.role} does not become a ${role}`)
  const { operatorId, organizationId } = present
  return { role, operatorId, organizationId, siteIds }
}
