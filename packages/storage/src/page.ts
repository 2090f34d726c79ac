/** Lists by page: ordered by identifier, which is the order of creation. */

export interface PageRequest {
  /** Identifier of the last row of the page before. */
  after?: string | undefined
  /** At most this many rows; 100 when left out, never above 1,000. */
  limit?: number | undefined
}

export interface Page<Row> {
  items: Row[]
  /** What to pass as `after` for the next page; absent on the last one. */
  next?: string
}

/** The number of rows to ask the database for: one more than the page, to see whether there is a next one. */
export const rowsToRead = (page: PageRequest): number => pageLimit(page) + 1

/** How many rows a page has at most. */
export const pageLimit = ({ limit = 100 }: PageRequest): number =>
  Math.min(Math.max(1, Math.trunc(limit)), 1000)

/** Cuts what was read (see {@link rowsToRead}) to the page that was asked for. */
export function toPage<Row>(rows: Row[], page: PageRequest, key: (row: Row) => string): Page<Row> {
  const limit = pageLimit(page)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return rows.length > limit && last !== undefined ? { items, next: key(last) } : { items }
}
