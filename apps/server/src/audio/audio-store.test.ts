/** What is there and cannot be read is not what is not there; keys that are gone are gone here too. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readWav, SealError, sealAudio } from '@mainline/media'
import { createOrganization, type Database } from '@mainline/storage'
import { createTenant, openTestDatabase, type Tenant, testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { purgeMailboxes } from '../jobs/purge-mailboxes.ts'
import { openLog } from '../log.ts'
import { AudioStore } from './audio-store.ts'

let database: Database
let folder: string
let tenant: Tenant
let audio: AudioStore

beforeAll(async () => {
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'mainline-audio-'))
  tenant = await createTenant(database.kysely, { ordinary: 0 })
  audio = new AudioStore({ db: database.kysely, secrets: testSecrets, folder })
}, 60_000)
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a key', () => {
  it('is not kept in memory when its time is over, nor when it was destroyed', async () => {
    const db = database.kysely
    let now = 0
    const store = new AudioStore({ db, secrets: testSecrets, folder, now: () => now })
    await store.locate(tenant.occupier.id, 'a.audio')
    now += 600_000
    const left = await createOrganization(db, { name: 'Left', operatorId: tenant.operator.id })
    const { key } = await store.locate(left.id, 'a.audio')
    expect(store.keys).toBe(1)
    await db.updateTable('organizations').set({ decommissionedAt: 1 }).where('id', '=', left.id).execute()
    const about = { attempt: 1, last: false, signal: new AbortController().signal }
    await purgeMailboxes(store).run(undefined, { database, log: openLog('silent', 'test') }, about)
    expect(store.keys).toBe(0)
    expect((await store.locate(left.id, 'a.audio')).key).not.toBe(key)
  })
})

describe('a recording', () => {
  const samples = new Int16Array(8000).fill(1000)
  const read = (path: string) => audio.read(tenant.occupier.id, path)

  it('is read as it was written', async () => {
    await audio.write(tenant.occupier.id, 'a.audio', samples)
    expect(readWav((await read('a.audio')) ?? Buffer.alloc(0)).samples).toEqual(samples)
  })

  it('that is not here is undefined', async () => {
    expect(await read('none.audio')).toBeUndefined()
  })

  it('that is here and cannot be read is an error, and so is one whose key cannot be had', async () => {
    await mkdir(join(folder, 'folder.audio'))
    await expect(read('folder.audio')).rejects.toMatchObject({ code: 'EISDIR' })
    await writeFile(join(folder, 'other.audio'), sealAudio(samples, Buffer.alloc(32, 7).toString('base64')))
    await expect(read('other.audio')).rejects.toThrow(SealError)
    const away = new AudioStore({
      db: database.kysely,
      secrets: { ...testSecrets, open: () => Promise.reject(new Error('away')) } as never,
      folder,
    })
    await expect(away.read(tenant.occupier.id, 'a.audio')).rejects.toThrow('away')
  })
})
