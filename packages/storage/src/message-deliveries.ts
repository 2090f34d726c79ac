/** Letters about messages (M13): queued by the trigger that finishes a message, settled here, each once. */
import { sql } from 'kysely'
import { newId } from './id.ts'
import type { MessageAccess, MessageDelivery } from './schema/voicemail-delivery.ts'
import type { Db, Tx } from './schema.ts'

/** What a letter about a message tells. */
export interface DeliveryFacts {
  readonly delivery: MessageDelivery
  readonly e164: string
  readonly organizationName: string
  /** IANA zone of the site. */
  readonly zone: string
  /** Of the mailbox, BCP 47. */
  readonly language: string
  /** null: the letter is about a full mailbox, or the message is gone. */
  readonly message: {
    readonly id: string
    readonly path: string
    /** The data folder that its audio was written to; null: not known. */
    readonly recorder: string | null
    readonly callerNumber: string | null
    readonly callerName: string | null
    readonly startedAt: number
    readonly seconds: number
    readonly cutShort: boolean
    readonly state: string
    readonly transcript: string | null
    readonly transcription: 'none' | 'waiting' | 'done' | 'failed'
  } | null
}

/**
 * Locks a letter that still has to go out, until the transaction ends; until then its message is not purged either.
 *
 * @returns undefined when it was settled, or somebody else is sending it
 */
export async function lockDelivery(tx: Tx, id: string): Promise<MessageDelivery | undefined> {
  // The message first, as whoever purges it: no two wait for each other. Whoever hears it meanwhile waits for nobody.
  await sql`select from messages where id = (select message_id from message_deliveries where id = ${id}) for key share`.execute(
    tx,
  )
  return tx
    .selectFrom('messageDeliveries')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

export async function factsOfDelivery(db: Db, delivery: MessageDelivery): Promise<DeliveryFacts | undefined> {
  const place = await db
    .selectFrom('numbers as n')
    .innerJoin('sites as s', 's.id', 'n.siteId')
    .innerJoin('organizations as o', (join) => join.on('o.id', '=', delivery.organizationId))
    .leftJoin('mailboxes as b', (join) => join.on('b.id', '=', delivery.mailboxId))
    .select((of) => [
      'n.e164',
      'o.name as organizationName',
      's.timeZone as zone',
      of.fn.coalesce('n.language', 'b.language', 's.language').as('language'),
    ])
    .where('n.id', '=', delivery.numberId)
    .executeTakeFirst()
  if (!place) return undefined
  const message = delivery.messageId
    ? await db.selectFrom('messages').selectAll().where('id', '=', delivery.messageId).executeTakeFirst()
    : undefined
  return { delivery, ...place, message: message ?? null }
}

/**
 * The mail server took it. With the last of its letters a message goes that is kept by mail only, if each of them had the
 * recording in it: a letter that links to the message is void without it.
 *
 * @param sentAs what the letter was in the end
 * @param now ms since the epoch
 */
export async function deliverySent(
  tx: Tx,
  delivery: MessageDelivery,
  { sentAs, now }: { sentAs: MessageDelivery['sendAs']; now: number },
): Promise<void> {
  await tx
    .updateTable('messageDeliveries')
    .set((of) => ({
      state: 'sent',
      sendAs: sentAs,
      attempts: of('attempts', '+', 1),
      lastError: null,
      settledAt: now,
    }))
    .where('id', '=', delivery.id)
    .where('state', '=', 'queued')
    .execute()
  if (delivery.messageId === null || sentAs !== 'attachment-only') return
  // Two letters that are accepted at once: the second sees the first.
  await tx.selectFrom('messages').select('id').where('id', '=', delivery.messageId).forNoKeyUpdate().execute()
  await sql`update messages set state = 'deleted' where id = ${delivery.messageId} and state = 'new'
    and not exists (select from message_deliveries d where d.message_id = messages.id
      and (d.state <> 'sent' or d.send_as <> 'attachment-only'))`.execute(tx)
}

/** @param again when it is tried again, ms since the epoch; undefined: it is given up */
export async function deliveryFailed(
  tx: Tx,
  { id, recipient }: MessageDelivery,
  error: string,
  { again, now }: { again: number | undefined; now: number },
): Promise<void> {
  await tx
    .updateTable('messageDeliveries')
    .set((of) => ({
      attempts: of('attempts', '+', 1),
      lastError: error.slice(0, 500),
      ...(again === undefined && { state: 'failed' as const, settledAt: now }),
    }))
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute()
  if (again !== undefined) await requeueDelivery(tx, { id, recipient }, again)
}

/** Tries a letter at this time, ms since the epoch, and not before. */
export async function requeueDelivery(
  db: Db,
  { id, recipient }: Pick<MessageDelivery, 'id' | 'recipient'>,
  at: number,
): Promise<void> {
  await sql`select queue_delivery(${id}::uuid, ${recipient}, ${at}::bigint)`.execute(db)
}

/** Letters to this domain that were put off go out now. @returns how many */
export async function releaseDeliveries(db: Db, domain: string): Promise<number> {
  const { rows } = await sql`select graphile_worker.reschedule_jobs(array(
    select j.id from graphile_worker.jobs j join message_deliveries d on j.key = 'deliver-message ' || d.id
      where d.state = 'queued' and lower(substring(d.recipient from '[^@]*$')) = ${domain} and j.run_at > now()
      order by j.id), run_at => now())`.execute(db)
  return rows.length
}

/**
 * Letters that wait without a job, whatever became of it, get one.
 *
 * @returns how many
 */
export async function requeueForgottenDeliveries(db: Db, now: number): Promise<number> {
  const { rows } =
    await sql`select queue_delivery(d.id, d.recipient, ${now}::bigint) from message_deliveries d
    where d.state = 'queued' and not exists (
      select from graphile_worker._private_jobs j where j.key = 'deliver-message ' || d.id)`.execute(db)
  return rows.length
}

/** When each letter about a message that waits is tried next, ms since the epoch, by its id. */
export async function deliveryTries(db: Db, messageId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ deliveryId: string; at: number }>`
    select delivery_id, at from delivery_tries(${messageId}::uuid)`.execute(db)
  return new Map(rows.map(({ deliveryId, at }) => [deliveryId, at]))
}

