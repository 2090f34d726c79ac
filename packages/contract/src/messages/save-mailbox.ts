/** Saves where the messages of an ordinary number are mailed, and the language of its mailbox (M13). */
import { z } from 'zod'
import { emailAs } from '../call-settings/call-settings.ts'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { distinctAddresses } from '../schemas/distinct.ts'
import { version } from '../schemas/identifier.ts'
import { language } from '../schemas/text.ts'
import { exampleMailbox, mailbox } from './message.ts'

export const saveMailbox = defineMethod({
  id: 'save-mailbox',
  group: 'messages',
  method: 'PATCH',
  path: `${apiPrefix}/numbers/:numberId/mailbox`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Change the mailbox of a number',
  description: 'The addresses of a main number are part of its call settings, and refused here.',
  params: numberParams,
  body: z.object({
    version,
    language: language.nullable().optional().describe('null: that of number and site'),
    voicemailEmails: z.array(z.email().max(254)).max(20).transform(distinctAddresses).optional(),
    emailAs: emailAs.optional(),
  }),
  response: mailbox,
  errors: ['not-found', 'wrong-state', 'stale-version'],
  example: {
    params: exampleNumberParams,
    body: { version: 1, voicemailEmails: ['maya@alder-finch.example'] },
    response: { ...exampleMailbox, voicemailEmails: ['maya@alder-finch.example'], version: 2 },
  },
})
