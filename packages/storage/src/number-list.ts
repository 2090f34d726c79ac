/**
 * The list of numbers as people look at it: filtered, searched, in an order, page by page both ways. The cost of a page
 * does not grow with the stock, and the number of queries not with the page.
 */
import type { NumberState } from '@mainline/pbx'
import { type SelectQueryBuilder, sql } from 'kysely'
import { type NumberSearch, readSearch } from './number-search.ts'
import { type Page, pageLimit, rowsToRead } from './page.ts'
import type { Db, PhoneNumber, Schema } from './schema.ts'

export type NumberOrder = 'number' | 'extension' | 'state'

export interface NumberFilter {
  operatorId?: string | undefined
  siteId?: string | undefined
  organizationId?: string | undefined
  kind?: PhoneNumber['kind'] | undefined
  state?: NumberState | undefined
  /** N4: whether it is assigned to a user. */
  assigned?: boolean | undefined
  /** Whether a device of it is registered. */
  registered?: boolean | undefined
  /** What a person types to find it. */
  search?: string | undefined
}

export interface NumberPageRequest extends NumberFilter {
  /** By number when left out. Those of one state, or without an extension, are in the order of their numbers. */
  order?: NumberOrder | undefined
  descending?: boolean | undefined
  /** `next` of another page: what follows it. */
  after?: string | undefined
  /** `previous` of another page: what comes before it. */
  before?: string | undefined
  limit?: number | undefined
}

/** A page with the way back. */
export interface NumberPage extends Page<PhoneNumber> {
  /** What to pass as `before` for the page before; absent on the first one. */
  previous?: string
}

export interface NumberCounts {
  total: number
  /** There are more than `total`: a search that finds a great many is not counted to its end. */
  more: boolean
  byState: Partial<Record<NumberState, number>>
  byKind: Partial<Record<PhoneNumber['kind'], number>>
}

/** A search is counted up to here. */
const mostFound = 1000
/** A page of what many match is mostly met among so many rows in order. */
const nearby = 4000

type Query = SelectQueryBuilder<Schema, 'numbers', object>

/** A page of what the filter lets through. */
export async function listNumbers(db: Db, request: NumberPageRequest = {}): Promise<NumberPage> {
  const search = await searchOf(db, request)
  const { order = 'number' } = request
  const rows = await readPage(db, request, search)
  const limit = pageLimit(request)
  const items = rows.slice(0, limit)
  if (request.before !== undefined) items.reverse()
  return { items, ...cursorsOf(items, order, rows.length > limit, request) }
}

/** Rows away from the cursor, one more than the page has. What is searched for is looked for nearby, then everywhere. */
async function readPage(db: Db, request: NumberPageRequest, search: Search | undefined) {
  const rows = rowsToRead(request)
  const all = inOrder(filtered(db.selectFrom('numbers'), request), request).selectAll()
  if (!search) return all.limit(rows).execute()
  if (search.patterns.length === 0) return []
  if (!search.indexed || request.registered !== undefined)
    return all.where(matches(search)).limit(rows).execute()
  if (!search.rare) {
    const near = db.selectFrom(all.limit(nearby).as('numbers')).where(matches(search))
    const met = await inOrder(near, request).selectAll().limit(rows).execute()
    if (met.length === rows) return met
  }
  const ids = await findPage(db, request, search, rows)
  return all.where('id', '=', sql<string>`any(${ids}::uuid[])`).execute()
}

/** From the cursor on, or back from it. */
function inOrder(query: Query, request: NumberPageRequest): Query {
  const { order = 'number', after, before } = request
  const cursor = after ?? before
  const direction = directionOf(request)
  let ordered = query
  if (cursor !== undefined) ordered = ordered.where(beyond(order, cursor, direction === 'asc' ? '>' : '<'))
  for (const column of columnsOf[order]) ordered = ordered.orderBy(column, direction)
  return ordered
}

const directionOf = ({ descending = false, before }: NumberPageRequest): 'asc' | 'desc' =>
  descending === (before !== undefined) ? 'asc' : 'desc'

/** Identifiers of a page of a search, from wherever they are. */
async function findPage(db: Db, request: NumberPageRequest, search: Search, rows: number): Promise<string[]> {
  const {
    order = 'number',
    after,
    before,
    operatorId,
    siteId,
    organizationId,
    kind,
    state,
    assigned,
  } = request
  const filter = {
    operator_id: operatorId,
    site_id: siteId,
    organization_id: organizationId,
    kind,
    state,
    assigned,
  }
  const cursor = (after ?? before)?.split('/') ?? null
  const page = await sql<{ id: string }>`select find_number_page(${[...search.patterns]}::text[],
    ${[...search.organizationIds]}::uuid[], ${JSON.stringify(filter)}::jsonb, ${order},
    ${directionOf(request) === 'desc'}, ${cursor}::text[], ${rows}) as id`.execute(db)
  return page.rows.map(({ id }) => id)
}

function cursorsOf(
  items: PhoneNumber[],
  order: NumberOrder,
  isMore: boolean,
  { after, before }: NumberPageRequest,
): { next?: string; previous?: string } {
  const [first, last] = [items[0], items.at(-1)]
  if (!first || !last) return {}
  const isNext = before === undefined ? isMore : true
  const isPrevious = before === undefined ? after !== undefined : isMore
  return {
    ...(isNext && { next: cursorOf(last, order) }),
    ...(isPrevious && { previous: cursorOf(first, order) }),
  }
}

/**
 * How many there are of each state and kind: from the counts that are kept, or from what a search found.
 *
 * @param kept false for who sees single numbers and not the counts of whole organizations
 */
