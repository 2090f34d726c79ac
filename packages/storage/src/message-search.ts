/** Which messages a person looks for: by the caller's number however it is written, or by a piece of what is said of it. */
import { type RawBuilder, sql } from 'kysely'
import { readSearch } from './number-search.ts'

/**
 * A condition of the patterns of {@link readSearch} over the number of a caller, as it is dialled from abroad and in its
 * country, and then the texts.
 *
 * @param number column of the caller's number, which people may have written as they like
 * @param texts columns
 */
export function saysOf(typed: string, number: string, texts: readonly string[]): RawBuilder<boolean> {
  const { patterns } = readSearch(typed)
  if (patterns.length === 0) return sql<boolean>`false`
  const plain = sql`regexp_replace(coalesce(${sql.ref(number)}, ''), '[^0-9+]', '', 'g')`
  const columns = sql.join(texts.map((text) => sql.ref(text)))
  return sql<boolean>`folded(${plain} || ' ' || coalesce(national_number(${plain}), '') || ' ' || concat_ws(' ', ${columns}))
    like any (${[...patterns]}::text[])`
}
