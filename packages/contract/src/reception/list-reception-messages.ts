/** Lists messages that reception took, newest first. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { flag } from '../schemas/flag.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { text } from '../schemas/text.ts'
import { exampleReceptionMessage, receptionMessageRow } from './reception-message.ts'

export const listReceptionMessages = defineMethod({
  id: 'list-reception-messages',
  group: 'reception',
  method: 'GET',
  path: `${apiPrefix}/reception-messages`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist', 'occupier-admin'] },
  summary: 'List messages that reception took',
  query: z.object({
    siteId: id.optional(),
    organizationId: id.optional(),
    open: flag.optional().describe('Whether nobody has acknowledged it yet'),
    search: text(64)
      .optional()
      .describe(
        "Digits of the caller's number, however they are spaced; or part of the caller's name or company, of the recipient or of the text",
      ),
    ...paging,
  }),
  response: pageOf(receptionMessageRow),
  example: {
    query: { organizationId: exampleIds.occupier },
    response: { items: [exampleReceptionMessage] },
  },
})
