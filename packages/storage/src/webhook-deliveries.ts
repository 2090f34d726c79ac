/** Events on their way to webhooks: one row for each, from the event until it was received or given up. */
import { sql } from 'kysely'
import { newId } from './id.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import type { DeliveryState, WebhookDelivery } from './schema/events.ts'
import type { Db } from './schema.ts'

export interface NewDelivery {
  readonly webhookId: string
  readonly operatorId: string
  readonly siteId: string | null
  readonly organizationId: string | null
  /** Place of the event. */
  readonly seq: number
  readonly kind: string
  readonly body: string
}

/** The place up to which webhooks have been told; others wait until the transaction of `db` has ended. */
export async function lockWebhookCursor(db: Db): Promise<number> {
  const { seq } = await db.selectFrom('webhookCursor').select('seq').forUpdate().executeTakeFirstOrThrow()
  return seq
}

export async function moveWebhookCursor(db: Db, seq: number): Promise<void> {
  await db.updateTable('webhookCursor').set({ seq }).execute()
}

/** Due at once. An event that is on its way already is left out. @param now ms since the epoch */
export async function insertDeliveries(
  db: Db,
  deliveries: readonly NewDelivery[],
  now: number,
): Promise<void> {
  if (deliveries.length === 0) return
  const rows = deliveries.map((delivery) => ({ ...delivery, id: newId() }))
  await sql`
    insert into webhook_deliveries (id, webhook_id, operator_id, site_id, organization_id, seq, kind, body, state, attempts,
      created_at, next_attempt_at)
    select id, "webhookId", "operatorId", "siteId", "organizationId", seq, kind, body, 'waiting', 0, ${now}::bigint, ${now}::bigint
    from json_to_recordset(${JSON.stringify(rows)}::json) as d(id uuid, "webhookId" uuid, "operatorId" uuid,
      "siteId" uuid, "organizationId" uuid, seq bigint, kind text, body text)
    on conflict (webhook_id, seq) do nothing`.execute(db)
}

/**
 * Takes the first delivery that is due: nobody else takes it before `until`, and whoever dies with it has only delayed it.
 */
export async function claimDelivery(
  db: Db,
  webhookId: string,
  now: number,
  until: number,
): Promise<WebhookDelivery | undefined> {
  return db
    .updateTable('webhookDeliveries')
    .set({ nextAttemptAt: until })
    .where('id', '=', (eb) =>
      eb
        .selectFrom('webhookDeliveries')
        .select('id')
        .where('webhookId', '=', webhookId)
        .where('state', '=', 'waiting')
        .where('nextAttemptAt', '<=', now)
        .orderBy('seq')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst()
}

/** What became of an attempt. */
export interface Attempt {
  readonly at: number
  readonly status: number | null
  readonly latencyMs: number
  /** null: it was received. */
  readonly error: string | null
  readonly answer: string | null
  /** null after a failure: it is given up. */
  readonly nextAttemptAt: number | null
}

export async function noteAttempt(db: Db, id: string, attempt: Attempt): Promise<void> {
  const { at, nextAttemptAt, error, ...seen } = attempt
  const state: DeliveryState = error === null ? 'delivered' : nextAttemptAt === null ? 'failed' : 'waiting'
  await db
    .updateTable('webhookDeliveries')
    .set((eb) => ({
      ...seen,
      error,
      state,
      nextAttemptAt,
      attemptedAt: at,
      attempts: eb('attempts', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** When the next delivery of a webhook is due; undefined when none waits. */
export async function nextDeliveryAt(db: Db, webhookId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('webhookDeliveries')
    .select((eb) => eb.fn.min('nextAttemptAt').as('at'))
    .where('webhookId', '=', webhookId)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return row?.at ?? undefined
}

export async function listDeliveries(
  db: Db,
  filter: PageRequest & { webhookId: string; state?: DeliveryState | undefined },
): Promise<Page<WebhookDelivery>> {
  let query = db
    .selectFrom('webhookDeliveries')
    .selectAll()
    .where('webhookId', '=', filter.webhookId)
    .orderBy('id', 'desc')
    .limit(rowsToRead(filter))
  if (filter.after) query = query.where('id', '<', filter.after)
  if (filter.state) query = query.where('state', '=', filter.state)
  return toPage(await query.execute(), filter, (row) => row.id)
}

/** Has events sent again, from place to place, both included. @returns how many */
export async function replayDeliveries(
  db: Db,
  range: { webhookId: string; from: number; to: number; failedOnly: boolean },
  now: number,
): Promise<number> {
  let query = db
    .updateTable('webhookDeliveries')
    .set({ state: 'waiting', attempts: 0, nextAttemptAt: now })
    .where('webhookId', '=', range.webhookId)
    .where('seq', '>=', range.from)
    .where('seq', '<=', range.to)
  if (range.failedOnly) query = query.where('state', '=', 'failed')
  return Number((await query.executeTakeFirstOrThrow()).numUpdatedRows)
}

/** Removes what is over and was made before `before` (ms since the epoch). */
export async function pruneDeliveries(db: Db, before: number): Promise<void> {
  await db
    .deleteFrom('webhookDeliveries')
    .where('createdAt', '<', before)
    .where('state', '<>', 'waiting')
    .execute()
}
