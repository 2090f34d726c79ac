/** How many statements some work sends, so that a test can hold a list to a number that does not grow with its length. */
import pg from 'pg'

type Query = (...parts: unknown[]) => unknown

/** Counts the statements of every connection of this thread while `work` runs. Nothing else may run meanwhile. */
export async function countQueries(work: () => Promise<unknown>): Promise<number> {
  const client = pg.Client.prototype as unknown as { query: Query }
  const { query } = client
  let count = 0
  client.query = function (this: unknown, ...parts) {
    count++
    return query.apply(this, parts)
  }
  try {
    await work()
    return count
  } finally {
    client.query = query
  }
}
