import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createTenant,
  createTestUser,
  must,
  openTestDatabase,
  type Tenant,
  testSecrets,
} from '../testing/index.ts'
import type { Database } from './database.ts'
import { createDevice } from './devices.ts'
import { listHuntMembers } from './hunt-members.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import {
  abandonActivation,
  activate,
  allocate,
  confirmPending,
  deactivate,
  deallocate,
  nominate,
  pendingNumbers,
} from './number-life.ts'
import { listNumbers } from './number-list.ts'
import { createNumbers, findNumber, findNumberByExtension, updateNumber } from './numbers.ts'
import { createOrganization, locateAtSite } from './organizations.ts'
import type { Db, PhoneNumber } from './schema.ts'

let database: Database
let db: Db
let tenant: Tenant
let next = 0

beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
  tenant = await createTenant(db)
})
afterAll(() => database.close())

/** An AVAILABLE number of the tenant's site. */
async function stock(): Promise<PhoneNumber> {
  const [number] = must(
    await createNumbers(db, { siteId: tenant.site.id, first: `+44207946${String(1000 + next++)}` }),
  )
  if (!number) throw new Error('none')
  return number
}

async function newOccupier() {
  const organization = await createOrganization(db, {
    name: `Another ${next++}`,
    operatorId: tenant.operator.id,
  })
  await locateAtSite(db, organization.id, tenant.site.id)
  return organization
}

describe('stock of numbers (N1, N2)', () => {
  it('a range takes the lowest free extensions', async () => {
    const range = must(await createNumbers(db, { siteId: tenant.site.id, first: '+442079462000', count: 3 }))
    expect(range.map((number) => number.e164)).toEqual(['+442079462000', '+442079462001', '+442079462002'])
    expect(range.map((number) => number.extension)).toEqual(['103', '104', '105'])
    expect(range.every((number) => number.state === 'AVAILABLE' && number.kind === 'ordinary')).toBe(true)
  })

  it.each([
    ['a number that exists -> number-exists', { first: '+442079462002', count: 2 }, 'number-exists'],
    [
      'an extension that is taken -> extension-taken',
      { first: '+442079463000', firstExtension: 104 },
      'extension-taken',
    ],
    [
      'an extension outside the site -> extension-out-of-range',
      { first: '+442079463000', firstExtension: 99 },
      'extension-out-of-range',
    ],
    [
      'more than the site has -> no-free-extension',
      { first: '+442079463000', count: 200 },
      'no-free-extension',
    ],
  ])('%s, and nothing is made', async (_, input, code) => {
    const before = (await listNumbers(db, { siteId: tenant.site.id, limit: 1000 })).items.length
    expect(await createNumbers(db, { siteId: tenant.site.id, ...input })).toMatchObject({ code })
    expect((await listNumbers(db, { siteId: tenant.site.id, limit: 1000 })).items).toHaveLength(before)
  })

  it('two ranges at once pick different extensions', async () => {
    const [one, two] = await Promise.all(
      ['+442079464000', '+442079464100'].map((first) =>
        createNumbers(db, { siteId: tenant.site.id, first, count: 5 }),
      ),
    )
    const extensions = [...must(one ?? []), ...must(two ?? [])].map((number) => number.extension)
    expect(new Set(extensions).size).toBe(10)
  })

  it('lists by page, in order of creation, and finds part of a number', async () => {
    const first = await listNumbers(db, { siteId: tenant.site.id, limit: 2 })
    expect(first.items).toHaveLength(2)
    const second = await listNumbers(db, { siteId: tenant.site.id, limit: 2, after: first.next })
    expect(second.items.map((number) => number.id)).not.toContain(first.items[1]?.id)
    const found = await listNumbers(db, { search: '9462001' })
    expect(found.items.map((number) => number.e164)).toEqual(['+442079462001'])
    expect(found.next).toBeUndefined()
    expect((await listNumbers(db, { search: '%' })).items).toEqual([])
  })
})

