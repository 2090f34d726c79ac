/** Who may give, change and take which role, and where (product §4): nobody one above his own. */
import { grantableRoles, type Principal, type Role, reachOf } from '@mainline/contract'
import {
  type Db,
  findOrganization,
  findSite,
  hasLeft,
  isLastAdmin,
  type Membership,
  type MembershipReach,
} from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'

/** What is asked for; what is left out is the asker's own. */
export interface AskedReach {
  readonly role: Role
  readonly operatorId?: string | null | undefined
  readonly organizationId?: string | null | undefined
  readonly siteIds?: readonly string[] | null | undefined
}

/** Whether the principal may give or take this role at these sites. */
export function mayGrant(
  principal: Principal,
  { role, siteIds }: Pick<MembershipReach, 'role' | 'siteIds'>,
): Refused | undefined {
  const above = roleAbove(principal, role)
  if (above) return above
  const own = principal.siteIds
  if (own && !siteIds?.every((site) => own.includes(site)))
    return new Refused('role-above-own', 'this reaches beyond your own sites')
  return undefined
}

function roleAbove(principal: Principal, role: Role): Refused | undefined {
  if (grantableRoles(principal.role).includes(role)) return undefined
  return new Refused('role-above-own', `${principal.role} does not give or take the role ${role}`)
}

/**
 * The complete reach of a role that is asked for, checked against what there is.
 *
 * @param db as the principal sees it: what is foreign is not there
 */
export async function reachFor(
  db: Db,
  principal: Principal,
  asked: AskedReach,
): Promise<MembershipReach | Refused> {
  const place = roleAbove(principal, asked.role) ?? (await placeOf(db, principal, asked))
  if (Refused.is(place)) return place
  const { siteIds = reachOf[asked.role] === 'platform' ? null : principal.siteIds } = asked
  const reach = { role: asked.role, ...place, siteIds: siteIds && [...new Set(siteIds)] }
  return mayGrant(principal, reach) ?? (await strangeSite(db, reach)) ?? reach
}

/**
 * Whether the place would be without an administrator: nobody ends that by itself, nor do two of the same place who take it from each
 * other at once. Whoever is above them may.
 *
 * @param tx of the change: until its end the administrators stay who they are
 */
export async function refuseLastAdmin(
  tx: Db,
  principal: Principal,
  present: Membership,
): Promise<Refused | undefined> {
  const isPeer =
    principal.kind === 'user' &&
    principal.role === present.role &&
    principal.operatorId === present.operatorId &&
    principal.organizationId === present.organizationId
  if (!isPeer || !(await isLastAdmin(tx, present))) return undefined
  const who = present.id === principal.id ? 'you are' : `${present.name} is`
  return new Refused('last-admin', `${who} the last administrator here`)
}

type Place = Pick<MembershipReach, 'operatorId' | 'organizationId'>

async function placeOf(db: Db, principal: Principal, asked: AskedReach): Promise<Place | Refused> {
  const needed = reachOf[asked.role]
  if (needed === 'platform') {
    return asked.operatorId || asked.organizationId || asked.siteIds
      ? new Refused('role-reach', 'this role is of the whole platform')
      : { operatorId: null, organizationId: null }
  }
  const { operatorId = principal.operatorId, organizationId = principal.organizationId } = asked
  return needed === 'operator'
    ? operatorPlace(db, operatorId, asked.organizationId)
    : occupierPlace(db, organizationId, asked.operatorId)
}

async function operatorPlace(
  db: Db,
  operatorId: string | null,
  organizationId: string | null | undefined,
): Promise<Place | Refused> {
  if (!operatorId || (organizationId && organizationId !== operatorId))
    return new Refused('role-reach', 'this role is of an operator')
  const operator = await findOrganization(db, operatorId)
  return operator?.kind === 'operator' ? { operatorId, organizationId: null } : noSuch('operator')
}

async function occupierPlace(
  db: Db,
  organizationId: string | null,
  operatorId: string | null | undefined,
): Promise<Place | Refused> {
  if (!organizationId) return new Refused('role-reach', 'this role is of an organization')
  const occupier = await findOrganization(db, organizationId)
  if (occupier?.kind !== 'occupier') return noSuch('occupier')
  if (hasLeft(occupier)) return new Refused('wrong-state', `${occupier.name} has left`)
  if (operatorId && operatorId !== occupier.operatorId)
    return new Refused('wrong-tenant', 'the occupier is of another operator')
  return { operatorId: occupier.operatorId, organizationId }
}

/** Sites are those of the operator. */
async function strangeSite(db: Db, { siteIds, operatorId }: MembershipReach): Promise<Refused | undefined> {
  for (const id of siteIds ?? []) {
    const site = await findSite(db, id)
    if (!site) return noSuch('site')
    if (site.operatorId !== operatorId) return new Refused('wrong-tenant', 'the site is of another operator')
  }
  return undefined
}
