/** The list of numbers: orders, pages both ways, filters, search, and counts that follow every change (M2). */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  activateNumber,
  bindingOf,
  countQueries,
  createTenant,
  createTestUser,
  giveVoiceService,
  must,
  openTestDatabase,
  type Tenant,
} from '../testing/index.ts'
import type { Database } from './database.ts'
import { createDevice } from './devices.ts'
import { allocate, deallocate, nominate } from './number-life.ts'
import {
  countNumbers,
  isNumberCursor,
  listNumbers,
  type NumberOrder,
  type NumberPageRequest,
} from './number-list.ts'
import { createNumbers, updateNumber } from './numbers.ts'
import { createOrganization, locateAtSite } from './organizations.ts'
import { saveRegistrations } from './registrations.ts'
import type { Db } from './schema.ts'

let database: Database
let db: Db
let tenant: Tenant
beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
  tenant = await createTenant(db)
  const site = { siteId: tenant.site.id }
  const stock = must(await createNumbers(db, { ...site, first: '+442079461000', count: 40, label: 'Desk' }))
  const [odd, free, other] = stock
  if (!odd || !free || !other) throw new Error('forty were made')
  must(await updateNumber(db, odd.id, 1, { extension: '9', label: 'Zoë’s Büro 7' }))
  must(await updateNumber(db, free.id, 1, { extension: null, label: 'HR' }))
  const legal = await createOrganization(db, { name: 'Straße & Söhne Legal', operatorId: tenant.operator.id })
  await locateAtSite(db, legal.id, tenant.site.id)
  await giveVoiceService(db, legal.id, tenant.site.id)
  must(
    await updateNumber(db, (await activateNumber(db, other, legal.id)).id, 4, {
      assignedTo: (await createTestUser(db, 'Ines')).id,
    }),
  )
}, 60_000)
afterAll(() => database.close())

const siteOnly = () => ({ siteId: tenant.site.id })
const numbersOf = ({ items }: { items: { e164: string }[] }) => items.map(({ e164 }) => e164)

async function walk(request: NumberPageRequest) {
  const forwards: string[] = []
  let page = await listNumbers(db, request)
  expect(page.previous).toBeUndefined()
  for (;;) {
    forwards.push(...numbersOf(page))
    if (page.next === undefined) break
    expect(isNumberCursor(page.next, request.order ?? 'number')).toBe(true)
    page = await listNumbers(db, { ...request, after: page.next })
  }
  const backwards = numbersOf(page)
  while (page.previous !== undefined) {
    page = await listNumbers(db, { ...request, before: page.previous })
    expect(page.next).toBeDefined()
    backwards.unshift(...numbersOf(page))
  }
  return { forwards, backwards }
}

describe('pages', () => {
  const orders: NumberOrder[] = ['number', 'extension', 'state']
  it.each(orders.flatMap((order) => [true, false].map((descending) => [order, descending] as const)))(
    'by %s, descending %s: each number once, and the same on the way back',
    async (order, descending) => {
      const request = { ...siteOnly(), order, descending }
      const whole = numbersOf(await listNumbers(db, { ...request, limit: 1000 }))
      expect(whole).toHaveLength(43)
      for (const limit of [1, 7, 43]) {
        const { forwards, backwards } = await walk({ ...request, limit })
        expect(forwards).toEqual(whole)
        expect(backwards).toEqual(whole)
      }
    },
  )

  it('orders extensions as numbers, those without one last', async () => {
    const { items } = await listNumbers(db, { ...siteOnly(), order: 'extension', limit: 1000 })
    expect(items.map(({ extension }) => extension).slice(0, 3)).toEqual(['9', '100', '101'])
    expect(items.at(-1)?.extension).toBeNull()
  })
})

describe('filters', () => {
  it('tells what is assigned', async () => {
    expect(numbersOf(await listNumbers(db, { ...siteOnly(), assigned: true }))).toEqual(['+442079461002'])
    expect((await listNumbers(db, { ...siteOnly(), assigned: false })).items).toHaveLength(42)
  })
})

