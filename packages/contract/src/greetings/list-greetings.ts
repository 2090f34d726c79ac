/** Lists the greetings of a number's mailbox. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleGreeting, exampleGreetingsRevision, greeting, greetingsRevision } from './greeting.ts'

export const listGreetings = defineMethod({
  id: 'list-greetings',
  group: 'greetings',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/greetings`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'List the greetings of a mailbox',
  description: [
    'A caller hears the dated greeting whose time it is, the one that began last; else, out of hours, the chosen one for out of hours; else the chosen one for no answer; else the default by name. Of each, one in the language of the number comes before one for every language.',
    '"speech" says whether this server can speak typed text.',
  ].join('\n\n'),
  params: numberParams,
  response: z.object({ revision: greetingsRevision, items: z.array(greeting), speech: z.boolean() }),
  errors: ['not-found'],
  example: {
    params: exampleNumberParams,
    response: { revision: exampleGreetingsRevision, items: [exampleGreeting], speech: true },
  },
})
