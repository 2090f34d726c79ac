/** A voicemail message (C9). */
import { z } from 'zod'
import { emailAs } from '../call-settings/call-settings.ts'
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
    nextTryAt: instant.nullable().describe('null: it is settled, or on its way'),
    triedUntil: instant.nullable().describe('When it is given up; null: it is settled'),
  })
  .meta({ id: 'MessageDelivery' })

export const mailbox = z
  .object({
    id,
    numberId: id,
    organizationId: id,
    language: z.string().nullable(),
    greeting: z.enum(['default', 'own']),
    voicemailEmails: z.array(z.string()).describe('Where messages are mailed (M13)'),
    emailAs,
    newMessages: z.int(),
    savedMessages: z.int(),
    version,
  })
  .meta({ id: 'Mailbox' })

export const exampleMailbox: z.output<typeof mailbox> = {
  id: exampleIds.mailbox,
  numberId: exampleIds.mainNumber,
  organizationId: exampleIds.occupier,
  language: null,
  greeting: 'default',
  voicemailEmails: [],
  emailAs: 'attachment',
  newMessages: 1,
  savedMessages: 0,
  version: 1,
}

/** What a colleague noted on a message. */
export const messageNote = z
  .object({ id, text: z.string(), author: z.string(), at: instant })
  .meta({ id: 'MessageNote' })

export const exampleMessageNote: z.output<typeof messageNote> = {
  id: '019a0000-0000-7000-8000-0000000000f1',
  text: 'Rang back, she comes on Friday.',
  author: 'Maya Alder',
  at: exampleInstant,
}

/** Who heard a message (N11). */
export const messageAccess = z
  .object({
    way: z.enum(['console', 'link', 'export', 'telephone']),
    at: instant,
    by: z.string().describe('A user, a program, or who called the voice portal'),
  })
  .meta({ id: 'MessageAccess' })

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
