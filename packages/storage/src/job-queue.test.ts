import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase } from '../testing/index.ts'
import { connectDatabase, type Database } from './database.ts'
import { freeIdleQueues, jobQueueRevision } from './job-queue.ts'

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

it('a queue that is held for no job is freed after a while, one whose job runs is not', async () => {
  const { pool, kysely } = database
  for (const queue of ['idle', 'just-taken', 'at-work'])
    await pool.query(`select graphile_worker.add_job('hello', '{}', queue_name => $1)`, [queue])
  const hold = `update graphile_worker._private_job_queues set locked_by = 'pool', locked_at = now() - $2::interval
    where queue_name = $1 returning id`
  await pool.query(hold, ['idle', '1 minute'])
  await pool.query(hold, ['just-taken', '1 second'])
  const { rows } = await pool.query(hold, ['at-work', '1 minute'])
  await pool.query(
    `update graphile_worker._private_jobs set locked_by = 'pool', locked_at = now() where job_queue_id = $1`,
    [rows[0].id],
  )
  expect(await freeIdleQueues(kysely)).toBe(1)
  const held = await pool.query(
    'select queue_name from graphile_worker._private_job_queues where locked_by is not null order by queue_name',
  )
  expect(held.rows).toEqual([{ queue_name: 'at-work' }, { queue_name: 'just-taken' }])
})
