/** LISTEN over connections that are lost in every way: said, unsaid, and while they are being taken up again. */
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { Wire } from '../testing/wire.ts'
import { newId } from './id.ts'
import { Listener } from './listener.ts'
import { pause } from './wall-clock.ts'

const database = `listener_${newId().replaceAll('-', '')}`
const limits = { pingMs: 50, patienceMs: 200 }

let server: TestServer
let other: pg.Client
let wire: Wire
let listener: Listener
const heard = vi.fn<(payload: string) => void>()
const reconnected = vi.fn<() => void>()

const administer = async (statement: string) => {
  const administrator = new pg.Client(server.config)
  await administrator.connect()
  await administrator.query(statement)
  await administrator.end()
}

beforeAll(async () => {
  server = await openTestServer()
  await administer(`create database ${database} template ${server.migrated}`)
  other = new pg.Client({ ...server.config, database })
  await other.connect()
})
afterAll(async () => {
  await other.end()
  await administer(`drop database ${database} with (force)`)
  await server.stop()
})
beforeEach(async () => {
  wire = await Wire.open(`${server.config.host}/.s.PGSQL.5432`)
  listener = new Listener({ ...server.config, database, host: '127.0.0.1', port: wire.port }, limits)
  heard.mockClear()
  reconnected.mockClear()
})
afterEach(async () => {
  await listener.close()
  await wire.close()
})

const told = async (payload: string) => {
  await other.query(`select pg_notify('news', $1)`, [payload])
  await expect.poll(() => heard.mock.calls.flat()).toContain(payload)
}
const cut = () =>
  other.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = $1',
    [database],
  )
const isBack = (times = 1) => expect.poll(() => reconnected.mock.calls.length).toBe(times)

it('a connection that the server ends is taken up again, and said', async () => {
  await listener.listen('news', heard, reconnected)
  await told('one')
  await cut()
  await isBack()
  await told('two')
  expect(heard.mock.calls.flat()).toEqual(['one', 'two'])
})

it('lost again before it hears: one connection is there in the end, and everything is heard once', async () => {
  await listener.listen('news', heard, reconnected)
  let losses = 0
  wire.onSent = (bytes, client) => {
    if (losses < 2 && bytes.includes('listen "news"')) {
      losses += 1
      client.destroy()
    }
  }
  await cut()
  await isBack()
  expect(losses).toBe(2)
  // Whoever else tried to be back would be, by now.
  await pause(1_000)
  await told('once')
  await told('last')
  expect(heard.mock.calls.flat()).toEqual(['once', 'last'])
  expect([wire.count, reconnected.mock.calls.length]).toEqual([1, 1])
})

it('a connection that falls silent is given up and taken up again, and said', async () => {
  await listener.listen('news', heard, reconnected)
  wire.fallSilent()
  await other.query(`notify news, 'missed'`)
  await isBack()
  await told('heard')
  expect(wire.count).toBe(1)
})

it('silent while it is taken up again: it is tried once more', async () => {
  await listener.listen('news', heard, reconnected)
  let silences = 0
  wire.onSent = (bytes, client) => {
    if (silences > 0 || !bytes.includes('listen "news"')) return
    silences += 1
    wire.silent.add(client)
  }
  await cut()
  await isBack()
  await told('heard')
  expect([silences, wire.count]).toEqual([1, 1])
})

it('a first connection that fails is told to who asked for it, and tried anew for the next', async () => {
  wire.onSent = (_, client) => client.destroy()
  await expect(listener.listen('news', heard)).rejects.toThrow('terminated')
  wire.onSent = () => {}
  await listener.listen('news', heard)
  await told('one')
  expect([heard.mock.calls.length, wire.count]).toEqual([1, 1])
})

it('closes, though nobody answers any more', async () => {
  listener = new Listener(
    { ...server.config, database, host: '127.0.0.1', port: wire.port },
    { pingMs: 60_000, patienceMs: 200 },
  )
  const stop = await listener.listen('news', heard)
  wire.fallSilent()
  await stop()
  await listener.close()
  await expect.poll(() => wire.count).toBe(0)
})
