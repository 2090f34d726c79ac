/** Hands letters to a mail server (SMTP, RFC 5321). */
import { createTransport } from 'nodemailer'
import type { Letter } from './letter.ts'

/** A letter with what only some have. */
export interface OutgoingLetter extends Letter {
  /** Left part of the Message-ID: a letter that is sent again is known by it (RFC 5322 §3.6.4). */
  readonly messageId?: string
  readonly attachments?: readonly {
    readonly filename: string
    readonly content: Buffer
    readonly contentType: string
  }[]
}

export interface MailTransport {
  /** @throws when the server does not take it, with what it said */
  deliver(letter: OutgoingLetter): Promise<void>
  close(): void
}

/** Longest wait for a mail server, ms: of the connection, and of each answer. */
const patienceMs = 20_000
/** Longest wait for a letter as a whole, ms: a connection that breaks at the wrong moment may be told of by nobody. */
const letterPatienceMs = 120_000

/**
 * @param url `smtp://user:password@host:587` (STARTTLS when offered) or `smtps://…` (TLS from the start)
 * @param from what letters come from: an address, or `Name <address>`
 */
export function openMailTransport({ url, from }: { url: string; from: string }): MailTransport {
  const transport = createTransport(
    { url, connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs },
    { from, disableFileAccess: true, disableUrlAccess: true },
  )
  const domain = /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    async deliver({ to, subject, text, html, messageId, attachments }) {
      const sent = transport.sendMail({
        // As data, so that no character of it is read as another recipient.
        to: { name: '', address: to },
        subject,
        text,
        html,
        ...(messageId !== undefined && { messageId: `<${messageId}@${domain}>` }),
        ...(attachments && { attachments: [...attachments] }),
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      await Promise.race([sent, tooLate()])
    },
    close: () => transport.close(),
  }
}

function tooLate(): Promise<never> {
  return new Promise((_, reject) => {
    AbortSignal.timeout(letterPatienceMs).addEventListener('abort', () =>
      reject(new Error('the mail server did not finish in time')),
    )
  })
}
