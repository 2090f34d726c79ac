/** Connections that fall silent on the way to a database that lives, and work that takes long. */
import pg from 'pg'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { Wire } from '../testing/wire.ts'
import { connectDatabase } from './database.ts'
import { newId } from './id.ts'
import { isUnavailable } from './unavailable.ts'
import { openWatchedPool } from './watched-pool.ts'

/** The embedded server has no use for it; others have it on. */
const asElsewhere = '-c track_activities=on'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
}, 60_000)
afterAll(() => server.stop())

async function open({ endedByDatabase = false, max = 3 } = {}): Promise<{ pool: pg.Pool; wire: Wire }> {
  const { host, user } = server.config
  const wire = await Wire.open(`${host}/.s.PGSQL.5432`)
  const pool = openWatchedPool(
    {
      host: '127.0.0.1',
      port: wire.port,
      user,
      database: 'template1',
      options: asElsewhere,
      max,
      idleTimeoutMillis: 0,
    },
    { silentMs: 200, endedByDatabase },
  )
  pool.on('error', () => {})
  onTestFinished(async () => {
    await pool.end()
    await wire.close()
  })
  return { pool, wire }
}

/** As many connections as `count`, all back in the pool. */
async function fill(pool: pg.Pool, count: number): Promise<void> {
  const taken = await Promise.all(Array.from({ length: count }, () => pool.connect()))
  for (const client of taken) client.release()
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (isUnavailable(error) ? 'away' : error),
  )

it.each([false, true])(
  'a connection that falls silent fails who waits, and costs nobody else the same wait (ended by the database: %s)',
  async (endedByDatabase) => {
    const { pool, wire } = await open({ endedByDatabase })
    await fill(pool, 3)
    wire.fallSilent()
    expect(await outcome(pool.query('select 1'))).toBe('away')
    expect(await Promise.all([1, 2, 3].map(() => outcome(pool.query('select 1'))))).toEqual([
      'done',
      'done',
      'done',
    ])
  },
)

it('a statement that was done, and whose answer was lost on the way, waits no longer either', async () => {
  const { pool, wire } = await open()
  await fill(pool, 1)
  // It reaches the database, and nothing comes back.
  wire.onSent = (bytes, client) => {
    if (bytes.includes('select 2')) setImmediate(() => wire.silent.add(client))
  }
  expect(await outcome(pool.query('select 2, pg_sleep(0.05)'))).toBe('away')
})

it('what takes long goes on, also in a transaction, and so does a transaction that pauses', async () => {
  const { pool, wire } = await open()
  const [long, pausing] = [await pool.connect(), await pool.connect()]
  await pausing.query('begin')
  await fill(pool, 1)
  const slow = long.query('select pg_sleep(2)')
  // Somebody else's connection is gone meanwhile.
  wire.onSent = (bytes, client) => {
    if (bytes.includes('select 3')) wire.silent.add(client)
  }
  expect(await outcome(pool.query('select 3'))).toBe('away')
  expect(await outcome(pausing.query('commit'))).toBe('done')
  expect(await outcome(slow)).toBe('done')
  for (const client of [long, pausing]) client.release()
})

it('the pools of a database are such, that of the API too', { timeout: 30_000 }, async () => {
  const { host, user } = server.config
  const name = `silent_${newId().replaceAll('-', '')}`
  const administrator = new pg.Client(server.config)
  await administrator.connect()
  await administrator.query(`create database ${name} template ${server.migrated}`)
  const wire = await Wire.open(`${host}/.s.PGSQL.5432`)
  const database = await connectDatabase({
    host: '127.0.0.1',
    port: wire.port,
    user,
    database: name,
    options: asElsewhere,
  })
  onTestFinished(async () => {
    await database.close()
    await wire.close()
    await administrator.query(`drop database ${name} with (force)`)
    await administrator.end()
  })
  const provider = {
    role: 'provider-admin',
    name: 'Test',
    operatorId: null,
    siteIds: null,
    organizationId: null,
    userId: null,
  } as const
  const ask = () =>
    Promise.all(
      [database.kysely, database.scoped(provider)].map((db) =>
        outcome(db.selectFrom('sites').select('id').execute()),
      ),
    )
  expect(await ask()).toEqual(['done', 'done'])
  wire.fallSilent()
  expect(await ask()).toEqual(['away', 'away'])
  expect(await ask()).toEqual(['done', 'done'])
})
