/** Who follows events: the engine writes those of calls only for operators of whom somebody could see them. */
import { sql } from 'kysely'
import { interestChannel } from './live-events.ts'
import type { Db } from './schema.ts'

/** `everyone`: somebody follows all operators. */
export interface EventInterest {
  readonly everyone: boolean
  readonly operatorIds: readonly string[]
}

/** Notes that somebody follows an operator (null: all) until then; engines hear of it. @param until ms since the epoch */
export async function noteInterest(db: Db, operatorId: string | null, until: number): Promise<void> {
  await sql`
    with noted as (
      insert into event_interest (operator_id, until) values (${operatorId}::uuid, ${until}::bigint)
      on conflict on constraint event_interest_key do update set until = greatest(event_interest.until, excluded.until))
    select pg_notify(${interestChannel}, '')`.execute(db)
}

/** Who is interested at `now` (ms since the epoch): open streams and webhooks. */
export async function loadInterest(db: Db, now: number): Promise<EventInterest> {
  const { rows } = await sql<{ operatorId: string | null }>`
    select operator_id as "operatorId" from event_interest where until > ${now}::bigint
    union select operator_id from webhooks where enabled`.execute(db)
  return {
    everyone: rows.some(({ operatorId }) => operatorId === null),
    operatorIds: rows.flatMap(({ operatorId }) => operatorId ?? []),
  }
}
