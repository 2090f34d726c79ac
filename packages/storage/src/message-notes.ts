/** What colleagues note on a voicemail message. */
import { sql } from 'kysely'
import { type Refusal, refuse } from './errors.ts'
import { newId } from './id.ts'
import type { MessageNote } from './schema/voicemail-delivery.ts'
import type { Db } from './schema.ts'

/** So many notes a message has at most. */
const mostNotes = 100

/** The oldest first. */
export async function listMessageNotes(db: Db, messageId: string): Promise<MessageNote[]> {
  return db.selectFrom('messageNotes').selectAll().where('messageId', '=', messageId).orderBy('id').execute()
}

/** Notes something on a message that whoever asks may see. @param at ms since the epoch */
export async function addMessageNote(
  db: Db,
  messageId: string,
  { text, author, at }: Pick<MessageNote, 'text' | 'author' | 'at'>,
): Promise<MessageNote | Refusal> {
  const { rows } = await sql<MessageNote>`
    insert into message_notes (id, message_id, mailbox_id, number_id, operator_id, site_id, organization_id, text, author, at)
    select ${newId()}::uuid, m.id, m.mailbox_id, m.number_id, m.operator_id, m.site_id, m.organization_id, ${text}, ${author}, ${at}
    from messages m where m.id = ${messageId}
      and (select count(*) from message_notes n where n.message_id = m.id) < ${mostNotes}
    returning *`.execute(db)
  if (rows[0]) return rows[0]
  const known = await db.selectFrom('messages').select('id').where('id', '=', messageId).executeTakeFirst()
  return known
    ? refuse('in-use', `the message has ${mostNotes} notes already`)
    : refuse('not-found', 'no such message')
}

export async function deleteMessageNote(
  db: Db,
  messageId: string,
  noteId: string,
): Promise<Refusal | undefined> {
  const { numDeletedRows } = await db
    .deleteFrom('messageNotes')
    .where('id', '=', noteId)
    .where('messageId', '=', messageId)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n ? undefined : refuse('not-found', 'no such note')
}
