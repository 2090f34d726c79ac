/** Letters by e-mail on their way: written in the transaction of what they tell of, delivered by a job. */
export interface LetterTable {
  id: string
  recipient: string
  subject: string
  /** Text and HTML, sealed under the key of the data folder (they carry links that open doors); null once it is settled. */
  sealed: Buffer | null
  state: 'queued' | 'sent' | 'failed'
  attempts: number
  /** What the mail server said last. */
  lastError: string | null
  createdAt: number
  /** When it was sent or given up. */
  settledAt: number | null
}

export interface LetterSchema {
  letters: LetterTable
}
