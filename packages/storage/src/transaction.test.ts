import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTenant, openTestDatabase } from '../testing/index.ts'
import type { Database } from './database.ts'
import { createOrganization, findOrganization } from './organizations.ts'
import type { Db, Tx } from './schema.ts'
import { inTransaction } from './transaction.ts'

let database: Database
let db: Db
let one = ''
let other = ''
beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
  const { operator } = await createTenant(db)
  one = (await createOrganization(db, { name: 'One', operatorId: operator.id })).id
  other = (await createOrganization(db, { name: 'Other', operatorId: operator.id })).id
})
afterAll(() => database.close())

const mark = (tx: Tx, id: string) =>
  tx
    .updateTable('organizations')
    .set((of) => ({ version: of('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

/** Marks both when others, too, have marked their first. */
const marking = (order: readonly [string, string], begun: () => Promise<unknown>) =>
  inTransaction(db, async (tx) => {
    await mark(tx, order[0])
    await begun()
    await mark(tx, order[1])
  })

it('two that wait for each other are both done, one of them anew, and each once', async () => {
  const both = Promise.withResolvers<void>()
  let begun = 0
  const wait = () => {
    if (++begun >= 2) both.resolve()
    return both.promise
  }
  await Promise.all([marking([one, other], wait), marking([other, one], wait)])
  expect(begun).toBe(3)
  for (const id of [one, other]) expect(await findOrganization(db, id)).toMatchObject({ version: 3 })
})

it('one that fails by itself is not done anew', async () => {
  let done = 0
  const failing = inTransaction(db, async () => {
    done++
    throw new Error('a bug')
  })
  await expect(failing).rejects.toThrow('a bug')
  expect(done).toBe(1)
})
