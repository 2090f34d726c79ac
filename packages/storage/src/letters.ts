/** Letters by e-mail: queued with the change that they tell of, so that neither exists without the other. */
import { type Selectable, sql } from 'kysely'
import { newId } from './id.ts'
import type { LetterTable } from './schema/letters.ts'
import type { Db } from './schema.ts'

export type LetterRow = Selectable<LetterTable>

export interface NewLetter {
  recipient: string
  subject: string
  sealed: Buffer
}

/**
 * Queues a letter with the job that delivers it. Open to every role of the database: whoever may make a change may have
 * the letter about it sent, and read none.
 *
 * @returns its identifier
 */
export async function queueLetter(db: Db, { recipient, subject, sealed }: NewLetter): Promise<string> {
  const id = newId()
  await sql`select queue_letter(${id}, ${recipient}, ${subject}, ${sealed}, ${Date.now()})`.execute(db)
  return id
}

/** A letter that still has to go out. */
export async function findQueuedLetter(db: Db, id: string): Promise<LetterRow | undefined> {
  return db
    .selectFrom('letters')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst()
}

/** The mail server took it. Its text is forgotten. */
export async function letterSent(db: Db, id: string): Promise<void> {
  await db
    .updateTable('letters')
    .set((of) => ({
      state: 'sent',
      sealed: null,
      attempts: of('attempts', '+', 1),
      lastError: null,
      settledAt: Date.now(),
    }))
    .where('id', '=', id)
    .execute()
}

/** @param last it is given up, and its text forgotten */
export async function letterFailed(db: Db, id: string, error: string, last: boolean): Promise<void> {
  await db
    .updateTable('letters')
    .set((of) => ({
      attempts: of('attempts', '+', 1),
      lastError: error.slice(0, 500),
      ...(last && { state: 'failed' as const, sealed: null, settledAt: Date.now() }),
    }))
    .where('id', '=', id)
    .execute()
}
