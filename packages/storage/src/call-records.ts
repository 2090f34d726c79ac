/** Call records (C13): written in batches, one statement each; read by site, organization or number, newest first. */
import { isE164 } from '@mainline/pbx'
import { sql } from 'kysely'
import { tellOfMessages } from './lost-calls.ts'
import { type Page, type PageRequest, pageLimit, rowsToRead } from './page.ts'
import type { CallRecord, Db } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** A record as it is written; what is not known may be left out. */
export type NewCallRecord = Omit<CallRecord, 'outOfHours' | 'outgoing' | 'reception' | 'ladder'> & {
  ladder?: string | null
  outgoing?: CallRecord['outgoing']
  outOfHours?: boolean | null
  reception?: CallRecord['reception']
}

export interface CallRecordFilter extends PageRequest {
  /** `previous` of another page, or the place of a call: the newer ones next to it. */
  before?: string | undefined
  operatorId?: string | undefined
  siteId?: string | undefined
  organizationId?: string | undefined
  numberId?: string | undefined
  /** Started at or after, ms since the epoch. */
  from?: number | undefined
  /** Started before, ms since the epoch. */
  to?: number | undefined
  result?: CallRecord['result'] | undefined
  /** Whether it came in or went out (C15). */
  direction?: 'in' | 'out' | undefined
  /** A seat of a reception had it. */
  seatId?: string | undefined
  /** Digits that the caller's number contains. */
  callerDigits?: string | undefined
}

/** A page with the way back to newer calls. */
export interface CallRecordPage extends Page<CallRecord> {
  /** What to pass as `before` for the page before; absent on the newest. */
  previous?: string
}

/**
 * Writes many records in one statement. A record of a call that is known already replaces it, so that a batch
 * whose answer was lost can be sent again.
 */
export async function insertCallRecords(db: Db, rows: readonly NewCallRecord[]): Promise<void> {
  if (rows.length === 0) return
  const placed = await placeTurnedAway(db, rows)
  const lost = rows.filter(({ reason }) => reason === 'engine-lost').map(({ callId }) => callId)
  if (lost.length === 0) return insertRecords(db, placed)
  await inTransaction(db, async (tx) => {
    await insertRecords(tx, placed)
    await tellOfMessages(tx, lost)
  })
}

async function insertRecords(db: Db, rows: readonly NewCallRecord[]): Promise<void> {
  await sql`
    insert into call_records (call_id, operator_id, site_id, organization_id, number_id, trunk_id, sip_call_id,
      caller_number, caller_name, called_number, started_at, answered_at, ended_at, result, reason, answered_by,
      settings_version, path, legs, codecs, media_stats, out_of_hours, reception, ladder, outgoing)
    select distinct on (r."callId") * from jsonb_to_recordset(${storableJson(rows)}::jsonb) as r(
      "callId" text, "operatorId" uuid, "siteId" uuid, "organizationId" uuid, "numberId" uuid, "trunkId" uuid,
      "sipCallId" text, "callerNumber" text, "callerName" text, "calledNumber" text, "startedAt" bigint,
      "answeredAt" bigint, "endedAt" bigint, result text, reason text, "answeredBy" text, "settingsVersion" int,
      path jsonb, legs jsonb, codecs jsonb, "mediaStats" jsonb,
      "outOfHours" boolean, reception jsonb, ladder text, outgoing text)
    on conflict (call_id) do update set
      answered_at = excluded.answered_at, ended_at = excluded.ended_at, result = excluded.result,
      reason = excluded.reason, answered_by = excluded.answered_by, path = excluded.path, legs = excluded.legs,
      codecs = excluded.codecs, media_stats = excluded.media_stats, reception = excluded.reception,
      ladder = excluded.ladder
    -- Nobody who thinks that an engine was lost with the call knows better than who went on with it.
    where excluded.reason <> 'engine-lost' or call_records.reason = 'engine-lost'
  `.execute(db)
}

/** Why a call was refused before its number was looked at. */
const turnedAway: ReadonlySet<string> = new Set(['engine-full', 'engine-stopping', 'lookup-failed'])

/** Calls that an engine refused unread are put down to whose number they were for. */
async function placeTurnedAway(db: Db, rows: readonly NewCallRecord[]): Promise<readonly NewCallRecord[]> {
  const isUnplaced = ({ result, reason, operatorId, calledNumber }: NewCallRecord) =>
    result === 'rejected' && operatorId === null && turnedAway.has(reason) && isE164(calledNumber)
  const called = [...new Set(rows.filter(isUnplaced).map(({ calledNumber }) => calledNumber))]
  if (called.length === 0) return rows
  const numbers = await db
    .selectFrom('numbers')
    .select(['id as numberId', 'e164', 'operatorId', 'siteId', 'organizationId'])
    .where('e164', 'in', called)
    .execute()
  const places = new Map(numbers.map(({ e164, ...place }) => [e164, place]))
  return rows.map((row) => (isUnplaced(row) ? { ...row, ...places.get(row.calledNumber) } : row))
}

