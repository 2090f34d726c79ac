/** Reads the mailbox of a number with its counts. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleMailbox, mailbox } from './message.ts'

export const getMailbox = defineMethod({
  id: 'get-mailbox',
  group: 'messages',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/mailbox`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Read the mailbox of a number',
  description: 'A number has one from its first activation on.',
  params: numberParams,
  response: mailbox,
  errors: ['not-found'],
  example: {
    params: exampleNumberParams,
    response: exampleMailbox,
  },
})
