/** Roles as data: who manages users, and where each role acts (product §4). */
import { z } from 'zod'
import { type Access, type Role, roles } from '../access.ts'

export const role = z.enum(roles).meta({ id: 'Role' })

/** Who manages users: each those of its own reach and below. */
export const userAdmins: Access = { roles: ['operator-admin', 'occupier-admin'] }

/** Where a role acts: the whole platform, an operator (or some of its sites), or one of its organizations. */
export const reachOf: Readonly<Record<Role, 'platform' | 'operator' | 'organization'>> = {
  'provider-admin': 'platform',
  'operator-admin': 'operator',
  'operator-user': 'operator',
  receptionist: 'operator',
  'occupier-admin': 'organization',
  'occupier-user': 'organization',
}
