/** The names of what rows refer to, looked up for a whole page in one query each. */
import type { Db } from '@mainline/storage'

/** Names by identifier; what is not seen has none. */
export type Names = (id: string | null) => string

export const organizationNames = (db: Db, ids: readonly (string | null)[]): Promise<Names> =>
  namesOf(ids, (wanted) =>
    db.selectFrom('organizations').select(['id', 'name']).where('id', 'in', wanted).execute(),
  )

export const siteNames = (db: Db, ids: readonly (string | null)[]): Promise<Names> =>
  namesOf(ids, (wanted) => db.selectFrom('sites').select(['id', 'name']).where('id', 'in', wanted).execute())

export const numberNames = (db: Db, ids: readonly (string | null)[]): Promise<Names> =>
  namesOf(ids, (wanted) =>
    db.selectFrom('numbers').select(['id', 'e164 as name']).where('id', 'in', wanted).execute(),
  )

async function namesOf(
  ids: readonly (string | null)[],
  read: (ids: string[]) => Promise<{ id: string; name: string }[]>,
): Promise<Names> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  const rows = wanted.length > 0 ? await read(wanted) : []
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => (id === null ? '' : (names.get(id) ?? ''))
}
