/** Webhooks: who is told of which events. */
import { type Refusal, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import { present } from './present.ts'
import type { Webhook } from './schema/events.ts'
import type { Db } from './schema.ts'

export interface NewWebhook {
  operatorId: string
  siteId?: string | undefined
  organizationId?: string | undefined
  name: string
  url: string
  kinds: readonly string[]
  /** Encrypted. */
  secret: Buffer
}

export interface WebhookChanges {
  name?: string | undefined
  url?: string | undefined
  kinds?: readonly string[] | undefined
  enabled?: boolean | undefined
}

export async function createWebhook(db: Db, { kinds, ...input }: NewWebhook): Promise<Webhook> {
  return db
    .insertInto('webhooks')
    .values({ ...input, id: newId(), kinds: JSON.stringify(kinds), enabled: true, createdAt: Date.now() })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function findWebhook(db: Db, id: string): Promise<Webhook | undefined> {
  return db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst()
}

/** All that are told of events now. */
export async function enabledWebhooks(db: Db): Promise<Webhook[]> {
  return db.selectFrom('webhooks').selectAll().where('enabled', '=', true).execute()
}

export async function listWebhooks(
  db: Db,
  filter: PageRequest & { operatorId?: string | undefined } = {},
): Promise<Page<Webhook>> {
  let query = db.selectFrom('webhooks').selectAll().orderBy('id').limit(rowsToRead(filter))
  if (filter.after) query = query.where('id', '>', filter.after)
  if (filter.operatorId) query = query.where('operatorId', '=', filter.operatorId)
  return toPage(await query.execute(), filter, (row) => row.id)
}

/** Changes what is named (N12: refused when the version is stale). Enabled again, it has failed at nothing yet. */
export async function updateWebhook(
  db: Db,
  id: string,
  version: number,
  { kinds, ...changes }: WebhookChanges,
): Promise<Webhook | Refusal<Webhook>> {
  const changed = await db
    .updateTable('webhooks')
    .set({
      ...present(changes),
      ...(kinds && { kinds: JSON.stringify(kinds) }),
      ...(changes.enabled && { failingSince: null }),
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  return changed ?? staleOrMissing(await findWebhook(db, id), 'webhook')
}

export async function deleteWebhook(
  db: Db,
  id: string,
  version: number,
): Promise<Refusal<Webhook> | undefined> {
  const gone = await db
    .deleteFrom('webhooks')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return gone.numDeletedRows > 0n ? undefined : staleOrMissing(await findWebhook(db, id), 'webhook')
}

/** A delivery succeeded, or failed (the first failure since the last success stays noted). @returns since when it fails */
export async function noteWebhookHealth(
  db: Db,
  id: string,
  failedAt: number | undefined,
): Promise<number | null> {
  const row = await db
    .updateTable('webhooks')
    .set((eb) => ({
      failingSince: failedAt === undefined ? null : eb.fn.coalesce('failingSince', eb.val(failedAt)),
    }))
    .where('id', '=', id)
    .where('failingSince', failedAt === undefined ? 'is not' : 'is', null)
    .returning('failingSince')
    .executeTakeFirst()
  return row ? row.failingSince : ((await findWebhook(db, id))?.failingSince ?? null)
}

/** It has failed for too long. */
export async function disableWebhook(db: Db, id: string): Promise<void> {
  await db.updateTable('webhooks').set({ enabled: false }).where('id', '=', id).execute()
}
