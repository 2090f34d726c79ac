/** A voicemail message (C9). */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'

export const messageState = z.enum(['recording', 'new', 'saved', 'deleted'])

export const message = z
  .object({
    id,
    mailboxId: id,
    numberId: id,
    operatorId: id,
    siteId: id,
    organizationId: id,
    callId: z.string(),
    callerNumber: z.string().nullable(),
    callerName: z.string().nullable(),
    state: messageState,
    cutShort: z.boolean().describe('The recording was interrupted; the audio goes up to its last second'),
    startedAt: instant,
    seconds: z.number().describe('0 while recording'),
    transcription: z
      .enum(['none', 'waiting', 'done', 'failed'])
      .describe('Whether what was said is there as text (MAINLINE_TRANSCRIPTION_URL)'),
    transcript: z.string().nullable(),
  })
  .meta({ id: 'Message' })

/** A letter about the message to one recipient (M13). */
export const messageDelivery = z
  .object({
    recipient: z.string(),
    state: z.enum(['queued', 'sent', 'failed']).describe('Tried for 48 hours, then failed'),
    attempts: z.int(),
    lastError: z.string().nullable().describe('What the mail server said last'),
    settledAt: instant.nullable(),
  })
  .meta({ id: 'MessageDelivery' })

export const mailbox = z
  .object({
    id,
    numberId: id,
    organizationId: id,
    language: z.string().nullable(),
    greeting: z.enum(['default', 'own']),
    newMessages: z.int(),
    savedMessages: z.int(),
    version,
  })
  .meta({ id: 'Mailbox' })

export const exampleMessage: z.output<typeof message> = {
  id: exampleIds.message,
  mailboxId: exampleIds.mailbox,
  numberId: exampleIds.mainNumber,
  operatorId: exampleIds.operator,
  siteId: exampleIds.site,
  organizationId: exampleIds.occupier,
  callId: 'e1-000000000003',
  callerNumber: '+442079460990',
  callerName: null,
  state: 'new',
  cutShort: false,
  startedAt: exampleInstant,
  seconds: 12.4,
  transcription: 'none',
  transcript: null,
}

export const messageParams = z.object({ messageId: id })
export const exampleMessageParams = { messageId: exampleIds.message }
