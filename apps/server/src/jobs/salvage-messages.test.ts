/** Messages of an engine that is gone for good are kept by whoever has their audio (C9). */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beginMessage, type Database, findMailboxOfNumber, findMessage, newId } from '@mainline/storage'
import { createTenant, must, openTestDatabase, type Tenant, testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AudioStore } from '../audio/audio-store.ts'
import { openLog } from '../log.ts'
import { salvageMessages } from './salvage-messages.ts'

const MINUTE = 60_000
let database: Database
let folder: string
let tenant: Tenant
let audio: AudioStore

beforeAll(async () => {
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'mainline-salvage-'))
  tenant = await createTenant(database.kysely, { ordinary: 0 })
  audio = new AudioStore({ db: database.kysely, secrets: testSecrets, folder })
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

/** A message of an engine that nobody knows any more. */
async function begun(minutesAgo: number): Promise<{ id: string; path: string }> {
  const mailbox = await findMailboxOfNumber(database.kysely, tenant.main.id)
  return must(
    await beginMessage(database.kysely, {
      mailboxId: mailbox?.id ?? '',
      callId: 'x',
      callerNumber: null,
      callerName: null,
      path: '{id}.wav',
      startedAt: Date.now() - minutesAgo * MINUTE,
      recordedBy: { engineId: newId(), recorder: newId() },
    }),
  )
}

const run = (store: AudioStore) =>
  salvageMessages(store).run(
    undefined,
    { database, log: openLog('silent', 'test') },
    { attempt: 1, last: false, signal: AbortSignal.timeout(10_000) },
  )

const stateOf = async ({ id }: { id: string }) => {
  const message = await findMessage(database.kysely, id)
  return { state: message?.state, seconds: message?.seconds, cutShort: message?.cutShort }
}

it('with its audio where it is, without it after an hour; never while it may still be recorded', async () => {
  const [fresh, here, elsewhere, lost] = [await begun(5), await begun(7), await begun(7), await begun(61)]
  const speech = Int16Array.from({ length: 24_000 }, (_, at) => 8_000 * Math.sin(at / 5))
  await audio.write(tenant.occupier.id, here.path, speech)
  await run(audio)
  const recording = { state: 'recording', seconds: 0, cutShort: false }
  expect(await stateOf(fresh)).toEqual(recording)
  expect(await stateOf(elsewhere)).toEqual(recording)
  expect(await stateOf(here)).toEqual({ state: 'new', seconds: 3, cutShort: true })
  expect(await stateOf(lost)).toEqual({ state: 'new', seconds: 0, cutShort: true })
})

it('though the key of another organization does not open', async () => {
  const [sealed, here] = [await begun(7), await begun(7)]
  await audio.write(tenant.occupier.id, here.path, new Int16Array(16_000).fill(1_000))
  class Locked extends AudioStore {
    override locate(organizationId: string, path: string) {
      return path === sealed.path
        ? Promise.reject(new Error('sealed under another key'))
        : super.locate(organizationId, path)
    }
  }
  await run(new Locked({ db: database.kysely, secrets: testSecrets, folder }))
  expect(await stateOf(here)).toMatchObject({ state: 'new', seconds: 2 })
  expect(await stateOf(sealed)).toMatchObject({ state: 'recording' })
})
