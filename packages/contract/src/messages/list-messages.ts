/** Lists messages, newest first. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { text } from '../schemas/text.ts'
import { exampleMessage, message, messageState } from './message.ts'

export const listMessages = defineMethod({
  id: 'list-messages',
  group: 'messages',
  method: 'GET',
  path: `${apiPrefix}/messages`,
  access: 'signed-in',
  summary: 'List messages',
  query: z.object({
    ...paging,
    operatorId: id.optional(),
    siteId: id.optional(),
    organizationId: id.optional(),
    numberId: id.optional(),
    mailboxId: id.optional(),
    state: messageState.optional(),
    search: text(64)
      .optional()
      .describe(
        "Digits of the caller's number, however they are spaced; or part of the caller's name or of the transcript",
      ),
  }),
  response: pageOf(message),
  example: {
    query: { numberId: exampleIds.mainNumber, state: 'new' },
    response: { items: [exampleMessage] },
  },
})
