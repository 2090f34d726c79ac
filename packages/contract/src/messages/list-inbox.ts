/** Lists messages of both kinds, newest first. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleReceptionMessage } from '../reception/reception-message.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { text } from '../schemas/text.ts'
import { inboxFilter, inboxItem } from './inbox-item.ts'
import { exampleMessage } from './message.ts'

export const listInbox = defineMethod({
  id: 'list-inbox',
  group: 'messages',
  method: 'GET',
  path: `${apiPrefix}/inbox`,
  access: 'signed-in',
  summary: 'List voicemail and what reception took down, as one list',
  query: inboxFilter.extend({
    ...paging,
    folder: z
      .enum(['all', 'new', 'reception', 'deleted'])
      .default('all')
      .describe('"new": nobody has heard or acknowledged it yet. "all": but what was deleted'),
    search: text(64)
      .optional()
      .describe(
        "Digits of the caller's number, however they are spaced; or part of the caller's name, of the transcript, or of what was taken down",
      ),
  }),
  response: pageOf(inboxItem),
  example: {
    query: { organizationId: exampleIds.occupier },
    response: {
      items: [
        { kind: 'reception', ...exampleReceptionMessage },
        { kind: 'voicemail', ...exampleMessage },
      ],
    },
  },
})
