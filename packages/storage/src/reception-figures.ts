/** What a reception did with its calls in a span of time (supervision): all of them, by organization, by seat. */
import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** Of some of the calls. Times in ms; null where nothing was. */
export interface ReceptionFigures {
  readonly calls: number
  readonly answered: number
  /** Answered within the seconds that are promised. */
  readonly inTime: number
  /** The caller left while it waited. */
  readonly left: number
  readonly averageWaitMs: number | null
  readonly longestWaitMs: number | null
  readonly averageTalkMs: number | null
}

export interface ReceptionFiguresOf extends ReceptionFigures {
  /** Of an organization or a seat. */
  readonly id: string
  readonly name: string
}

interface Span {
  readonly siteId: string
  /** Epoch ms; `to` is exclusive. */
  readonly from: number
  readonly to: number
  readonly promiseSeconds: number
}

const figures = (promiseMs: number) => sql`
  count(*)::int as calls,
  count(*) filter (where seat_id is not null)::int as answered,
  count(*) filter (where seat_id is not null and waited <= ${promiseMs}::bigint)::int as in_time,
  count(*) filter (where seat_id is null and result = 'abandoned')::int as "left",
  round(avg(waited))::bigint as average_wait_ms,
  max(waited) as longest_wait_ms,
  round(avg(ended_at - started_at - waited) filter (where seat_id is not null))::bigint as average_talk_ms`

const calls = ({ siteId, from, to }: Span) => sql`
  select organization_id, result, started_at, ended_at, (reception ->> 'waitedMs')::numeric::bigint as waited,
    reception ->> 'seatId' as seat_id, reception ->> 'seatName' as seat_name
  from call_records
  where reception is not null and reception ->> 'siteId' = ${siteId}
    and started_at >= ${from}::bigint and started_at < ${to}::bigint`

export async function receptionFigures(db: Db, span: Span): Promise<ReceptionFigures> {
  const { rows } = await sql<ReceptionFigures>`
    select ${figures(span.promiseSeconds * 1000)} from (${calls(span)}) c`.execute(db)
  return rows[0] as ReceptionFigures
}

export async function receptionFiguresByOrganization(
  db: Db,
  span: Span,
): Promise<readonly ReceptionFiguresOf[]> {
  const { rows } = await sql<ReceptionFiguresOf>`
    select o.id::text as id, o.name, ${figures(span.promiseSeconds * 1000)}
    from (${calls(span)}) c join organizations o on o.id = c.organization_id
    group by o.id, o.name order by calls desc, o.name`.execute(db)
  return rows
}

/** Only what seats answered. */
export async function receptionFiguresBySeat(db: Db, span: Span): Promise<readonly ReceptionFiguresOf[]> {
  const { rows } = await sql<ReceptionFiguresOf>`
    select seat_id as id, max(seat_name) as name, ${figures(span.promiseSeconds * 1000)}
    from (${calls(span)}) c where seat_id is not null
    group by seat_id order by calls desc, name`.execute(db)
  return rows
}
