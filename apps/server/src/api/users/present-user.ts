/** A membership with its person, as the contract shows a user. */
import type { getUser, MethodOutput } from '@mainline/contract'
import type { Membership } from '@mainline/storage'
import { toIso } from '../instant.ts'

export function presentUser(row: Membership): MethodOutput<typeof getUser> {
  const { id: membershipId, twoFactorEnabled: secondFactor, retiredAt, createdAt, ...user } = row
  return {
    ...user,
    membershipId,
    secondFactor,
    state: retiredAt === null ? 'active' : 'retired',
    createdAt: toIso(createdAt),
  }
}
