/**
 * The call engines of the platform (N5): which are alive, and how far each has followed the change feed. A change holds
 * for calls when every engine that lives has acknowledged a barrier that was raised after its commit.
 */
import { sql } from 'kysely'
import type { EngineRow } from './schema/life.ts'
import type { Db } from './schema.ts'

/** Without a heartbeat for so long, milliseconds, an engine counts as dead. */
export const ENGINE_SILENCE_MS = 3_000

/** Channel on which a barrier is announced; {@link parseBarrier} reads it. */
export const barrierChannel = 'plan_barrier'

/** Channel on which engines acknowledge; {@link parseAcknowledgement} reads it. */
export const acknowledgedChannel = 'engine_acked'

/** The `seq` of a barrier. */
export const parseBarrier = (payload: string): number => Number(payload)

export interface Acknowledgement {
  readonly engineId: string
  readonly seq: number
}

export function parseAcknowledgement(payload: string): Acknowledgement {
  const [engineId = '', seq] = payload.split(' ')
  return { engineId, seq: Number(seq) }
}

/** An engine as it is seen now. */
export interface SeenEngine extends EngineRow {
  readonly state: 'live' | 'dead' | 'ended'
}

/** Says that an engine lives; an engine that it finds silent is declared lost, which the job `engine-lost` follows up. */
export async function beatEngine(db: Db, id: string, name: string): Promise<void> {
  await sql`select engine_beat(${id}::uuid, ${name})`.execute(db)
}

/** Acknowledges every change up to `seq`. */
export async function acknowledgeChanges(db: Db, id: string, seq: number): Promise<void> {
  await sql`select engine_ack(${id}::uuid, ${seq})`.execute(db)
}

/** Asks the engines to acknowledge all that is committed by now. @returns what each has to acknowledge at least */
export async function raiseBarrier(db: Db): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select raise_barrier() as seq`.execute(db)
  return rows[0]?.seq ?? 0
}

/** Of the change feed. Whoever listens already and then drops all that it cached, may acknowledge this. */
export async function lastChange(db: Db): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select last_value as seq from plan_change_seq`.execute(db)
  return rows[0]?.seq ?? 0
}

/** An engine that was stopped is no dead one. */
export async function endEngine(db: Db, id: string): Promise<void> {
  await db.updateTable('engines').set({ endedAt: sql<number>`now_ms()` }).where('id', '=', id).execute()
}

/** All engines that are remembered, the latest first. */
export async function listEngines(db: Db): Promise<SeenEngine[]> {
  return db
    .selectFrom('engines')
    .selectAll()
    .select(
      sql<SeenEngine['state']>`case when ended_at is not null then 'ended'
        when heartbeat_at < now_ms() - ${sql.lit(ENGINE_SILENCE_MS)} then 'dead' else 'live' end`.as('state'),
    )
    .orderBy('id', 'desc')
    .execute()
}

/** Every live engine, by name, and whether it obeys the last change of a number; one that never changed is obeyed. */
export async function confirmationsOf(
  db: Db,
  numberId: string,
): Promise<{ name: string; confirmed: boolean }[]> {
  const change = await db
    .selectFrom('planChanges')
    .select('seq')
    .where('kind', '=', 'number')
    .where('id', '=', numberId)
    .executeTakeFirst()
  const live = (await listEngines(db)).filter(({ state }) => state === 'live')
  return live
    .map(({ name, ackedSeq }) => ({ name, confirmed: ackedSeq >= (change?.seq ?? 0) }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

/** Forgets engines that ended or died longer ago than `ms`. */
export async function forgetEngines(db: Db, ms: number): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    delete from engines where heartbeat_at < now_ms() - ${ms}::bigint and (ended_at is not null or lost_at is not null)
    returning id`.execute(db)
  await sql`delete from kept_calls k where not exists (select from engines e where e.id = k.engine_id)`.execute(
    db,
  )
  await sql`delete from reception_attendance a where not exists (select from engines e where e.id = a.engine_id)`.execute(
    db,
  )
  const gone = rows.map(({ id }) => id)
  if (gone.length > 0) await db.deleteFrom('jobWorkers').where('engineId', 'in', gone).execute()
}

/** Names the workers of an engine's server, instead of those it had, so that their jobs can be freed when it is lost. */
export async function nameJobWorkers(db: Db, engineId: string, workers: readonly string[]): Promise<void> {
  if (workers.length === 0) return
  await db.deleteFrom('jobWorkers').where('engineId', '=', engineId).execute()
  await db
    .insertInto('jobWorkers')
    .values(workers.map((id) => ({ id, engineId })))
    .execute()
}

/** Frees the jobs that servers without a living engine had taken: they are run again. */
export async function freeJobsOfTheDead(db: Db): Promise<void> {
  await sql`
    select graphile_worker.force_unlock_workers(array(
      select distinct locked_by from graphile_worker._private_jobs where locked_by is not null and not exists (
        select from job_workers w join engines e on e.id = w.engine_id
          where w.id = locked_by and e.ended_at is null and e.lost_at is null)))`.execute(db)
}
