/** Counts the messages that nobody has heard yet, by number: what stands in a list of numbers. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { inboxFilter } from './inbox-item.ts'

export const countNewMessages = defineMethod({
  id: 'count-new-messages',
  group: 'messages',
  method: 'GET',
  path: `${apiPrefix}/messages/new-by-number`,
  access: 'signed-in',
  summary: 'Count new messages by number',
  description: 'Numbers without any are left out; of more than a thousand, those with most.',
  query: inboxFilter,
  response: z.object({ items: z.array(z.object({ numberId: id, new: z.int().min(1) })) }),
  example: {
    query: { organizationId: exampleIds.occupier },
    response: { items: [{ numberId: exampleIds.phoneNumber, new: 2 }] },
  },
})
