/**
 * A database that answers too late for an engine (its patience): what was not waited for is not done behind its back, and the
 * connection that it was asked over is as good as new, or gone (C9).
 */
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase } from '../testing/index.ts'
import type { Database } from './database.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import { beginMessage, findMessage, finishMessage, listMessages } from './messages.ts'

let database: Database
/** Somebody else at the same database. */
let other: pg.Client
let mailboxId: string

beforeEach(async () => {
  database = await openTestDatabase({ connections: 1, patienceMs: 400 })
  const tenant = await createTenant(database.kysely)
  mailboxId = (await findMailboxOfNumber(database.kysely, tenant.main.id))?.id ?? ''
  const { host, port, user, password, database: name, connectionString } = database.pool.options
  other = new pg.Client({ host, port, user, password, database: name, connectionString })
  await other.connect()
}, 60_000)
afterEach(async () => {
  await other?.end()
  await database?.close()
})

const begin = () =>
  beginMessage(database.kysely, {
    mailboxId,
    callId: 'c',
    callerNumber: null,
    callerName: null,
    path: '{id}.wav',
    startedAt: 1,
  })

/** Nobody writes messages until the work, which waits for it in vain, has failed, and the database has heard of that. */
async function whileLocked(work: () => Promise<unknown>): Promise<void> {
  await other.query('begin')
  await other.query('lock table messages in share mode')
  await expect(work()).rejects.toThrow()
  const waiting = async () => (await other.query('select from pg_locks where not granted')).rowCount
  await expect.poll(waiting, { timeout: 3_000 }).toBe(0)
  await other.query('commit')
}

/** As another server sees it. */
const stateOf = async (id: string): Promise<unknown> =>
  (await other.query('select state from messages where id = $1', [id])).rows[0]?.state

it('a transaction that was given up leaves no transaction behind: what follows is really stored', async () => {
  const first = must(await begin())
  await whileLocked(() => finishMessage(database.kysely, first.id, { seconds: 3 }))
  const second = must(await begin())
  expect(await findMessage(database.kysely, second.id)).toMatchObject({ state: 'recording' })
  expect(await stateOf(second.id)).toBe('recording')
  must((await finishMessage(database.kysely, first.id, { seconds: 3 })) ?? { kind: 'refusal' })
  expect(await stateOf(first.id)).toBe('new')
})

it('a message whose row came too late is not begun after all: nobody would ever close it', async () => {
  await whileLocked(begin)
  must(await begin())
  expect((await listMessages(database.kysely)).items).toHaveLength(1)
})
