/** Where a role acts, and what of it the API is told. */
import type { Role } from '../session.ts'

export interface Where {
  readonly operatorId: string | null
  readonly organizationId: string | null
  /** Empty: all sites. */
  readonly siteIds: readonly string[]
}

export const ofOccupiers = (role: Role): boolean => role === 'occupier-admin' || role === 'occupier-user'

/**
 * What the API takes of it, for this role: what the role does not have is left out. A company says whose it is; an
 * occupier, who sees no operator, could not name one.
 */
export const whereOf = (role: Role, { operatorId, organizationId, siteIds }: Where) => ({
  ...(role !== 'provider-admin' && !ofOccupiers(role) && operatorId && { operatorId }),
  ...(ofOccupiers(role) && organizationId && { organizationId }),
  ...(role !== 'provider-admin' && siteIds.length > 0 && { siteIds: [...siteIds] }),
})