/** JSON without what PostgreSQL's text cannot hold: NUL, and halves of surrogate pairs. They become U+FFFD. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value)
  if (!/\\u(?:0000|d)/.test(json)) return json
  return json.replace(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g, (sequence) =>
    /^\\u(?:0000|d[89a-f])/.test(sequence) ? '\\ufffd' : sequence,
  )
}

export async function findCallRecord(db: Db, callId: string): Promise<CallRecord | undefined> {
  return db.selectFrom('callRecords').selectAll().where('callId', '=', callId).executeTakeFirst()
}

/** Newest first. The page key is time and call id together. */
export async function listCallRecords(db: Db, filter: CallRecordFilter = {}): Promise<CallRecordPage> {
  const back = filter.before !== undefined
  const direction = back ? 'asc' : 'desc'
  let query = db
    .selectFrom('callRecords')
    .selectAll()
    .orderBy('startedAt', direction)
    .orderBy('callId', direction)
    .limit(rowsToRead(filter))
  if (filter.siteId) query = query.where('siteId', '=', filter.siteId)
  if (filter.organizationId) query = query.where('organizationId', '=', filter.organizationId)
  if (filter.numberId) query = query.where('numberId', '=', filter.numberId)
  if (filter.operatorId) query = query.where('operatorId', '=', filter.operatorId)
  if (filter.result) query = query.where('result', '=', filter.result)
  if (filter.direction) query = query.where('outgoing', filter.direction === 'out' ? 'is not' : 'is', null)
  if (filter.seatId)
    query = query.where('reception', 'is not', null).where(sql`reception ->> 'seatId'`, '=', filter.seatId)
  if (filter.callerDigits) {
    // A seat's calls are few, and read as they are.
    if (isIndexed(filter))
      query = query.where('callId', '=', sql<string>`any(${await findByCaller(db, filter)}::text[])`)
    else query = query.where('callerNumber', 'like', `%${filter.callerDigits}%`)
  }
  if (filter.from !== undefined) query = query.where('startedAt', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('startedAt', '<', filter.to)
  const cursor = filter.before ?? filter.after
  if (cursor) {
    const [startedAt = '', ...callId] = cursor.split('/')
    const place = sql`(${Number(startedAt)}::bigint, ${callId.join('/')})`
    query = query.where(sql<boolean>`(started_at, call_id) ${sql.raw(back ? '>' : '<')} ${place}`)
  }
  return callPage(await query.execute(), filter)
}

/** Cuts what was read to the page that was asked for, newest first whichever way it was read. */
function callPage(rows: CallRecord[], filter: CallRecordFilter): CallRecordPage {
  const isMore = rows.length > pageLimit(filter)
  const items = rows.slice(0, pageLimit(filter))
  if (filter.before !== undefined) items.reverse()
  const [first, last] = [items[0], items.at(-1)]
  if (!first || !last) return { items }
  const [isNext, isPrevious] =
    filter.before === undefined ? [isMore, filter.after !== undefined] : [true, isMore]
  return {
    items,
    ...(isNext && { next: placeOf(last) }),
    ...(isPrevious && { previous: placeOf(first) }),
  }
}

const placeOf = ({ startedAt, callId }: CallRecord): string => `${startedAt}/${callId}`

/** Three digits are what the index knows. It reads towards older calls; newer ones are few between a call and now. */
const isIndexed = ({ callerDigits = '', seatId, before }: CallRecordFilter): boolean =>
  /\d{3}/.test(callerDigits) && seatId === undefined && before === undefined

/** Calls of the page that the filter asks for. */
async function findByCaller(db: Db, filter: CallRecordFilter): Promise<string[]> {
  const [before, ...callId] = filter.after?.split('/') ?? []
  const conditions = {
    operator_id: filter.operatorId,
    site_id: filter.siteId,
    organization_id: filter.organizationId,
    number_id: filter.numberId,
    result: filter.result,
    direction: filter.direction,
    from: filter.from,
    to: filter.to,
    ...(before !== undefined && { before_at: before, before_id: callId.join('/') }),
  }
  const { rows } = await sql<{ callId: string }>`select find_calls(${`%${filter.callerDigits}%`},
    ${JSON.stringify(conditions)}::jsonb, ${rowsToRead(filter)}) as call_id`.execute(db)
  return rows.map(({ callId: id }) => id)
}
