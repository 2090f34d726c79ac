/** Sets role and sites of a user, and what receptionists read of the person (N12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { version } from '../schemas/identifier.ts'
import { role, userAdmins } from './role.ts'
import {
  directoryEntry,
  exampleUser,
  exampleUserParams,
  givenAbsence,
  reach,
  user,
  userParams,
} from './user.ts'

export const updateUser = defineMethod({
  id: 'update-user',
  group: 'users',
  method: 'PATCH',
  path: `${apiPrefix}/users/:membershipId`,
  summary: 'Set role and sites of a user',
  description:
    'A role of the same reach only: an occupier does not become an operator. Holds for the next request of the user.',
  access: userAdmins,
  params: userParams,
  body: z.object({
    version,
    role: role.optional(),
    siteIds: reach.siteIds.optional(),
    title: directoryEntry.title.optional(),
    absence: givenAbsence.optional(),
  }),
  response: user,
  errors: [
    'not-found',
    'stale-version',
    'wrong-state',
    'role-above-own',
    'role-reach',
    'wrong-tenant',
    'last-admin',
  ],
  example: {
    params: exampleUserParams,
    body: { version: 1, role: 'occupier-user', title: 'Associate' },
    response: { ...exampleUser, role: 'occupier-user', title: 'Associate', version: 2 },
  },
})
