/** Ends a user's access. */
import { apiPrefix, defineMethod } from '../method.ts'
import { versionOnly } from '../schemas/identifier.ts'
import { userAdmins } from './role.ts'
import { exampleUser, exampleUserParams, user, userParams } from './user.ts'

export const retireUser = defineMethod({
  id: 'retire-user',
  group: 'users',
  method: 'POST',
  path: `${apiPrefix}/users/:membershipId/retire`,
  summary: 'Retire a user',
  description:
    'Signed out everywhere at once in this role. What the person did stays in the audit. The last administrator of an ' +
    'organization cannot be retired by himself.',
  access: userAdmins,
  params: userParams,
  body: versionOnly,
  response: user,
  errors: ['not-found', 'stale-version', 'wrong-state', 'role-above-own', 'last-admin'],
  example: {
    params: exampleUserParams,
    body: { version: 1 },
    response: { ...exampleUser, state: 'retired', version: 2 },
  },
})
