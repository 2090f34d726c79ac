/** What writes letters: queues them in the transaction of the change that they tell of. A job delivers them. */
import { type Db, queueLetter, type SecretBox } from '@mainline/storage'
import type { Letter } from './letter.ts'

export interface MailSender {
  /** false without a mail server: a letter would go nowhere, so other ways to tell have to be taken. */
  readonly on: boolean
  /**
   * Queues a letter.
   *
   * @param tx of the change: the letter goes with it, or not at all
   * @returns its identifier; undefined when mail is off
   */
  send(letter: Letter, tx: Db): Promise<string | undefined>
}

/** The sender of the process. Letters are sealed until they are sent, for they carry links that open doors. */
export const mailSender = (secrets: SecretBox, on: boolean): MailSender => ({
  on,
  async send({ to, subject, text, html }, tx) {
    if (!on) return undefined
    return queueLetter(tx, {
      recipient: to,
      subject,
      sealed: secrets.seal(JSON.stringify({ text, html })),
    })
  },
})
