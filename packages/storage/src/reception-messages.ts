/** Messages that reception takes for organizations (C8): tracked until somebody there has acknowledged them. */
import { type Refusal, refuse } from './errors.ts'
import { newId } from './id.ts'
import { saysOf } from './message-search.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import type { ReceptionMessage, ReceptionNote } from './schema/reception.ts'
import type { Db } from './schema.ts'

export type NewReceptionMessage = Omit<
  ReceptionMessage,
  'id' | 'takenAt' | 'acknowledgedAt' | 'acknowledgedBy'
>

/** With the name of its organization. */
export interface NamedReceptionMessage extends ReceptionMessage {
  readonly organizationName: string
}

const named = (db: Db) =>
  db
    .selectFrom('receptionMessages as m')
    .innerJoin('organizations as o', 'o.id', 'm.organizationId')
    .selectAll('m')
    .select('o.name as organizationName')

export async function insertReceptionMessage(
  db: Db,
  message: NewReceptionMessage,
): Promise<ReceptionMessage> {
  return db
    .insertInto('receptionMessages')
    .values({ ...message, mailedTo: JSON.stringify(message.mailedTo), id: newId(), takenAt: Date.now() })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export interface ReceptionMessageFilter extends PageRequest {
  siteId?: string | undefined
  organizationId?: string | undefined
  open?: boolean | undefined
  /** Digits of the caller's number, or a piece of what was taken down. */
  search?: string | undefined
}

/** What is read of a message besides the number. */
const written = ['m.callerName', 'm.callerCompany', 'm.recipient', 'm.text']

/** The newest first. */
export async function listReceptionMessages(
  db: Db,
  filter: ReceptionMessageFilter = {},
): Promise<Page<NamedReceptionMessage>> {
  let query = named(db).orderBy('m.id', 'desc').limit(rowsToRead(filter))
  if (filter.siteId) query = query.where('m.siteId', '=', filter.siteId)
  if (filter.organizationId) query = query.where('m.organizationId', '=', filter.organizationId)
  if (filter.open !== undefined) query = query.where('m.acknowledgedAt', filter.open ? 'is' : 'is not', null)
  if (filter.search) query = query.where(saysOf(filter.search, 'm.callerNumber', written))
  if (filter.after) query = query.where('m.id', '<', filter.after)
  return toPage(await query.execute(), filter, (row) => row.id)
}

/** Somebody has read it and sees to it; the first who says so stands. */
export async function acknowledgeReceptionMessage(
  db: Db,
  id: string,
  by: string,
): Promise<NamedReceptionMessage | Refusal<NamedReceptionMessage>> {
  await db
    .updateTable('receptionMessages')
    .set({ acknowledgedAt: Date.now(), acknowledgedBy: by })
    .where('id', '=', id)
    .where('acknowledgedAt', 'is', null)
    .execute()
  const current = await named(db).where('m.id', '=', id).executeTakeFirst()
  return current ?? refuse('not-found', 'there is no such message')
}

export async function addReceptionNote(
  db: Db,
  note: Omit<ReceptionNote, 'id' | 'at'>,
): Promise<ReceptionNote> {
  return db
    .insertInto('receptionNotes')
    .values({ ...note, id: newId(), at: Date.now() })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The newest first, twenty at most. */
export async function listReceptionNotes(
  db: Db,
  siteId: string,
  organizationId: string,
): Promise<readonly ReceptionNote[]> {
  return db
    .selectFrom('receptionNotes')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('siteId', '=', siteId)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
}

/** @returns whether there was such a note */
export async function removeReceptionNote(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('receptionNotes').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}
