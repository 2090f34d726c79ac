/** The names of what rows refer to, looked up for a whole page in one query each. */
import type { Db } from '@mainline/storage'

/** Names by identifier; what is not seen has none. */
export type Names = (id: string | null) => string

type Referring<Column extends string> = readonly { readonly [Each in Column]: string | null }[]

export const organizationNames = (db: Db, rows: Referring<'organizationId'>): Promise<Names> =>
  namesOf(rows, 'organizationId', (wanted) =>
    db.selectFrom('organizations').select(['id', 'name']).where('id', 'in', wanted).execute(),
  )

export const siteNames = (db: Db, rows: Referring<'siteId'>): Promise<Names> =>
  namesOf(rows, 'siteId', (wanted) =>
    db.selectFrom('sites').select(['id', 'name']).where('id', 'in', wanted).execute(),
  )

export const numberNames = (db: Db, rows: Referring<'numberId'>): Promise<Names> =>
  namesOf(rows, 'numberId', (wanted) =>
    db.selectFrom('numbers').select(['id', 'e164 as name']).where('id', 'in', wanted).execute(),
  )

async function namesOf<Column extends string>(
  referring: Referring<Column>,
  column: Column,
  read: (ids: string[]) => Promise<{ id: string; name: string }[]>,
): Promise<Names> {
  const wanted = [...new Set(referring.map((row) => row[column]))].filter((id) => id !== null)
  const rows = wanted.length > 0 ? await read(wanted) : []
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => (id === null ? '' : (names.get(id) ?? ''))
}
