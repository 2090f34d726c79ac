/** People are written to in the language of where they are. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTenant, createTestUser, openTestDatabase, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import { newId } from './id.ts'
import { languageOfUser } from './letter-language.ts'

let database: Database
let tenant: Tenant
let other: Tenant
beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely)
  other = await createTenant(database.kysely, { first: '+442079460200' })
  await speak(tenant, 'de-DE')
})
afterAll(() => database.close())

const speak = ({ site }: Tenant, language: string) =>
  database.kysely.updateTable('sites').set({ language }).where('id', '=', site.id).execute()

describe('the language of letters to a user', () => {
  it('is that of the only site; of one who has gone, and of nobody, there is none', async () => {
    const { id: userId } = await createTestUser(database.kysely, 'Maya', tenant.occupier)
    expect(await languageOfUser(database.kysely, userId)).toBe('de')
    await database.kysely
      .updateTable('memberships')
      .set({ retiredAt: 1 })
      .where('userId', '=', userId)
      .execute()
    expect(await languageOfUser(database.kysely, userId)).toBeUndefined()
  })
  it('is none where the sites differ', async () => {
    const { id: userId } = await createTestUser(database.kysely, 'Tom', tenant.occupier)
    const { operator, occupier } = other
    await database.kysely
      .insertInto('memberships')
      .values({
        id: newId(),
        userId,
        role: 'occupier-user',
        operatorId: operator.id,
        organizationId: occupier.id,
        createdAt: 0,
      })
      .execute()
    expect(await languageOfUser(database.kysely, userId)).toBeUndefined()
    await speak(other, 'de-AT')
    expect(await languageOfUser(database.kysely, userId)).toBe('de')
  })
})
