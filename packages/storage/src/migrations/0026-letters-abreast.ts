/**
 * Four letters about messages go out at a time, whoever they are to; each recipient's went one after the other, two at most.
 * Rolling upgrade: safe, letters that wait are in the queues that they were put into.
 */
import { type Kysely, sql } from 'kysely'

const queueDelivery = `create or replace function queue_delivery(of_delivery uuid, of_recipient text, at bigint) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform graphile_worker.add_job('deliver-message', json_build_object('deliveryId', of_delivery),
        queue_name => 'mail-' || (hashtext(of_delivery::text) & 3), run_at => to_timestamp(at / 1000.0),
        max_attempts => 40, job_key => 'deliver-message ' || of_delivery);
    end $$`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(queueDelivery).execute(db)
}
