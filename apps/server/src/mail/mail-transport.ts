/** Hands letters to a mail server (SMTP, RFC 5321). */
import { createTransport } from 'nodemailer'
import type { Letter } from './letter.ts'

export interface MailTransport {
  /** @throws when the server does not take it, with what it said */
  deliver(letter: Letter): Promise<void>
  close(): void
}

/** Longest wait for a mail server, ms: of the connection, and of each answer. */
const patienceMs = 20_000

/**
 * @param url `smtp://user:password@host:587` (STARTTLS when offered) or `smtps://…` (TLS from the start)
 * @param from what letters come from: an address, or `Name <address>`
 */
export function openMailTransport({ url, from }: { url: string; from: string }): MailTransport {
  const transport = createTransport(
    { url, connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs },
    { from, disableFileAccess: true, disableUrlAccess: true },
  )
  return {
    async deliver({ to, subject, text, html }) {
      await transport.sendMail({
        // As data, so that no character of it is read as another recipient.
        to: { name: '', address: to },
        subject,
        text,
        html,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}
