/** A membership with its person, as the contract shows a user. */
import type { getUser, MethodOutput } from '@mainline/contract'
import type { Membership } from '@mainline/storage'
import { toIso, toIsoOrNull } from '../instant.ts'

export function presentUser(row: Membership): MethodOutput<typeof getUser> {
  const { id: membershipId, twoFactorEnabled: secondFactor, retiredAt, createdAt, ...rest } = row
  const { absence, absentUntil, ...user } = rest
  return {
    ...user,
    membershipId,
    absence: absence === null ? null : { note: absence, until: toIsoOrNull(absentUntil) },
    secondFactor,
    state: retiredAt === null ? 'active' : 'retired',
    createdAt: toIso(createdAt),
  }
}
