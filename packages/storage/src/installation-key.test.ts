/** Servers on one database have one key (`secret.key`), or start not at all. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase } from '../testing/index.ts'
import type { Database } from './database.ts'
import { checkInstallationKey, OtherInstallationKey } from './installation-key.ts'
import { SecretBox } from './secrets.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
}, 60_000)
afterAll(() => database[Symbol.asyncDispose]())

it('the first key is the one, at every start; another is refused, and the words say what to do', async () => {
  const check = (fill: number) =>
    checkInstallationKey(database.kysely, new SecretBox(Buffer.alloc(32, fill)), '/data/secret.key')
  await check(1)
  await check(1)
  const refused = await check(2).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(OtherInstallationKey)
  expect(String(refused)).toMatch(
    /the key in \/data\/secret\.key is not .+ Put the secret\.key of the first server there/,
  )
  await check(1)
})
