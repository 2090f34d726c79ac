/** A PostgreSQL that somebody else runs, by URL, as a user that is no superuser: what DATABASE_URL is given. */
import pg from 'pg'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { createTenant } from '../testing/index.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { openDatabase } from './database.ts'
import { viewerRoles } from './migrations/row-security.ts'
import { countNumbers, listNumbers } from './number-list.ts'

let server: TestServer
let url = ''
beforeAll(async () => {
  server = await startTestServer()
  const administrator = new pg.Client(server.config)
  await administrator.connect()
  await administrator.query(`create role renter login password 'rent'`)
  // The roles of the API are there already, made by somebody else: whoever runs the server grants them.
  await administrator.query(`grant ${Object.values(viewerRoles).join(', ')} to renter`)
  await administrator.query('create database rented owner renter')
  await administrator.end()
  url = `postgresql://renter:rent@localhost/rented?host=${encodeURIComponent(String(server.config.host))}`
}, 60_000)
afterAll(() => server.stop())

/** What a dump is without that is restored where there is no such role. */
const dropPolicies = (role: string) => `do $$ declare each record; begin
  for each in select * from pg_policies where '${role}' = any(roles) loop
    execute format('drop policy %I on %I', each.policyname, each.tablename);
  end loop; end $$`

it('is migrated, holds a tenant, and shows an operator its own alone', { timeout: 60_000 }, async () => {
  const database = await openDatabase({ url })
  try {
    expect(database.serverPid).toBeUndefined()
    const own = await createTenant(database.kysely)
    await createTenant(database.kysely, { first: '+442079461000' })
    const view = database.scoped({
      role: 'operator-admin',
      name: 'Test',
      operatorId: own.operator.id,
      siteIds: null,
      organizationId: null,
      userId: null,
    })
    const { items } = await listNumbers(view, { search: '20794' })
    expect(new Set(items.map(({ operatorId }) => operatorId))).toEqual(new Set([own.operator.id]))
    expect(await countNumbers(view)).toMatchObject({ total: 3, byKind: { main: 1, ordinary: 2 } })
  } finally {
    await database.close()
  }
})

it('is opened again as it was left', { timeout: 60_000 }, async () => {
  const database = await openDatabase({ url })
  expect(await countNumbers(database.kysely)).toMatchObject({ total: 6 })
  await database.close()
})

it.each([
  [
    'restored in a cluster without its roles',
    dropPolicies('mainline_operator'),
    'mainline_operator: it was restored',
  ],
  ['whose user may not act as a role', 'revoke mainline_user from renter', 'may not act as mainline_user'],
  [
    'whose user has made a role, and may administer it alone',
    'grant mainline_user to renter with admin true, set false',
    'grant mainline_user to "renter"',
  ],
])('%s --> does not start: the API could answer nobody', { timeout: 60_000 }, async (_, spoil, words) => {
  const administrator = new pg.Client({ ...server.config, database: 'rented' })
  await administrator.connect()
  onTestFinished(() => administrator.end())
  await administrator.query('drop database if exists spoilt')
  await administrator.query('create database spoilt template rented owner renter')
  onTestFinished(() => administrator.query('grant mainline_user to renter with set true').then(() => {}))
  const client = new pg.Client({ ...server.config, database: 'spoilt' })
  await client.connect()
  await client.query(spoil)
  await client.end()
  await expect(openDatabase({ url: url.replace('/rented', '/spoilt') })).rejects.toThrow(words)
})

it('is empty, of a user that may neither act as the roles nor grant them --> all of them are named at once', async () => {
  const administrator = new pg.Client(server.config)
  await administrator.connect()
  await administrator.query('create role newcomer login createrole')
  await administrator.query('create database fresh owner newcomer')
  await administrator.end()
  const fresh = url.replace('renter:rent', 'newcomer').replace('/rented', '/fresh')
  await expect(openDatabase({ url: fresh })).rejects.toThrow(
    `grant ${Object.values(viewerRoles).join(', ')} to "newcomer"`,
  )
})

it('that a newer Mainline has written to is not touched', { timeout: 60_000 }, async () => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`insert into kysely_migration (name, timestamp) values ('9999-later', now()::text)`)
  // The words that a start tells it from other errors by.
  await expect(openDatabase({ url })).rejects.toThrow(
    'corrupted migrations: previously executed migration 9999-later is missing',
  )
  await client.query(`delete from kysely_migration where name = '9999-later'`)
  await client.end()
})

it.each([
  ['a database that is not there', '/rented?', '/missing?', '3D000'],
  ['a user that is not there', 'renter:', 'stranger:', '28000'],
])('%s is told by its code', async (_, part, other, code) => {
  await expect(openDatabase({ url: url.replace(part, other) })).rejects.toMatchObject({ code })
})
