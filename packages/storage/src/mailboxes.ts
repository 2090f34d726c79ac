/** Mailboxes: one per number, made with the Default PIN of the number (M12). */
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import { present } from './present.ts'
import type { EmailAs } from './schema/places.ts'
import type { Db, Mailbox } from './schema.ts'
import { newDefaultPin, type SecretBox } from './secrets.ts'

export interface MailboxChanges {
  readonly language?: string | null | undefined
  /** Of an ordinary number (M13). */
  readonly voicemailEmails?: readonly string[] | undefined
  readonly emailAs?: EmailAs | undefined
}

/** The mailbox of a number, made on first call. Refused for a number without organization. */
export async function ensureMailbox(
  db: Db,
  secrets: SecretBox,
  numberId: string,
): Promise<Mailbox | Refusal> {
  const known = await findMailboxOfNumber(db, numberId)
  if (known) return known
  const number = await db
    .selectFrom('numbers')
    .select(['operatorId', 'siteId', 'organizationId', 'e164', 'extension'])
    .where('id', '=', numberId)
    .executeTakeFirst()
  if (!number) return refuse('not-found', 'no such number')
  const { organizationId, e164, extension, ...tenant } = number
  if (organizationId === null) return refuse('wrong-state', 'the number belongs to no organization')
  return db
    .insertInto('mailboxes')
    .values({
      id: newId(),
      numberId,
      ...tenant,
      organizationId,
      defaultPin: secrets.seal(newDefaultPin({ e164, extension: extension ?? undefined })),
      createdAt: Date.now(),
    })
    .onConflict((made) => made.column('numberId').where('retiredAt', 'is', null).doUpdateSet({ numberId }))
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function findMailbox(db: Db, id: string): Promise<Mailbox | undefined> {
  return db.selectFrom('mailboxes').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findMailboxOfNumber(db: Db, numberId: string): Promise<Mailbox | undefined> {
  return db
    .selectFrom('mailboxes')
    .selectAll()
    .where('numberId', '=', numberId)
    .where('retiredAt', 'is', null)
    .executeTakeFirst()
}

/** Language of prompts, null returns to the default; where messages are mailed (N12: refused when the version is stale). */
export async function updateMailbox(
  db: Db,
  id: string,
  version: number,
  { voicemailEmails, ...changes }: MailboxChanges,
): Promise<Mailbox | Refusal<Mailbox>> {
  const changed = await db
    .updateTable('mailboxes')
    .set({
      ...present(changes),
      ...(voicemailEmails && { voicemailEmails: JSON.stringify(voicemailEmails) }),
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  return changed ?? staleOrMissing(await findMailbox(db, id), 'mailbox')
}
