/** To whom a message that reception takes would go by e-mail: shown before it is sent (C8). */
import { z } from 'zod'
import { receptionistsOfOverflow } from '../access.ts'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { atSiteParams, exampleAtSiteParams } from './list-reception-people.ts'

export const listMessageRecipients = defineMethod({
  id: 'list-message-recipients',
  group: 'reception',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/organizations/:organizationId/message-recipients`,
  access: receptionistsOfOverflow,
  summary: 'List to whom a message would go',
  params: atSiteParams,
  query: z.object({ numberId: id.optional().describe('The number that was called') }),
  response: z.object({
    items: z
      .array(z.string())
      .describe('Addresses; empty: no e-mail goes out, the message is in the console'),
  }),
  errors: ['not-found', 'not-at-site'],
  example: {
    params: exampleAtSiteParams,
    query: { numberId: exampleIds.mainNumber },
    response: { items: ['office@alderfinch.example'] },
  },
})
