import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SentenceWithName, silentLog } from '@mainline/engine'
import { readWav, writeWav } from '@mainline/media'
import { FakeClock } from '@mainline/sip/testing'
import type { Database } from '@mainline/storage'
import { createTenant, openTestDatabase, type Tenant, testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { AudioStore } from '../audio/audio-store.ts'
import type { Speech } from '../speech/speech.ts'
import { SentencesByName } from './sentences-by-name.ts'

let database: Database
let tenant: Tenant
let folder: string
let audio: AudioStore
let clock: FakeClock
const said: string[] = []
/** What the speech answers. */
let answer: Awaited<ReturnType<Speech['speak']>>
let on = true

beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely)
}, 60_000)
afterAll(() => database?.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'by-name-'))
  audio = new AudioStore({ db: database.kysely, secrets: testSecrets, folder })
  clock = new FakeClock()
  said.length = 0
  on = true
  answer = writeWav(new Int16Array(8_000).fill(500))
  return () => rm(folder, { recursive: true, force: true })
})

function open(): SentencesByName {
  const speech: Speech = {
    on: async () => on,
    async speak(words, language) {
      said.push(`${language}: ${words}`)
      return answer
    },
  }
  return new SentencesByName({ audio, speech, log: silentLog, clock })
}

const of = (
  name: string,
  language = 'en-GB',
  sentence: SentenceWithName['sentence'] = 'you-have-reached',
) => ({
  sentence,
  organizationId: tenant.occupier.id,
  mailboxId: '00000000-0000-4000-8000-000000000001',
  name,
  language,
})

it('is spoken once while the first callers wait, kept encrypted, and found again by every later one and process', async () => {
  const greetings = open()
  const callers = await Promise.all([1, 2, 3].map(() => greetings.find(of('Alder & Finch'))))
  expect(new Set(callers.map((audio) => audio?.file)).size).toBe(1)
  expect(callers[0]?.file).toContain('/names/')
  expect(said).toEqual(['en-GB: You have reached Alder & Finch. Please leave a message after the tone.'])
  const found = await open().find(of('Alder & Finch'))
  const file = await readFile(found?.file ?? '')
  expect(file.toString('latin1', 0, 8)).toBe('mlaudio1')
  const [path] = await readdir(join(folder, 'names'))
  const wav = await audio.read(tenant.occupier.id, `names/${path}`)
  expect(wav && readWav(wav).samples).toHaveLength(8_000)
  expect(said).toHaveLength(1)
})

it('another name, another language, and another occasion, is another sentence', async () => {
  const greetings = open()
  const callsFor = [of('Alder', 'en-GB', 'call-for'), of('Alder', 'de', 'call-for')]
  for (const one of [of('Alder'), of('Finch'), of('Alder', 'de-DE'), ...callsFor]) await greetings.find(one)
  await greetings.settled()
  expect(said).toEqual([
    'en-GB: You have reached Alder. Please leave a message after the tone.',
    'en-GB: You have reached Finch. Please leave a message after the tone.',
    'de-DE: Sie haben Alder erreicht. Bitte hinterlassen Sie nach dem Ton eine Nachricht.',
    'en-GB: A call for Alder. To take it, press 1. To refuse it, press 2.',
    'de: Ein Anruf für Alder. Um ihn anzunehmen, drücken Sie die Eins. Um ihn abzulehnen, drücken Sie die Zwei.',
  ])
})

it.each([
  ['a number is no name', '+442079460001', 'en'],
  ['nor is anything without letters', '24/7', 'en'],
  ['a language without prompts', 'Alder', 'fr'],
] as const)('%s --> the number is spoken', async (_, name, language) => {
  const greetings = open()
  expect(await greetings.find(of(name, language))).toBeUndefined()
  await greetings.settled()
  expect(said).toEqual([])
})

it('a name of several lines is one sentence', async () => {
  const greetings = open()
  await greetings.find(of(`Alder\r\n-o /etc/passwd ${'x'.repeat(300)}`))
  await greetings.settled()
  expect(said[0]).toMatch(/^en-GB: You have reached Alder -o \/etc\/passwd x{50,}\. Please/)
  expect(said[0]?.length).toBeLessThan(200)
})

it('what fails, or speaks nothing of use, is tried again an hour later', async () => {
  const greetings = open()
  answer = { fault: 'speech-failed', words: 'the service answered 500' }
  await greetings.find(of('Alder'))
  await greetings.settled()
  answer = Buffer.from('no audio')
  await clock.advanceAsync(3_600_000)
  await greetings.find(of('Alder'))
  await greetings.settled()
  answer = writeWav(new Int16Array(8_000).fill(500))
  await clock.advanceAsync(3_599_999)
  await greetings.find(of('Alder'))
  await greetings.settled()
  expect(said).toHaveLength(2)
  await clock.advanceAsync(1)
  await greetings.find(of('Alder'))
  await greetings.settled()
  expect(await greetings.find(of('Alder'))).toBeDefined()
})

it('where nothing speaks nothing is asked of it', async () => {
  on = false
  const greetings = open()
  await greetings.find(of('Alder'))
  await greetings.settled()
  expect(said).toEqual([])
})

it('who has waited three seconds hears the number, and the next one the name', async () => {
  let speak = () => {}
  const spoken = new Promise<typeof answer>((resolve) => {
    speak = () => resolve(answer)
  })
  const speech: Speech = { on: async () => true, speak: () => spoken }
  const greetings = new SentencesByName({ audio, speech, log: silentLog, clock })
  const first = greetings.find(of('Alder'))
  let heard: string | undefined
  void first.then((greeting) => {
    heard = greeting?.file ?? 'the number'
  })
  await expect.poll(() => clock.pending).toBe(1)
  await clock.advanceAsync(2_999)
  expect(heard).toBeUndefined()
  await clock.advanceAsync(1)
  expect(await first).toBeUndefined()
  speak()
  await greetings.settled()
  expect(await greetings.find(of('Alder'))).toBeDefined()
})
