/** Hands one letter to the mail server; what it says is kept with the letter. */
import { findQueuedLetter, letterFailed, letterSent, type SecretBox } from '@mainline/storage'
import type { MailTransport } from '../mail/mail-transport.ts'
import type { Job } from './job.ts'

/**
 * A letter may go out twice when the process dies between the mail server's yes and ours: better than never. Its Message-ID stays the
 * same, so whoever gets it can tell.
 */
export const deliverLetter = (secrets: SecretBox, transport: MailTransport): Job<{ letterId: string }> => ({
  name: 'deliver-letter',
  async run({ letterId }, { database: { kysely: db } }, { last }) {
    const row = await findQueuedLetter(db, letterId)
    if (!row?.sealed) return
    const { text, html }: { text: string; html: string } = JSON.parse(secrets.open(row.sealed))
    try {
      const messageId = `letter.${letterId}`
      await transport.deliver({ to: row.recipient, subject: row.subject, text, html, messageId })
    } catch (error) {
      await letterFailed(db, letterId, error instanceof Error ? error.message : String(error), last)
      throw error
    }
    await letterSent(db, letterId)
  },
})
