/** A membership with its person, as the contract shows a user. */
import type { getUser, MethodOutput } from '@mainline/contract'
import type { Membership } from '@mainline/storage'
import { toIso } from '../instant.ts'
import { presentAbsence } from './absence.ts'

export function presentUser(row: Membership): MethodOutput<typeof getUser> {
  const { id: membershipId, twoFactorEnabled: secondFactor, retiredAt, createdAt, ...rest } = row
  const { absence: _, absentUntil: __, passwordLinkAt: ___, emailVerified: addressProved, ...user } = rest
  return {
    ...user,
    membershipId,
    absence: presentAbsence(row),
    secondFactor,
    addressProved,
    state: retiredAt === null ? 'active' : 'retired',
    createdAt: toIso(createdAt),
  }
}