describe('search', () => {
  it.each([
    ['the last digits', '1017', ['+442079461017']],
    ['spaces and the zero of the country', '020 7946 1017', ['+442079461017']],
    ['00 and the code of the country', '0044 20 7946 1017', ['+442079461017']],
    ['an extension of one digit', '9', undefined],
    ['a label without regard to case', 'zoë’s büro', ['+442079461000']],
    ['a word of a label', 'büro', ['+442079461000']],
    ['two letters', 'hr', ['+442079461001']],
    ['the name of an organization', 'söhne', ['+442079461002']],
    ['what is nowhere', 'nowhere', []],
    ['digits that are nowhere', '5555', []],
    ['signs of the pattern language', '%_%', []],
  ])('finds %s', async (_, search, expected) => {
    const found = numbersOf(await listNumbers(db, { ...siteOnly(), search }))
    if (expected) expect(found).toEqual(expected)
    expect((await countNumbers(db, { ...siteOnly(), search })).total).toBe(expected?.length ?? 0)
  })

  it('pages through what is too common to be looked up', async () => {
    await database.pool.query(
      `insert into numbers (id, operator_id, site_id, e164, kind, state, label, created_at)
       select gen_random_uuid(), $1, $2, '+4930' || (8000000 + i), 'ordinary', 'AVAILABLE', '', 0 from generate_series(1, 3000) i`,
      [tenant.operator.id, tenant.site.id],
    )
    const { forwards, backwards } = await walk({ ...siteOnly(), search: '493080', limit: 1000 })
    expect(forwards).toHaveLength(3000)
    expect(backwards).toEqual(forwards)
    expect(await countNumbers(db, { ...siteOnly(), search: '493080' })).toMatchObject({ more: true })
    await database.pool.query(`delete from numbers where e164 like '+4930%'`)
  })
})

describe('a search that finds many far from the beginning', () => {
  const stock = async (block: string, count: number) => {
    await database.pool.query(
      `insert into numbers (id, operator_id, site_id, e164, extension, kind, state, label, created_at)
       select gen_random_uuid(), $1, $2, $3 || (8000000 + i), case when i % 2 = 0 then right($3, 2) || i end, 'ordinary',
         'AVAILABLE', '', 0 from generate_series(1, $4::int) i`,
      [tenant.operator.id, tenant.site.id, block, count],
    )
    await database.pool.query('analyze numbers')
  }
  beforeAll(() => stock('+4930', 5_500))
  afterAll(() => database.pool.query(`delete from numbers where e164 ~ '^[+]49'`))
  const orders: NumberOrder[] = ['number', 'extension', 'state']

  it.each([
    [1_500, 'by the index'],
    [3_000, 'in order'],
  ])('%i of them, read %s: the same as a walk through the list', async (count) => {
    await database.pool.query(`delete from numbers where e164 like '+4940%'`)
    await stock('+4940', count)
    for (const order of orders)
      for (const descending of [false, true]) {
        const request = { ...siteOnly(), order, descending, state: 'AVAILABLE', search: '49408' } as const
        const { forwards, backwards } = await walk({ ...request, limit: 1000 })
        expect(new Set(forwards).size).toBe(count)
        expect(forwards.every((number) => number.startsWith('+4940'))).toBe(true)
        expect(backwards).toEqual(forwards)
      }
    expect((await listNumbers(db, { ...siteOnly(), search: '4940', assigned: true })).items).toEqual([])
  })

  it('shows an occupier its own alone', async () => {
    const view = database.scoped({
      role: 'occupier-admin',
      name: 'Test',
      operatorId: tenant.operator.id,
      siteIds: null,
      organizationId: tenant.occupier.id,
      userId: null,
    })
    expect((await listNumbers(view, { search: '4940' })).items).toEqual([])
    expect((await listNumbers(view, { search: '442' })).items).toHaveLength(3)
  })
})

