/** A greeting that is recorded in a visit to the portal is there when it is kept, and leaves no file when it is not (C9, C10). */
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NewGreeting } from '@mainline/engine'
import { sealAudio } from '@mainline/media'
import { FakeClock } from '@mainline/sip/testing'
import { type Database, findMailboxOfNumber } from '@mainline/storage'
import { createTenant, openTestDatabase, testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { AudioStore } from './audio/audio-store.ts'
import { sweepAudio } from './audio/sweep-audio.ts'
import { portalStore } from './portal-store.ts'

let database: Database
let mailboxId: string
let folder: string
let portal: ReturnType<typeof portalStore>

beforeAll(async () => {
  database = await openTestDatabase()
  const tenant = await createTenant(database.kysely, { ordinary: 0 })
  mailboxId = (await findMailboxOfNumber(database.kysely, tenant.main.id))?.id ?? ''
}, 60_000)
afterAll(() => database.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mainline-portal-'))
  const audio = new AudioStore({ db: database.kysely, secrets: testSecrets, folder })
  portal = portalStore({ db: database.kysely, secrets: testSecrets, audio })
  return () => rm(folder, { recursive: true, force: true })
})

/** As the recorder leaves it. */
async function record(): Promise<NewGreeting> {
  const greeting = await portal.newGreeting(mailboxId)
  await writeFile(greeting.file, sealAudio(new Int16Array(8_000), greeting.key ?? ''))
  return greeting
}

it('the one that is kept is the one that callers hear', async () => {
  await portal.keepGreeting(mailboxId, 'no-answer', await record(), 1)
  const greeting = await portal.greetingOf(mailboxId, 'no-answer')
  expect((await readdir(folder)).map((name) => join(folder, name))).toEqual([greeting?.file])
})

it('what a crash leaves of a visit goes with a sweep a day later', async () => {
  const { file } = await record()
  const clock = new FakeClock()
  const sweep = () => sweepAudio({ folder, db: database.kysely, clock })
  const [now, yesterday] = [clock.epoch() / 1_000, clock.epoch() / 1_000 - 90_000]
  await utimes(file, now, now)
  expect(await sweep()).toBe(0)
  await utimes(file, yesterday, yesterday)
  expect(await sweep()).toBe(1)
  expect(await readdir(folder)).toEqual([])
})
