/** Ends the session of this browser. */
import { apiPrefix, defineMethod } from '../method.ts'

export const signOut = defineMethod({
  id: 'sign-out',
  group: 'sign-in',
  method: 'POST',
  path: `${apiPrefix}/sign-out`,
  summary: 'Sign out',
  description: 'Succeeds also when nobody is signed in.',
  access: 'public',
  status: 204,
  example: {},
})
