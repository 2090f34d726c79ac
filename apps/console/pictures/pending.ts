/** A number that waits for an engine (N5): a second engine is on the list, lives, and does not confirm. */
import pg from 'pg'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import type { Pictured } from './workspace.ts'

/** Of the engine that is silent. */
const silent = '00000000-0000-4000-8000-00000000e003'

interface Row {
  readonly id: string
  readonly version: number
}

/** Activates the RESERVED main number, which is PENDING while `work` runs; half a minute is what it has. */
export async function whilePending(
  { api, databaseUrl }: ServerFixture,
  { siteId, reservedId }: Pictured,
  work: () => Promise<void>,
): Promise<void> {
  const { items } = await api.get<{ items: Row[] }>(
    `/numbers?siteId=${siteId}&organizationId=${reservedId}&kind=main&limit=1`,
  )
  const [main] = items
  if (!main) throw new Error('no main number that is RESERVED')
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  try {
    // Its heart beats on: an hour ahead of the clock.
    await database.query(
      `insert into engines (id, name, started_at, heartbeat_at) values ($1, 'edge-3', now_ms(), now_ms() + 3600000)`,
      [silent],
    )
    // On a busy machine its half minute may end before the pictures do: it is then RESERVED again, as it was.
    const activation = api.post(`/numbers/${main.id}/activate`, { version: main.version }).catch(() => {})
    await work()
    await database.query('delete from engines where id = $1', [silent])
    await activation
  } finally {
    await database.end()
  }
}
