/** What stands in the one list of messages: voicemail (C9), or what reception took down (C8). */
import { z } from 'zod'
import { receptionMessageRow } from '../reception/reception-message.ts'
import { id } from '../schemas/identifier.ts'
import { message } from './message.ts'

export const inboxItem = z
  .discriminatedUnion('kind', [
    message.extend({ kind: z.literal('voicemail') }).meta({ id: 'VoicemailInInbox' }),
    receptionMessageRow.extend({ kind: z.literal('reception') }).meta({ id: 'ReceptionMessageInInbox' }),
  ])
  .meta({ id: 'InboxItem' })

/** Whose messages. */
export const inboxFilter = z.object({ siteId: id.optional(), organizationId: id.optional() })
