/** A greeting that is recorded in a visit to the portal is there when it is kept, and leaves no file when it is not (C9, C10). */
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NewGreeting } from '@mainline/engine'
import { sealAudio } from '@mainline/media'
import { greetingAt } from '@mainline/pbx'
import { FakeClock } from '@mainline/sip/testing'
import {
  type Database,
  findMailboxOfNumber,
  listGreetings,
  loadPlans,
  mostGreetings,
  saveGreeting,
} from '@mainline/storage'
import { createTenant, must, openTestDatabase, type Tenant, testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { AudioStore } from './audio/audio-store.ts'
import { sweepAudio } from './audio/sweep-audio.ts'
import { portalStore } from './portal-store.ts'

let database: Database
let tenant: Tenant
let mailboxId: string
let folder: string
let portal: ReturnType<typeof portalStore>

beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely, { ordinary: 2 })
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

/** The mailbox of another number, with nothing in it. */
const anotherMailbox = async (index: number): Promise<string> =>
  (await findMailboxOfNumber(database.kysely, tenant.ordinary[index]?.id ?? ''))?.id ?? ''

it('is what callers hear, whatever was uploaded for callers of their language before', async () => {
  const other = await anotherMailbox(0)
  const number = tenant.ordinary[0]?.e164 ?? ''
  const heard = async () => {
    const plans = await loadPlans(database.pool, number, Date.now(), 1)
    const { mailbox, language } = plans.find(({ plan }) => plan.e164 === number)?.plan ?? {}
    return greetingAt(mailbox?.greetings ?? [], { open: true, at: Date.now(), language: language ?? '' })
      ?.file
  }
  const made = { kind: 'no-answer', source: 'uploaded', seconds: 2, createdBy: 'Maya' } as const
  const [plan] = await loadPlans(database.pool, number, Date.now(), 1)
  const language = plan?.plan.language ?? ''
  must(await saveGreeting(database.kysely, { ...made, mailboxId: other, language, path: 'uploaded.wav' }))
  expect(await heard()).toBe('uploaded.wav')
  await portal.keepGreeting(other, 'no-answer', await record(), 1)
  const recorded = await heard()
  expect(recorded).toMatch(/^greeting-/)
  expect((await portal.greetingOf(other, 'no-answer'))?.file).toBe(join(folder, recorded ?? ''))
  // Somebody chooses the other one again, in the console; whoever calls the portal hears what callers hear, and chooses back.
  must(await saveGreeting(database.kysely, { ...made, mailboxId: other, language, path: 'again.wav' }))
  expect((await portal.greetingOf(other, 'no-answer'))?.file).toBe(join(folder, 'again.wav'))
  expect(await portal.chooseGreeting(other, 'no-answer', true)).toBe(true)
  expect(await heard()).toBe(recorded)
})

it('who records one every day never comes to an end: of those beyond what a mailbox holds the oldest one goes', async () => {
  const other = await anotherMailbox(1)
  await portal.keepGreeting(other, 'out-of-hours', await record(), 1)
  for (let day = 1; day <= mostGreetings + 2; day += 1)
    await portal.keepGreeting(other, 'no-answer', await record(), 1)
  const left = await listGreetings(database.kysely, other)
  expect(left).toHaveLength(mostGreetings)
  expect(left.filter(({ chosen }) => chosen).map(({ id }) => id)).toEqual([left[0]?.id, left.at(-1)?.id])
  expect((await readdir(folder)).sort()).toEqual(left.map(({ path }) => path).sort())
})

it('what people have made in the console gives way to nothing', async () => {
  const number = await findMailboxOfNumber(database.kysely, tenant.main.id)
  const before = (await listGreetings(database.kysely, number?.id ?? '')).length
  const made = { mailboxId, kind: 'out-of-hours', language: null, source: 'uploaded', seconds: 2 } as const
  for (let n = before; n < mostGreetings; n += 1)
    must(await saveGreeting(database.kysely, { ...made, path: `${n}.wav`, createdBy: 'Maya' }))
  await expect(portal.keepGreeting(mailboxId, 'no-answer', await record(), 1)).rejects.toThrow('40 greetings')
  expect(await readdir(folder)).toEqual([])
})
