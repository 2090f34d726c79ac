/** Reception cards (M11). */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import { findReceptionCard, saveReceptionCard } from './reception-cards.ts'

let database: Database
let tenant: Tenant
beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely, { ordinary: 1 })
})
afterAll(() => database.close())

const card = (greeting: string) => ({
  card: { inHours: { greeting, comments: [{ text: 'Ask for the code', author: 'Olga' }] } },
  changedBy: 'Olga',
})
const save = (version: number, greeting: string, id = tenant.main.id) =>
  saveReceptionCard(database.kysely, id, version, card(greeting))

it('a number has none until one is written on version 0; of many at once one is', async () => {
  expect(await findReceptionCard(database.kysely, tenant.main.id)).toBeUndefined()
  const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => save(0, `${i}`)))
  expect(answers.filter((answer) => !('kind' in answer))).toHaveLength(1)
  expect(await findReceptionCard(database.kysely, tenant.main.id)).toMatchObject({ version: 1 })
})

it('a stale edit is refused with the card as it is (N12)', async () => {
  expect(must(await save(1, 'Hello')).version).toBe(2)
  expect(await save(1, 'Hi')).toMatchObject({
    code: 'stale-version',
    current: { card: card('Hello').card, changedBy: 'Olga' },
  })
})

it('an ordinary number has none', async () => {
  expect(await save(0, 'Hello', tenant.ordinary[0]?.id)).toMatchObject({ code: 'not-found' })
})
