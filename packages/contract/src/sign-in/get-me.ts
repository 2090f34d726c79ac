/** Reads who is signed in and what the role may do. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleMe, me } from './me.ts'

export const getMe = defineMethod({
  id: 'get-me',
  group: 'sign-in',
  method: 'GET',
  path: `${apiPrefix}/me`,
  summary: 'Read who is signed in',
  description: 'Also prolongs the session.',
  access: 'signed-in',
  response: me,
  example: { response: exampleMe },
})
