/** When each member of a hunt group last took a call to its main number (M10): read from the records of its calls. */
import { sql } from 'kysely'
import type { Db } from './schema.ts'

export interface LastAnswered {
  /** Of the membership: whoever left the group and came back has a new one. */
  readonly memberId: string
  /** Ms since the epoch. */
  readonly at: number
}

/** So many answered calls are looked through at most: a number that has more within the time is answered by few of many. */
const mostCalls = 5_000

/**
 * Members that took a call of the number, in no order; whom it is not about has taken none.
 *
 * @param since looks no further back, ms since the epoch
 */
export async function lastAnswered(db: Db, mainNumberId: string, since: number): Promise<LastAnswered[]> {
  const { rows } = await sql<{ memberId: string; at: string }>`
    with answered as (
      select legs from call_records
      where number_id = ${mainNumberId}::uuid and result = 'answered-by-member' and started_at >= ${since}::bigint
      order by started_at desc limit ${mostCalls})
    select m.id as "memberId", max((leg ->> 'answeredAt')::bigint) as at
    from answered, jsonb_array_elements(answered.legs) leg
    join hunt_members m on m.id::text = leg ->> 'memberId' and m.main_number_id = ${mainNumberId}::uuid
    -- Who was too late, or outside and pressed nothing, had an answer, too.
    where leg ->> 'answeredAt' is not null and leg ->> 'outcome' in ('answered', 'ended')
    group by m.id`.execute(db)
  return rows.map(({ memberId, at }) => ({ memberId, at: Number(at) }))
}
