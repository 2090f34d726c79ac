/** Deletes a greeting with its audio. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import {
  exampleGreetingParams,
  exampleGreetingsRevision,
  greetingParams,
  greetingsRevision,
} from './greeting.ts'

export const deleteGreeting = defineMethod({
  id: 'delete-greeting',
  group: 'greetings',
  method: 'DELETE',
  path: `${apiPrefix}/greetings/:greetingId`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Delete a greeting',
  params: greetingParams,
  query: z.object({ revision: greetingsRevision }),
  status: 204,
  errors: ['not-found', 'wrong-state', 'stale-version'],
  example: { params: exampleGreetingParams, query: { revision: exampleGreetingsRevision } },
})
