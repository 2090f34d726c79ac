/** Files of audio go with their rows, also where the row was deleted by another server or the file could not be reached. */
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { FakeClock } from '@mainline/sip/testing'
import * as storage from '@mainline/storage'
import { createTenant, must, openTestDatabase, type Tenant } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startAudioSweep, sweepAudio } from './sweep-audio.ts'

const DAY = 86_400_000
const nobody = '00000000-0000-4000-8000-000000000001'
let database: storage.Database
let tenant: Tenant
let mailboxId: string
let folder: string
let clock: FakeClock

beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely, { ordinary: 0 })
  mailboxId = (await storage.findMailboxOfNumber(database.kysely, tenant.main.id))?.id ?? ''
}, 60_000)
afterAll(() => database.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mainline-sweep-'))
  clock = new FakeClock()
  return () => rm(folder, { recursive: true, force: true })
})

async function put(path: string): Promise<string> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), 'audio')
  return path
}

async function left(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

async function message(): Promise<storage.Message> {
  return must(
    await storage.beginMessage(database.kysely, {
      mailboxId,
      callId: 'x',
      callerNumber: null,
      callerName: null,
      path: '{id}.wav',
      startedAt: Date.now(),
    }),
  )
}

const greeting = async () =>
  must(
    await storage.saveGreeting(database.kysely, {
      mailboxId,
      kind: 'no-answer',
      language: null,
      source: 'uploaded',
      path: `greetings/${storage.newId()}.audio`,
      seconds: 3,
      createdBy: 'x',
    }),
  )

const sweep = () => sweepAudio({ folder, db: database.kysely, clock })

it('of deleted messages and greetings; what is kept, and what nobody knows, stays', async () => {
  const db = database.kysely
  const [kept, discarded, chosen, dropped] = [
    await message(),
    await message(),
    await greeting(),
    await greeting(),
  ]
  for (const { path } of [kept, discarded, chosen, dropped]) await put(path)
  await put('of-another-database.wav')
  await storage.discardMessage(db, discarded.id)
  await storage.deleteGreeting(db, dropped.id)
  expect(await sweep()).toBe(2)
  expect((await left()).sort()).toEqual(
    [kept.path, chosen.path.split('/')[1], 'of-another-database.wav'].sort(),
  )
  expect(await sweep()).toBe(0)
})

it('names that were spoken for mailboxes that are gone', async () => {
  await put(`names/${nobody}-0123456789abcdef.audio`)
  await put(`names/${mailboxId}-0123456789abcdef.audio`)
  expect(await sweep()).toBe(1)
  expect(await left()).toEqual([`${mailboxId}-0123456789abcdef.audio`])
})

it('what was left half written, a day later', async () => {
  await put('greetings/new.audio.part')
  const old = await put('greetings/old.audio.part')
  const now = clock.epoch() / 1_000
  await utimes(join(folder, 'greetings/new.audio.part'), now, now)
  await utimes(join(folder, old), now - 90_000, now - 90_000)
  expect(await sweep()).toBe(1)
  expect(await left()).toEqual(['new.audio.part'])
})

it('some minutes after the start, then daily, also after a day without the database', async () => {
  const told: unknown[] = []
  const log = { info: (fields: object) => told.push(fields), warn: (fields: object) => told.push(fields) }
  const files = join(folder, 'recordings')
  const end = startAudioSweep({ folder: files, db: database.kysely, clock }, log)
  await clock.advanceAsync(600_000)
  await expect.poll(() => told).toHaveLength(1)
  await put(`recordings/names/${nobody}-0123456789abcdef.audio`)
  await clock.advanceAsync(DAY)
  await expect.poll(() => told).toHaveLength(2)
  expect(told).toEqual([{ error: expect.objectContaining({ code: 'ENOENT' }) }, { files: 1 }])
  end()
  expect(clock.pending).toBe(0)
})

it('an organization that left leaves no file behind (N7)', async () => {
  const db = database.kysely
  const { path } = must(
    await storage.saveGreeting(db, {
      mailboxId,
      kind: 'out-of-hours',
      language: null,
      source: 'recorded',
      path: 'greeting-of-one-who-left.wav',
      seconds: 3,
      createdBy: 'x',
    }),
  )
  await put(path)
  await put(`names/${mailboxId}-0123456789abcdef.audio`)
  const { id, version, name } = tenant.occupier
  must(await storage.decommission(db, { organizationId: id }, { version, name }))
  expect(await sweep()).toBe(0)
  expect(await storage.purgeMailboxes(db, Date.now() + 1_000 * DAY)).toContain(path)
  expect(await sweep()).toBe(2)
  expect(await left()).toEqual([])
})
