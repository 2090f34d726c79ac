/** Servers on one database have one key (`secret.key`), or start not at all. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase } from '../testing/index.ts'
import type { Database } from './database.ts'
import { openInstallationKey } from './installation-key.ts'

let database: Database
const folders: string[] = []
beforeAll(async () => {
  database = await openTestDatabase()
}, 60_000)
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function folder(key?: string): string {
  const made = mkdtempSync(join(tmpdir(), 'mainline-key-'))
  folders.push(made)
  if (key !== undefined) writeFileSync(join(made, 'secret.key'), `${key}\n`)
  return made
}
const refusal = (dataFolder: string) =>
  openInstallationKey(database, dataFolder, 300).catch((error: unknown) => error)

it('the first server makes the key, which holds at every start; a new one is given it; another key is refused, and the words say what to do', async () => {
  const first = folder()
  const box = await openInstallationKey(database, first)
  expect((await openInstallationKey(database, first)).open(box.seal('a PIN'))).toBe('a PIN')
  const beside = await openInstallationKey(database, folder())
  expect(beside.open(box.seal('a PIN'))).toBe('a PIN')
  expect(await database.kysely.selectFrom('keyRequests').selectAll().execute()).toEqual([])
  expect(String(await refusal(folder('22'.repeat(32))))).toMatch(
    /another key than there is in .*secret\.key.+ put the secret\.key of the first server there/,
  )
})

it('a new server that nobody gives the key is refused, and leaves no key behind', async () => {
  const lonely = await openTestDatabase()
  await lonely.kysely.insertInto('installationKey').values({ keyCheck: 'of another', since: 0 }).execute()
  const made = folder()
  const refused = () => openInstallationKey(lonely, made, 300)
  await expect(refused()).rejects.toThrow('no running server gave it')
  await expect(refused()).rejects.toThrow('no running server gave it')
  await lonely.close()
})

it('two new servers at the same moment come by one key', async () => {
  const both = await openTestDatabase()
  const [one, other] = await Promise.all([folder(), folder()].map((each) => openInstallationKey(both, each)))
  expect(other?.open(one?.seal('a PIN') ?? Buffer.alloc(0))).toBe('a PIN')
  await both.close()
})
