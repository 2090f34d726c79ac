/** Ends every session of the user. */
import { apiPrefix, defineMethod } from '../method.ts'

export const signOutEverywhere = defineMethod({
  id: 'sign-out-everywhere',
  group: 'sign-in',
  method: 'POST',
  path: `${apiPrefix}/me/sign-out-everywhere`,
  summary: 'Sign out in every browser',
  access: 'signed-in',
  status: 204,
  errors: ['needs-person'],
  example: {},
})
