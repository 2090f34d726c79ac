/** What versions of long ago have stored is spelled as it is searched, by a migration. */
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTenant, openTestDatabase, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import { createDevice } from './devices.ts'
import { up } from './migrations/0058-one-spelling.ts'
import { listNumbers } from './number-list.ts'
import { createOrganization, findOrganization, listOrganizations } from './organizations.ts'
import type { Db } from './schema.ts'

let database: Database
let db: Db
let tenant: Tenant
const warnings: string[] = []
beforeAll(async () => {
  database = await openTestDatabase({ onWarning: (message) => warnings.push(message) })
  db = database.kysely
  tenant = await createTenant(db, { ordinary: 1 })
}, 60_000)
afterAll(() => database.close())

/** As the migrator runs it: it knows no table. */
const migrate = () => up(db as unknown as Kysely<unknown>)
const decomposed = 'Café Söhne'.normalize('NFD')
const found = async (search: string) =>
  (await listOrganizations(db, { operatorId: tenant.operator.id, search })).items.map(({ id }) => id)
const audited = async () =>
  Number((await sql<{ n: number }>`select count(*) as n from audit_log`.execute(db)).rows[0]?.n)

it('names in decomposed letters, or with two spaces, are found; the rest is not written at all', async () => {
  const operatorId = tenant.operator.id
  const { id } = await createOrganization(db, { name: decomposed.replace(' ', '  '), operatorId })
  const numberId = tenant.ordinary[0]?.id ?? ''
  await sql`update numbers set label = ${'Empfang Süd'.normalize('NFD')} where id = ${numberId}`.execute(db)
  await createDevice(db, {
    numberId,
    name: 'Büro'.normalize('NFD'),
    username: 'buero',
    password: 'correct-horse',
  })
  expect(await found('Café Söhne')).toEqual([])
  const before = await audited()

  await migrate()
  expect(await found('Café Söhne')).toEqual([id])
  expect((await findOrganization(db, id))?.name).toBe('Café Söhne')
  const numbers = await listNumbers(db, { search: 'Süd' })
  expect(numbers.items.map((each) => each.id)).toEqual([numberId])
  const { name } = await db
    .selectFrom('devices')
    .select('name')
    .where('username', '=', 'buero')
    .executeTakeFirstOrThrow()
  expect(name).toBe('Büro')
  expect(await audited()).toBe(before + 3)
  expect(warnings).toEqual([])
})

it('a name that another one has in that spelling stays, and somebody hears which', async () => {
  const operatorId = tenant.operator.id
  const first = await createOrganization(db, { name: 'Åland', operatorId })
  const second = await createOrganization(db, { name: 'Åland'.normalize('NFD'), operatorId })
  const third = await createOrganization(db, { name: 'Zoë'.normalize('NFD'), operatorId })
  await migrate()
  expect(await found('Åland')).toEqual([first.id])
  expect(await found('Zoë')).toEqual([third.id])
  expect((await findOrganization(db, second.id))?.name).toBe('Åland'.normalize('NFD'))
  expect(warnings).toEqual([
    expect.stringMatching(`name of organizations ${second.id}, "${second.name}", cannot be spelled`),
  ])
})