describe('life of a number', () => {
  it('AVAILABLE -> RESERVED -> PENDING -> ACTIVE -> PENDING -> RESERVED -> AVAILABLE', async () => {
    const number = await stock()
    const reserved = must(await allocate(db, number.id, 1, tenant.occupier.id))
    expect(reserved).toMatchObject({ state: 'RESERVED', organizationId: tenant.occupier.id, version: 2 })
    const rising = must(await activate(db, number.id, 2))
    expect(rising).toMatchObject({ state: 'PENDING', pendingTarget: 'ACTIVE' })
    expect((await pendingNumbers(db, Date.now())).map((one) => one.id)).toContain(number.id)
    expect(must(await confirmPending(db, number.id))).toMatchObject({ state: 'ACTIVE', pendingTarget: null })
    expect(must(await deactivate(db, number.id, 4))).toMatchObject({
      state: 'PENDING',
      pendingTarget: 'RESERVED',
    })
    expect(must(await confirmPending(db, number.id))).toMatchObject({ state: 'RESERVED' })
    expect(must(await deallocate(db, number.id, 6))).toMatchObject({
      state: 'AVAILABLE',
      organizationId: null,
    })
  })

  it('knows since when it is in its state, whatever else of it changes', async () => {
    const number = await stock()
    expect(number.stateSince).toBeGreaterThan(Date.now() - 60_000)
    const reserved = must(await allocate(db, number.id, 1, tenant.occupier.id))
    expect(reserved.stateSince).toBeGreaterThan(number.stateSince ?? 0)
    const named = must(await updateNumber(db, number.id, reserved.version, { label: 'Front desk' }))
    expect(named.stateSince).toBe(reserved.stateSince)
  })

  it('an activation that nobody confirms is given up (N5)', async () => {
    const number = await stock()
    await allocate(db, number.id, 1, tenant.occupier.id)
    await activate(db, number.id, 2)
    expect(must(await abandonActivation(db, number.id))).toMatchObject({
      state: 'RESERVED',
      pendingSince: null,
    })
  })

  it('only RESERVED is activated (N5)', async () => {
    const number = await stock()
    expect(await activate(db, number.id, 1)).toMatchObject({ kind: 'refusal', code: 'number-state' })
  })

  it('an assigned number is neither deactivated nor deallocated (N4, N6)', async () => {
    const number = await stock()
    const reserved = must(await allocate(db, number.id, 1, tenant.occupier.id))
    const assigned = must(
      await updateNumber(db, number.id, reserved.version, { assignedTo: (await createTestUser(db)).id }),
    )
    expect(await deallocate(db, number.id, assigned.version)).toMatchObject({ code: 'number-assigned' })
  })

  it('a stale version is refused with the row as it is (N12)', async () => {
    const number = await stock()
    must(await updateNumber(db, number.id, 1, { label: 'changed' }))
    const answer = await allocate(db, number.id, 1, tenant.occupier.id)
    expect(answer).toMatchObject({ code: 'stale-version', current: { label: 'changed', version: 2 } })
  })

  it('an organization that is not at the site gets none (N1)', async () => {
    const number = await stock()
    const stranger = await createOrganization(db, { name: 'Elsewhere', operatorId: tenant.operator.id })
    expect(await allocate(db, number.id, 1, stranger.id)).toMatchObject({ code: 'not-at-site' })
  })

  it('what was the organization’s goes with deallocation, the mailbox retires', async () => {
    const { ordinary } = await createTenant(db, { first: '+442079465000' })
    const [number] = ordinary
    if (!number) throw new Error('none')
    must(await createDevice(db, { numberId: number.id, name: 'phone', username: 'gone', password: 'x' }))
    must(await deactivate(db, number.id, number.version))
    const reserved = must(await confirmPending(db, number.id))
    must(await deallocate(db, number.id, reserved.version))
    expect(await findMailboxOfNumber(db, number.id)).toBeUndefined()
    expect(await db.selectFrom('devices').select('id').where('username', '=', 'gone').execute()).toEqual([])
  })

  it('a deactivated member leaves its groups (M10)', async () => {
    const { main, ordinary } = await createTenant(db, { first: '+442079466000' })
    const [member] = ordinary
    if (!member) throw new Error('none')
    must(await deactivate(db, member.id, member.version))
    expect(await listHuntMembers(db, main.id)).toHaveLength(2)
    must(await confirmPending(db, member.id))
    expect((await listHuntMembers(db, main.id)).map((one) => one.e164)).toEqual(['+442079466002'])
  })
})

describe('main numbers (N2, N3, N8)', () => {
  it('is nominated while AVAILABLE only', async () => {
    const number = await stock()
    expect(must(await nominate(db, number.id, 1, 'main'))).toMatchObject({ kind: 'main' })
    expect(must(await nominate(db, number.id, 2, 'ordinary'))).toMatchObject({ kind: 'ordinary' })
    const [used] = tenant.ordinary
    expect(await nominate(db, used?.id ?? '', used?.version ?? 0, 'main')).toMatchObject({
      code: 'number-state',
    })
  })

  it('a second one of the same organization and site -> number-has-main', async () => {
    const number = await stock()
    must(await nominate(db, number.id, 1, 'main'))
    expect(await allocate(db, number.id, 2, tenant.occupier.id)).toMatchObject({ code: 'number-has-main' })
  })

  it('two at the same instant: the database lets one through', async () => {
    const occupier = await newOccupier()
    const pair = [await stock(), await stock()]
    for (const number of pair) must(await nominate(db, number.id, 1, 'main'))
    const answers = await Promise.all(pair.map((number) => allocate(db, number.id, 2, occupier.id)))
    const codes = answers.map((answer) => ('code' in answer ? answer.code : answer.state)).sort()
    expect(codes).toEqual(['RESERVED', 'number-has-main'])
  })

  it('has no device (M1)', async () => {
    const answer = await createDevice(db, {
      numberId: tenant.main.id,
      name: 'phone',
      username: 'main',
      password: 'x',
    })
    expect(answer).toMatchObject({ code: 'main-number' })
  })
})

describe('extensions', () => {
  it('finds a number by its extension at the site (C15)', async () => {
    expect((await findNumberByExtension(db, tenant.site.id, '100'))?.id).toBe(tenant.main.id)
    expect(await findNumberByExtension(db, tenant.site.id, '999')).toBeUndefined()
  })

  it('one that is taken -> extension-taken', async () => {
    const number = await stock()
    expect(await updateNumber(db, number.id, 1, { extension: '100' })).toMatchObject({
      code: 'extension-taken',
    })
    expect((await findNumber(db, number.id))?.version).toBe(1)
  })

  it('the Default PIN of a mailbox opens under the key only (M12)', async () => {
    const mailbox = await findMailboxOfNumber(db, tenant.main.id)
    expect(testSecrets.open(mailbox?.defaultPin ?? Buffer.alloc(0))).toMatch(/^\d{6}$/)
  })
})
