/**
 * May this principal do this? The one place where the application decides it (product §4); row-level security stands
 * below it and holds without it.
 */
import { type Method, type Principal, reachesOverflow, rolesOf, type Target } from '@mainline/contract'
import { type Db, sitesOverflowingTo } from '@mainline/storage'
import { noSuch, Refused } from '../errors.ts'
import { type Place, placesOf } from './places.ts'

/** What the HTTP server asks before a handler runs. */
export interface Authorizer {
  /** Before the request is read: whether the role may call the method at all. */
  mayCall(principal: Principal, method: Method): Refused | undefined
  /** As whom it calls the method: a reception answers for sites, too, whose calls come over to it (C7). */
  reaching(principal: Principal, method: Method): Promise<Principal>
  /**
   * After the request is checked: whether all that it names is in the principal's tenant. What is not is answered
   * like what does not exist.
   */
  mayTouch(principal: Principal, targets: readonly Target[]): Promise<Refused | undefined>
}

/** @param db the whole database: whose a thing is must be known to see that it is somebody else's */
export const openAuthorizer = (db: Db): Authorizer => ({
  mayCall(principal, method) {
    if (rolesOf(method.access).includes(principal.role)) return
    return new Refused('forbidden', `your role (${principal.role}) may not “${method.summary}”`)
  },
  async reaching(principal, method) {
    const { siteIds, operatorId } = principal
    if (siteIds === null || operatorId === null || !reachesOverflow(method.access)) return principal
    return { ...principal, siteIds: [...siteIds, ...(await sitesOverflowingTo(db, operatorId, siteIds))] }
  },
  async mayTouch(principal, targets) {
    // The provider's handlers say themselves what is missing.
    if (targets.length === 0 || principal.role === 'provider-admin') return
    const places = await placesOf(db, targets, principal.organizationId)
    const foreign = targets.find(
      (target) => !places.some((place) => isOf(place, target) && covers(principal, place)),
    )
    return foreign && noSuch(foreign.kind)
  },
})

const isOf = (place: Place, target: Target): boolean => place.kind === target.kind && place.id === target.id

/** Whether a thing lies within the scope of a principal. */
export function covers(principal: Principal, place: Place): boolean {
  if (principal.role === 'provider-admin') return true
  // Whoever has several memberships may change over from each to each.
  if (place.kind === 'membership' && place.userId !== null && place.userId === principal.userId) return true
  if (!isAtOwnSite(principal, place)) return false
  switch (principal.role) {
    case 'operator-admin':
    case 'operator-user':
    case 'receptionist':
      return (
        place.operatorId !== null &&
        place.operatorId === principal.operatorId &&
        (!place.private || place.organizationIds.includes(principal.operatorId))
      )
    case 'occupier-admin':
      return isOfOrganization(principal, place)
    case 'occupier-user':
      return (
        isOfOrganization(principal, place) &&
        (!place.personal || (place.userId !== null && place.userId === principal.userId))
      )
  }
}

const isAtOwnSite = ({ siteIds }: Principal, place: Place): boolean =>
  siteIds === null || place.siteIds === null || place.siteIds.some((id) => siteIds.includes(id))

const isOfOrganization = ({ organizationId }: Principal, place: Place): boolean =>
  organizationId !== null && place.organizationIds.includes(organizationId)
