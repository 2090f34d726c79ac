/**
 * Databases for tests: fresh, migrated, real. One server a run of tests (a copy of a cluster made once, without fsync),
 * one database a call. With DATABASE_URL set, databases are made on that server instead.
 */
import pg from 'pg'
import { connectDatabase, type Database, type DatabaseOptions } from '../src/database.ts'
import { newId } from '../src/id.ts'
import { makeExternalDatabase } from './external-database.ts'
import { openTestServer, type TestServer } from './test-server.ts'

let server: Promise<TestServer> | undefined
let users = 0

export { atOnce } from './at-once.ts'
export { bindingOf } from './binding.ts'
export { type ExternalDatabase, makeExternalDatabase } from './external-database.ts'
export { planChangesSince } from './plan-changes-since.ts'
export { countQueries } from './query-count.ts'
export {
  activateNumber,
  createTenant,
  createTestUser,
  giveVoiceService,
  must,
  type Tenant,
  type TenantOptions,
  testSecrets,
} from './tenant.ts'

/** A fresh database. Close it: the last one stops the server, unless the whole run has one. */
export async function openTestDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const url = process.env['DATABASE_URL']
  const { database, drop } = await (url ? makeExternal(url, options) : makeOnOwnServer(options))
  let closing: Promise<void> | undefined
  const close = async () => {
    await database.close()
    await drop()
  }
  const closeOnce = () => {
    closing ??= close()
    return closing
  }
  return { ...database, close: closeOnce, [Symbol.asyncDispose]: closeOnce }
}

interface Made {
  database: Database
  drop: () => Promise<void>
}

async function makeExternal(url: string, options: DatabaseOptions): Promise<Made> {
  const { url: own, drop } = await makeExternalDatabase(url, { migrated: true })
  return { database: await connectDatabase({ connectionString: own }, options), drop }
}

async function makeOnOwnServer(options: DatabaseOptions): Promise<Made> {
  users++
  server ??= openTestServer()
  const made = await makeDatabase(server, options).catch(async (error) => {
    await leave()
    throw error
  })
  const drop = async () => {
    await made.drop()
    await leave()
  }
  return { database: made.database, drop }
}

async function makeDatabase(running: Promise<TestServer>, options: DatabaseOptions): Promise<Made> {
  const { config, migrated } = await running
  const name = `test_${newId().replaceAll('-', '')}`
  await administer(config, `create database ${name} template ${migrated}`)
  const database = await connectDatabase({ ...config, database: name }, options)
  return { database, drop: () => administer(config, `drop database ${name} with (force)`) }
}

/** The last user of a server that is nobody else's stops it. */
async function leave(): Promise<void> {
  if (--users > 0) return
  const last = server
  server = undefined
  const { stop } = (await last?.catch(() => undefined)) ?? {}
  await stop?.()
}

async function administer(config: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