/** Letters about a message that wait or were given up go out now, whatever rests. @returns how many */
export async function hurryDeliveries(db: Db, messageId: string): Promise<number> {
  const { rows } = await sql<{ hurried: number }>`
    select hurry_deliveries(${messageId}::uuid) as hurried`.execute(db)
  return rows[0]?.hurried ?? 0
}

/** In order of the addresses. */
export async function listMessageDeliveries(db: Db, messageId: string): Promise<MessageDelivery[]> {
  return db
    .selectFrom('messageDeliveries')
    .selectAll()
    .where('messageId', '=', messageId)
    .orderBy('recipient')
    .execute()
}

/** Somebody hears a message (N11). The parts of one listening are written down once. */
export async function noteMessageAccess(
  db: Db,
  messageId: string,
  { way, by, at }: Pick<MessageAccess, 'way' | 'by' | 'at'>,
): Promise<void> {
  await sql`insert into message_accesses (id, message_id, mailbox_id, number_id, operator_id, site_id, organization_id, way, at, by)
    select ${newId()}::uuid, m.id, m.mailbox_id, m.number_id, m.operator_id, m.site_id, m.organization_id, ${way}, ${at}, ${by}
    from messages m where m.id = ${messageId} and not exists (select from message_accesses a
      where a.message_id = m.id and a.by = ${by} and a.way = ${way} and a.at > ${at}::bigint - 600000)`.execute(
    db,
  )
}

/** Who heard a message, the latest first. */
export async function messageAccesses(db: Db, messageId: string): Promise<MessageAccess[]> {
  return db
    .selectFrom('messageAccesses')
    .selectAll()
    .where('messageId', '=', messageId)
    .orderBy('at', 'desc')
    .limit(100)
    .execute()
}
