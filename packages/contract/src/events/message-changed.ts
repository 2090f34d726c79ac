/** Somebody heard a message, kept, deleted or brought it back: in the console, by telephone, or because it was mailed (C9, M11). */
import { z } from 'zod'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { defineEvent } from './event-definition.ts'

const state = z.enum(['new', 'saved', 'deleted'])

export const messageChanged = defineEvent({
  kind: 'message.changed',
  summary: 'A message was heard, deleted or brought back.',
  data: z.object({
    messageId: id.nullable().describe('null: many of the mailbox at once'),
    mailboxId: id,
    from: state.nullable(),
    to: state.nullable(),
  }),
  sentence: ({ messageId, to }) =>
    messageId === null
      ? 'Many messages of a mailbox changed.'
      : { new: 'A message is new again.', saved: 'A message was heard.', deleted: 'A message was deleted.' }[
          to ?? 'new'
        ],
  example: { messageId: exampleIds.message, mailboxId: exampleIds.mailbox, from: 'new', to: 'saved' },
})
