/** Jobs, engines and voice services, and the life of a number as the database itself holds it (N1–N10). */
import { type Kysely, sql } from 'kysely'

const jobs = [
  // By the rights of its owner: whoever may make a change may add the job that follows it, and read no other.
  // The queue's own schema comes later than this function (job-queue.ts), which PL/pgSQL does not mind.
  `create function add_job(name text, payload json, key text, run_at bigint, attempts int) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      perform graphile_worker.add_job(name, payload, run_at => to_timestamp(run_at / 1000.0),
        max_attempts => attempts, job_key => key);
    end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of jobs) await sql.raw(statement).execute(db)
}
