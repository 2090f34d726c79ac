/** What a reception did with its calls in a span of time (supervision): all of them, by day, by organization, by seat. */
import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** Of some of the calls. Times in ms; null where nothing was. */
export interface ReceptionFigures {
  readonly calls: number
  readonly answered: number
  /** Answered within the seconds that are promised. */
  readonly inTime: number
  /** The caller left while it waited at the reception. */
  readonly left: number
  readonly averageWaitMs: number | null
  readonly longestWaitMs: number | null
  /** Of what the seats had of their calls. */
  readonly averageTalkMs: number | null
}

export interface ReceptionFiguresOf extends ReceptionFigures {
  /** Of an organization or a seat. */
  readonly id: string
  readonly name: string
}

export interface ReceptionFiguresOfDay extends ReceptionFigures {
  /** `2026-11-24` */
  readonly day: string
}

/** What one organization or seat had to do on one day; neither: all calls of the day. */
export interface ReceptionFiguresRow extends ReceptionFiguresOfDay {
  readonly organizationName: string | null
  readonly seatName: string | null
}

interface Span {
  readonly siteId: string
  /** Of the days. */
  readonly timeZone: string
  /** Epoch ms; `to` is exclusive. */
  readonly from: number
  readonly to: number
  readonly promiseSeconds: number
}

const figures = (promiseMs: number) => sql`
  count(*)::int as calls,
  count(*) filter (where seat_id is not null)::int as answered,
  count(*) filter (where seat_id is not null and waited <= ${promiseMs}::bigint)::int as in_time,
  count(*) filter (where left_waiting)::int as "left",
  round(avg(waited))::bigint as average_wait_ms,
  max(waited) as longest_wait_ms,
  round(avg(talked) filter (where seat_id is not null))::bigint as average_talk_ms`

/** How long the seat had the caller: neither what rang before, nor whoever the call was passed on to, was talk of the reception. */
const talked = sql`
  case when reception ->> 'seatId' is not null then (
    select sum(coalesce((leg ->> 'endedAt')::numeric, ended_at) - (leg ->> 'answeredAt')::numeric)
    from jsonb_array_elements(legs) leg where leg ->> 'memberId' = reception ->> 'seatId') end`

/** Whoever leaves later on, while a forwarding number rings for example, has not left the queue. */
const leftWaiting = sql`
  result = 'abandoned' and reception ->> 'seatId' is null and path -> -1 ->> 'step' = 'reception'`

const calls = ({ siteId, timeZone, from, to }: Span) => sql`
  select organization_id, call_day(started_at, ${timeZone}) as day, (reception ->> 'waitedMs')::numeric::bigint as waited,
    ${talked} as talked, ${leftWaiting} as left_waiting, reception ->> 'seatId' as seat_id, reception ->> 'seatName' as seat_name
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

/** Days with calls, in order. */
export async function receptionFiguresByDay(db: Db, span: Span): Promise<readonly ReceptionFiguresOfDay[]> {
  const { rows } = await sql<ReceptionFiguresOfDay>`
    select day, ${figures(span.promiseSeconds * 1000)} from (${calls(span)}) c group by day order by day`.execute(
    db,
  )
  return rows
}

/** Each day with what each organization and each seat had of it: the table that is downloaded. */
export async function receptionFiguresTable(db: Db, span: Span): Promise<readonly ReceptionFiguresRow[]> {
  const { rows } = await sql<ReceptionFiguresRow>`
    select c.day, o.name as organization_name, case when grouping(c.seat_id) = 0 then max(c.seat_name) end as seat_name,
      ${figures(span.promiseSeconds * 1000)}
    from (${calls(span)}) c left join organizations o on o.id = c.organization_id
    group by grouping sets ((c.day), (c.day, o.id, o.name), (c.day, c.seat_id))
    having grouping(c.seat_id) = 1 or c.seat_id is not null
    order by c.day, grouping(c.day, c.seat_id, o.id) desc, o.name, seat_name`.execute(db)
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
