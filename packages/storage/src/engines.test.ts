/** Engines that say that they live, and miss those that do not (N5). */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openTestDatabase } from '../testing/index.ts'
import { insertAlert, standingAlerts } from './alerts.ts'
import type { Database } from './database.ts'
import { beatEngine, ENGINE_SILENCE_MS, listEngines } from './engines.ts'
import { newId } from './id.ts'
import type { Db } from './schema.ts'

let database: Database
let db: Db
let engines: string[] = []
beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
})
afterAll(() => database.close())
beforeEach(async () => {
  await sql`truncate engines`.execute(db)
  engines = Array.from({ length: 4 }, () => newId())
  for (const id of engines) await beat(id)
})

const beat = (id: string) => beatEngine(db, id, `engine ${id}`)
const late = () => sql`update engines set heartbeat_at = now_ms() - ${ENGINE_SILENCE_MS + 1_000}`.execute(db)
const lost = async () => (await listEngines(db)).filter(({ lostAt }) => lostAt !== null).map(({ id }) => id)

it('outlive a crash of the database, which empties what is not logged: nobody takes the calls and jobs of the living', async () => {
  const { rows } = await sql<{ kept: string }>`
    select relpersistence::text as kept from pg_class where oid = 'engines'::regclass`.execute(db)
  expect(rows).toEqual([{ kept: 'p' }])
})

it('one that falls silent is missed by the others', async () => {
  const [silent = '', ...others] = engines
  await late()
  for (const id of others) await beat(id)
  expect(await lost()).toEqual([])
  for (const id of others) await beat(id)
  expect(await lost()).toEqual([silent])
  await beat(silent)
  expect(await lost()).toEqual([])
})

it('is missed at once by one that begins', async () => {
  await late()
  await beat(newId())
  expect((await lost()).sort()).toEqual(engines.sort())
})

it('where the database stood still, all beat again at once: none fails, and none is lost', async () => {
  for (let round = 0; round < 20; round++) {
    await late()
    const beats = await db.transaction().execute(async (tx) => {
      await sql`lock table engines in access exclusive mode`.execute(tx)
      const begun = engines.map(beat)
      const waiting = () =>
        sql`select from pg_locks where relation = 'engines'::regclass and not granted`.execute(db)
      await expect.poll(async () => (await waiting()).rows.length).toBe(engines.length)
      return begun
    })
    await Promise.all(beats)
    expect(await lost()).toEqual([])
  }
})

it('one that was lost, and lives, is an alert no longer, whenever that was raised', async () => {
  const [back = '', dead = ''] = engines
  const nobody = { operatorId: null, siteId: null, organizationId: null, numberId: null }
  for (const id of [back, dead])
    await insertAlert(db, {
      ...{ kind: 'engine-lost', severity: 'critical', words: 'It is lost.', data: {}, at: Date.now() },
      ...nobody,
      subject: `engine ${id}`,
    })
  await beat(back)
  const standing = await standingAlerts(db, 'engine-lost')
  expect(standing.map(({ subject }) => subject)).toEqual([`engine ${dead}`])
})