export async function countNumbers(
  db: Db,
  filter: NumberFilter = {},
  { kept = true }: { kept?: boolean } = {},
): Promise<NumberCounts> {
  const search = await searchOf(db, filter)
  const found = search && (await find(db, filter, search))
  const rows = await (found || !kept || filter.registered !== undefined
    ? countRows(db, filter, found?.ids)
    : countKept(db, filter))
  const counts: NumberCounts = { total: 0, more: found?.more ?? false, byState: {}, byKind: {} }
  for (const { state, kind, count } of rows) {
    counts.total += count
    counts.byState[state] = (counts.byState[state] ?? 0) + count
    counts.byKind[kind] = (counts.byKind[kind] ?? 0) + count
  }
  return counts
}

function countKept(db: Db, filter: NumberFilter) {
  let query = db
    .selectFrom('numberCounts')
    .select(['state', 'kind', sql<number>`sum(count)::int`.as('count')])
    .groupBy(['state', 'kind'])
    .having(sql<boolean>`sum(count) <> 0`)
  for (const column of ['operatorId', 'siteId', 'organizationId', 'kind', 'state', 'assigned'] as const) {
    const wanted = filter[column]
    if (wanted !== undefined) query = query.where(column, '=', wanted)
  }
  return query.execute()
}

function countRows(db: Db, filter: NumberFilter, ids: readonly string[] | undefined) {
  const all = filtered(db.selectFrom('numbers'), filter)
  const counted = ids ? all.where('id', '=', sql<string>`any(${[...ids]}::uuid[])`) : all
  return counted
    .select(['state', 'kind', sql<number>`count(*)::int`.as('count')])
    .groupBy(['state', 'kind'])
    .execute()
}

/** What is searched for: texts of numbers, and organizations of such a name. */
interface Search extends NumberSearch {
  readonly organizationIds: readonly string[]
}

async function searchOf(db: Db, filter: NumberFilter): Promise<Search | undefined> {
  if (filter.search === undefined || filter.search.trim() === '') return
  const search = readSearch(filter.search)
  if (search.patterns.length === 0) return { ...search, organizationIds: [] }
  const organizations = await db
    .selectFrom('organizations')
    .select('id')
    .where(sql<string>`folded(name)`, 'like', search.words)
    .limit(mostFound)
    .execute()
  return { ...search, organizationIds: organizations.map(({ id }) => id) }
}

/** What a search finds, in no order; `more`: than {@link mostFound}, or the search is too short to be looked up. */
async function find(
  db: Db,
  filter: NumberFilter,
  { patterns, indexed, organizationIds }: Search,
): Promise<{ ids: readonly string[]; more: boolean }> {
  if (patterns.length === 0 || !indexed) return { ids: [], more: !indexed }
  const { rows } = await sql<{ id: string }>`select find_numbers(${[...patterns]}::text[],
    ${[...organizationIds]}::uuid[], ${filter.operatorId ?? null}, ${filter.siteId ?? null}, ${mostFound + 1}) as id`.execute(
    db,
  )
  const ids = rows.map(({ id }) => id)
  return { ids, more: ids.length > mostFound }
}

function filtered(from: Query, filter: NumberFilter): Query {
  let query = from
  for (const column of ['operatorId', 'siteId', 'organizationId', 'kind', 'state'] as const) {
    const wanted = filter[column]
    if (wanted !== undefined) query = query.where(column, '=', wanted)
  }
  if (filter.assigned !== undefined)
    query = query.where('assignedTo', filter.assigned ? 'is not' : 'is', null)
  if (filter.registered !== undefined)
    query = query.where(sql<boolean>`exists (select from devices d join registrations r on r.device_id = d.id
      where d.number_id = numbers.id and r.expires_at > ${Date.now()}) = ${filter.registered}`)
  return query
}

/** Rows are read in order until there are enough: coalesce keeps the planner from guessing that few do and sorting them all. */
function matches({ patterns, organizationIds }: Search) {
  const [first = '', second = null] = patterns
  return sql<boolean>`coalesce(search_text like ${first} or search_text like ${second}
    or organization_id = any(${[...organizationIds]}::uuid[]), false)`
}

const columnsOf = {
  number: ['e164'],
  extension: ['extensionRank', 'e164'],
  state: ['state', 'e164'],
} as const satisfies Record<NumberOrder, readonly (keyof PhoneNumber)[]>

/** `+442079460100`, `2000/+442079460100`, `ACTIVE/+442079460100`: numbers never share one. */
const cursorOf = (row: PhoneNumber, order: NumberOrder): string =>
  columnsOf[order].map((column) => row[column]).join('/')

const cursorForms = {
  number: /^\+\d{2,15}$/,
  extension: /^\d{1,10}\/\+\d{2,15}$/,
  state: /^[A-Z]{1,20}\/\+\d{2,15}$/,
} as const satisfies Record<NumberOrder, RegExp>

/** Whether a text is a cursor of this order. */
export const isNumberCursor = (text: string, order: NumberOrder): boolean =>
  cursorForms[order].test(text) && (order !== 'extension' || Number.parseInt(text, 10) <= 2_147_483_647)

function beyond(order: NumberOrder, cursor: string, side: '<' | '>') {
  const values = cursor.split('/')
  const columns = sql.join(columnsOf[order].map((column) => sql.ref(column)))
  const bounds = sql.join(
    columnsOf[order].map((column, i) =>
      column === 'extensionRank' ? sql`${Number(values[i])}::int` : sql`${values[i]}::text`,
    ),
  )
  return sql<boolean>`(${columns}) ${sql.raw(side)} (${bounds})`
}
