/** Counts messages of both kinds: what stands beside the folders of the one list. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { inboxFilter } from './inbox-item.ts'

const count = z.int().min(0).max(1000).describe('1000: so many or more')

export const countInbox = defineMethod({
  id: 'count-inbox',
  group: 'messages',
  method: 'GET',
  path: `${apiPrefix}/inbox/counts`,
  access: 'signed-in',
  summary: 'Count messages by folder',
  query: inboxFilter,
  response: z.object({ all: count, new: count, reception: count, deleted: count }),
  example: {
    query: { organizationId: exampleIds.occupier },
    response: { all: 17, new: 2, reception: 2, deleted: 1 },
  },
})
