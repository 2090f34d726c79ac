/** Reads a user. */
import { apiPrefix, defineMethod } from '../method.ts'
import { userAdmins } from './role.ts'
import { exampleUser, exampleUserParams, user, userParams } from './user.ts'

export const getUser = defineMethod({
  id: 'get-user',
  group: 'users',
  method: 'GET',
  path: `${apiPrefix}/users/:membershipId`,
  summary: 'Read a user',
  access: userAdmins,
  params: userParams,
  response: user,
  errors: ['not-found'],
  example: { params: exampleUserParams, response: exampleUser },
})
