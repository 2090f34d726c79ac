/** Chooses a greeting, or leaves it. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import {
  exampleGreeting,
  exampleGreetingParams,
  exampleGreetingsRevision,
  greeting,
  greetingParams,
  greetingsRevision,
} from './greeting.ts'

export const chooseGreeting = defineMethod({
  id: 'choose-greeting',
  group: 'greetings',
  method: 'PATCH',
  path: `${apiPrefix}/greetings/:greetingId`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Choose a greeting',
  description: 'Heard from the next call on; false returns to the default by name.',
  params: greetingParams,
  body: z.object({ revision: greetingsRevision, chosen: z.boolean() }),
  response: greeting,
  errors: ['not-found', 'wrong-state', 'stale-version'],
  example: {
    params: exampleGreetingParams,
    body: { revision: exampleGreetingsRevision, chosen: true },
    response: exampleGreeting,
  },
})
