/**
 * The queue of jobs: graphile-worker's, in the same database, so that a job is added in the transaction of the change
 * that it follows and neither exists without the other. Who works it off is the server's part (`apps/server/src/jobs`).
 */
import { sql } from 'kysely'
import type pg from 'pg'
import type { Db } from './schema.ts'

export interface JobOptions {
  /** A job of the same key that still waits is replaced: at most one of a key is ever due. */
  readonly key?: string | undefined
  /** Not before this instant, ms since the epoch; at once when left out. */
  readonly runAt?: number | undefined
  /** How often it is tried before it is given up, the waits growing up to six hours; 25 (four days) when left out. */
  readonly attempts?: number | undefined
}

/**
 * Adds a job; runs after the commit, on whichever server takes it first.
 *
 * @param payload JSON that the job is run with
 */
export async function addJob(
  db: Db,
  name: string,
  payload: object = {},
  { key, runAt, attempts }: JobOptions = {},
): Promise<void> {
  await sql`select add_job(${name}, ${JSON.stringify(payload)}::json, ${key ?? null}, ${runAt ?? null}, ${attempts ?? null})`.execute(
    db,
  )
}

/**
 * Frees queues that are held for a job which is not run any more: one that was run twice, after a server seemed dead, leaves
 * its queue held, and nothing behind it would ever run.
 *
 * @returns how many
 */
export async function freeIdleQueues(db: Db): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update graphile_worker._private_job_queues q set locked_by = null, locked_at = null
    where q.locked_at < now() - interval '30 seconds' and not exists (
      select from graphile_worker._private_jobs j where j.job_queue_id = q.id and j.locked_by is not null)`.execute(
    db,
  )
  return Number(numAffectedRows)
}

/** Revision of the schema that the pinned version of graphile-worker brings. */
export const jobQueueRevision = 20

/**
 * Brings the queue's tables up to date; only one server may do it at a time.
 *
 * @param db the connection that holds the lock of migrations
 * @param pool has a second connection
 */
export async function migrateJobQueue(db: Db, pool: pg.Pool): Promise<void> {
  if ((await presentRevision(db)) >= jobQueueRevision) return
  // Costs half a second to load, which only a first start has to pay before it is ready.
  const { Logger, runMigrations } = await import('graphile-worker')
  await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) })
}

async function presentRevision(db: Db): Promise<number> {
  const { rows: found } = await sql<{ there: string | null }>`
    select to_regclass('graphile_worker.migrations') as there`.execute(db)
  if (!found[0]?.there) return 0
  const { rows } = await sql<{ revision: number | null }>`
    select max(id) as revision from graphile_worker.migrations`.execute(db)
  return rows[0]?.revision ?? 0
}
