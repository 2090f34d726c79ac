/** Reads a message. */

import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleInstant } from '../schemas/example-ids.ts'
import {
  exampleMessage,
  exampleMessageNote,
  exampleMessageParams,
  message,
  messageAccess,
  messageDelivery,
  messageNote,
  messageParams,
} from './message.ts'

export const getMessage = defineMethod({
  id: 'get-message',
  group: 'messages',
  method: 'GET',
  path: `${apiPrefix}/messages/:messageId`,
  access: 'signed-in',
  summary: 'Read a message and what became of its letters',
  params: messageParams,
  response: message
    .extend({
      deliveries: z.array(messageDelivery),
      notes: z.array(messageNote).describe('For colleagues, the oldest first'),
      accesses: z.array(messageAccess).describe('Who heard it, the latest first'),
    })
    .meta({ id: 'MessageDetail' }),
  errors: ['not-found'],
  example: {
    params: exampleMessageParams,
    response: {
      ...exampleMessage,
      notes: [exampleMessageNote],
      accesses: [{ way: 'console', at: exampleInstant, by: 'Maya Alder' }],
      deliveries: [
        {
          recipient: 'office@alder-finch.example',
          state: 'sent',
          attempts: 1,
          lastError: null,
          settledAt: exampleInstant,
          nextTryAt: null,
          triedUntil: null,
        },
      ],
    },
  },
})
