/** Deletes a greeting with its audio. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleGreetingParams, greetingParams } from './greeting.ts'

export const deleteGreeting = defineMethod({
  id: 'delete-greeting',
  group: 'greetings',
  method: 'DELETE',
  path: `${apiPrefix}/greetings/:greetingId`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Delete a greeting',
  params: greetingParams,
  status: 204,
  errors: ['not-found'],
  example: { params: exampleGreetingParams },
})