describe('counts', () => {
  const counted = async () =>
    (
      await sql<{ key: string; count: number }>`
        select concat_ws('/', site_id, organization_id, kind, state, assigned_to is not null) as key, count(*) from numbers group by 1 order by 1`.execute(
        db,
      )
    ).rows
  const kept = async () =>
    (
      await sql<{ key: string; count: number }>`
        select concat_ws('/', site_id, organization_id, kind, state, assigned) as key, sum(count)::int as count from number_counts
          group by 1 having sum(count) <> 0 order by 1`.execute(db)
    ).rows

  it('follow numbers through their life, and are the same when added up', async () => {
    const [number] = must(await createNumbers(db, { ...siteOnly(), first: '+442079463000' }))
    if (!number) throw new Error('one was made')
    must(await nominate(db, number.id, 1, 'main'))
    must(await nominate(db, number.id, 2, 'ordinary'))
    must(await allocate(db, number.id, 3, tenant.occupier.id))
    must(await deallocate(db, number.id, 4))
    expect(await kept()).toEqual(await counted())
    await sql`select add_up_number_counts(${tenant.site.id})`.execute(db)
    expect(await kept()).toEqual(await counted())
    await db.deleteFrom('numbers').where('id', '=', number.id).execute()
    expect(await kept()).toEqual(await counted())
  })

  it('hold when many write and some add up at once', async () => {
    const stock = must(await createNumbers(db, { ...siteOnly(), first: '+442079464000', count: 20 }))
    await Promise.all(
      stock.map(async (number, i) => {
        must(await nominate(db, number.id, 1, 'main'))
        if (i % 3 === 0) await sql`select add_up_number_counts(${tenant.site.id})`.execute(db)
        must(await nominate(db, number.id, 2, 'ordinary'))
      }),
    )
    expect(await kept()).toEqual(await counted())
  })

  it('give total, states and kinds under every filter', async () => {
    const all = await countNumbers(db, siteOnly())
    expect(all).toMatchObject({ more: false, byKind: { main: 1 }, byState: { ACTIVE: 4 } })
    expect(all.total).toBe(all.byState.ACTIVE! + all.byState.AVAILABLE!)
    expect(await countNumbers(db, { ...siteOnly(), assigned: true })).toMatchObject({ total: 1 })
    expect(await countNumbers(db, { organizationId: tenant.occupier.id, state: 'ACTIVE' })).toMatchObject({
      total: 3,
    })
  })
})

it('asks four times at most, and not more for more rows', async () => {
  for (const search of [undefined, '0794', 'desk', '94']) {
    const asked = (limit: number) => countQueries(() => listNumbers(db, { ...siteOnly(), search, limit }))
    // A page that is met nearby takes two; a last one is looked for everywhere.
    const [few, some, many] = [await asked(5), await asked(500), await asked(1000)]
    expect(many, search).toBe(some)
    expect(few, search).toBeLessThanOrEqual(some)
    expect(some, search).toBeLessThanOrEqual(4)
  }
})

it('numbers without a registered phone are found and counted, with and without a search (M2)', async () => {
  const [first, second] = tenant.ordinary
  if (!first || !second) throw new Error('an occupier has two')
  const bind = async (numberId: string, username: string, expiresAt: number) => {
    const made = await createDevice(db, { numberId, name: username, username, password: 'secret-secret' })
    await saveRegistrations(db, [bindingOf(must(made).id, { expiresAt })])
  }
  await bind(first.id, 'two-phones', Date.now() + 60_000)
  await bind(first.id, 'other-phone', Date.now() - 1)
  await bind(second.id, 'gone-phone', Date.now() - 1)
  const all = (await countNumbers(db, siteOnly())).total
  for (const [registered, count] of [
    [true, 1],
    [false, all - 1],
  ] as const) {
    const filter = { ...siteOnly(), registered }
    expect((await countNumbers(db, filter)).total).toBe(count)
    const { items } = await listNumbers(db, { ...filter, limit: 1000 })
    expect(items).toHaveLength(count)
    expect(items.some(({ id }) => id === first.id)).toBe(registered)
  }
  const search = first.e164.slice(-6)
  const found = (registered: boolean) => listNumbers(db, { ...siteOnly(), registered, search })
  expect(numbersOf(await found(true))).toEqual([first.e164])
  expect(numbersOf(await found(false))).not.toContain(first.e164)
  const counted = await countNumbers(db, { ...siteOnly(), registered: true, search })
  expect(counted.total).toBe(1)
})
