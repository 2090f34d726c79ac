import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase } from '../testing/index.ts'
import { connectDatabase, type Database } from './database.ts'
import { jobQueueRevision } from './job-queue.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

it('the revision is the one that the pinned version brings', async () => {
  const { rows } = await database.pool.query('select max(id) as revision from graphile_worker.migrations')
  expect(rows[0].revision).toBe(jobQueueRevision)
})

it('servers that start together on an empty database all find the queue', async () => {
  const { pool } = database
  await pool.query('create database shared')
  const { host, user, connectionString } = pool.options
  const config = connectionString
    ? { connectionString: Object.assign(new URL(connectionString), { pathname: '/shared' }).href }
    : { host, user, database: 'shared' }
  const servers = await Promise.all(Array.from({ length: 4 }, () => connectDatabase(config)))
  for (const server of servers) {
    await server.pool.query(`select add_job('hello', '{}', null, null, null)`)
    await server.close()
  }
  await pool.query('drop database shared with (force)')
})
