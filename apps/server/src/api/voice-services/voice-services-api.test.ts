/** Voice services by API, and the journey that the first one starts (N9, N10). */
import * as contract from '@mainline/contract'
import {
  allocate,
  createNumbers,
  createOrganization,
  createSite,
  listHuntMembers,
  listNumbers,
  locateAtSite,
  nominate,
  setVoiceService,
  updateNumber,
} from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let block = 0
/** A site of its own for each test: its pool is the test's. */
let siteId = ''
let organizationId = ''
let pool: string[] = []
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

interface SiteSettings {
  automaticMain?: boolean
  automaticAllocation?: boolean
}

async function openSite(free: number, settings: SiteSettings = {}): Promise<void> {
  const { kysely } = api.database
  const { id: _, version: _v, createdAt: _c, ...like } = api.tenant.site
  siteId = (await createSite(kysely, { ...like, name: 'Site of a test', ...settings })).id
  const occupier = await createOrganization(kysely, {
    name: `New ${block}`,
    operatorId: api.tenant.operator.id,
  })
  organizationId = occupier.id
  await locateAtSite(kysely, organizationId, siteId)
  const first = `+4420794${String(70_000 + 100 * block++)}`
  pool = must(await createNumbers(kysely, { siteId, first, count: free })).map(({ id }) => id)
}

beforeEach(() => {
  api.engine.confirms = true
  api.engine.silent = []
})

const where = () => ({ organizationId, siteId })
const buy = (quantity: number, version?: number) =>
  api.ok(contract.setVoiceService, { params: where(), body: { quantity, version } })
const refused = (quantity: number, version?: number) =>
  api.call(contract.setVoiceService, { params: where(), body: { quantity, version } })
const numbers = async () => (await listNumbers(api.database.kysely, { siteId, limit: 100 })).items

/** Each number of the site by its place in the pool: `main ACTIVE`, `RESERVED` … */
async function stand(): Promise<string[]> {
  const all = await numbers()
  return pool.map((id) => {
    const number = all.find((one) => one.id === id)
    return `${number?.kind === 'main' ? 'main ' : ''}${number?.state}`
  })
}

const reserve = async (index: number, special = false) => {
  const { kysely } = api.database
  const number = must(await updateNumber(kysely, pool[index] ?? '', 1, { special }))
  return must(await allocate(kysely, number.id, number.version, organizationId))
}

describe('the first voice service (N10)', () => {
  it('takes the lowest free numbers, the first as main number, and all end ACTIVE', async () => {
    await openSite(5)
    const { journey, used } = await buy(3)
    expect(await stand()).toEqual(['main ACTIVE', 'ACTIVE', 'ACTIVE', 'AVAILABLE', 'AVAILABLE'])
    expect(used).toBe(3)
    expect(journey).toMatchObject({ state: 'done', failure: null })
    expect(
      journey?.steps.map(({ kind, actions, state }) => `${kind}: ${actions.join(', ')} -> ${state}`),
    ).toEqual([
      'main: nominate, allocate, activate -> ACTIVE',
      'ordinary: allocate, activate -> ACTIVE',
      'ordinary: allocate, activate -> ACTIVE',
    ])
  })

  it('gives the main number the others as members (M7)', async () => {
    await openSite(3)
    await buy(3)
    const members = await listHuntMembers(api.database.kysely, pool[0] ?? '')
    const others = (await numbers()).filter(({ kind }) => kind === 'ordinary')
    expect(members.map(({ e164 }) => e164).sort()).toEqual(others.map(({ e164 }) => e164).sort())
  })

  it('is refused whole when the pool is short by one', async () => {
    await openSite(2)
    const before = await numbers()
    const { error } = await refused(3)
    expect(error).toMatchObject({
      code: 'service-pool',
      message: expect.stringContaining('has 2 free numbers'),
    })
    expect(await numbers()).toEqual(before)
    expect(await api.refusal(contract.getVoiceService, { params: where() })).toBe('not-found')
    expect((await buy(2)).journey?.state).toBe('done')
  })

  it('activates what is reserved first, special numbers before the others', async () => {
    await openSite(6, { automaticMain: false })
    await reserve(1)
    await reserve(5, true)
    await reserve(2)
    await buy(2)
    expect(await stand()).toEqual(['AVAILABLE', 'ACTIVE', 'RESERVED', 'AVAILABLE', 'AVAILABLE', 'ACTIVE'])
  })

  it('nominates no main number where the site says so', async () => {
    await openSite(3, { automaticMain: false })
    await buy(2)
    expect(await stand()).toEqual(['ACTIVE', 'ACTIVE', 'AVAILABLE'])
  })

  it('allocates nothing where the site says so', async () => {
    await openSite(3, { automaticMain: false, automaticAllocation: false })
    await reserve(2)
    await buy(3)
    expect(await stand()).toEqual(['AVAILABLE', 'AVAILABLE', 'ACTIVE'])
  })

  it('nominates none when a main number is there already', async () => {
    await openSite(3)
    const main = must(await nominate(api.database.kysely, pool[2] ?? '', 1, 'main'))
    must(await allocate(api.database.kysely, main.id, main.version, organizationId))
    await buy(2)
    expect(await stand()).toEqual(['ACTIVE', 'AVAILABLE', 'main ACTIVE'])
  })

  it('is taken back whole when an engine does not confirm, and can be bought again', async () => {
    await openSite(4)
    await reserve(1)
    await api.database.kysely
      .updateTable('numbers')
      .set({ label: 'Of the stock' })
      .where('id', 'in', pool)
      .execute()
    const before = await stand()
    api.engine.confirms = false
    const { error } = await refused(3)
    expect((await numbers()).map(({ label }) => label)).toEqual(Array(4).fill('Of the stock'))
    expect(error?.code).toBe('route-unconfirmed')
    expect(error?.message).toContain('late-engine did not confirm in time; everything is as it was before')
    expect(await stand()).toEqual(before)
    api.engine.confirms = true
    expect((await buy(3)).journey?.state).toBe('done')
    expect(await stand()).toEqual(['main ACTIVE', 'ACTIVE', 'ACTIVE', 'AVAILABLE'])
  })

  it('is taken back whole when a route of the site would lead its main number in a circle (M6)', async () => {
    await openSite(2)
    const [free] = await numbers()
    const steps = [
      { target: 'forward' as const, number: free?.e164 ?? '', limitSeconds: 20 },
      { target: 'voicemail' as const },
    ]
    const when = { kind: 'days' as const, from: '2099-12-24', to: '2099-12-26' }
    const body = { name: 'Holidays', siteIds: [siteId], when, route: { steps } }
    const { id: eventId } = await api.ok(contract.createSiteEvent, { body })
    const { error } = await refused(2)
    expect(error?.code).toBe('forward-self')
    expect(error?.message).toContain('“Holidays”: step 1')
    expect(await stand()).toEqual(['AVAILABLE', 'AVAILABLE'])
    await api.call(contract.deleteSiteEvent, { params: { eventId }, query: { version: 1 } })
    expect((await buy(2)).journey?.state).toBe('done')
  })

  it('names the engines that were dead', async () => {
    await openSite(1)
    api.engine.silent = ['london-2:5060']
    await buy(1)
    expect((await numbers())[0]?.unconfirmedBy).toEqual(['london-2:5060'])
  })
})

describe('a later voice service', () => {
  it('starts no journey', async () => {
    await openSite(4, { automaticMain: false })
    const { version } = await buy(1)
    expect((await buy(3, version)).journey).toBeNull()
    expect(await stand()).toEqual(['ACTIVE', 'AVAILABLE', 'AVAILABLE', 'AVAILABLE'])
  })

  it.each([
    ['lowered', 4],
    ['raised', 12],
  ])('that came without a journey starts none when it is %s (N10)', async (_, quantity) => {
    await openSite(4)
    must(await setVoiceService(api.database.kysely, { ...where(), quantity: 10 }))
    expect(await buy(quantity, 1)).toMatchObject({ quantity, used: 0, journey: null })
    expect(await stand()).toEqual(Array.from({ length: 4 }, () => 'AVAILABLE'))
  })

  it('is the first one where nothing was bought yet (N10)', async () => {
    await openSite(2)
    const { version, journey } = await buy(0)
    expect(journey).toBeNull()
    expect((await buy(2, version)).journey?.state).toBe('done')
  })

  it('on an old version is refused with what is (N12)', async () => {
    await openSite(1)
    await buy(1)
    const { error } = await refused(2)
    expect(error).toMatchObject({ code: 'stale-version', details: { current: { quantity: 1, version: 1 } } })
  })

  it('below what is used is refused with what uses it (N9)', async () => {
    await openSite(2)
    await buy(2)
    const { error } = await refused(1, 1)
    expect(error?.code).toBe('service-quantity')
    expect(error?.details).toMatchObject({
      uses: [
        { numberId: pool[0], kind: 'main', units: 1 },
        { numberId: pool[1], kind: 'ordinary', units: 1 },
      ],
    })
  })
})

it('shows what uses it, and lists services with how much is used', async () => {
  await openSite(2)
  await buy(2)
  const service = await api.ok(contract.getVoiceService, { params: where() })
  expect(service).toMatchObject({ quantity: 2, used: 2, journey: { state: 'done' } })
  expect(service.uses).toHaveLength(2)
  const { items } = await api.ok(contract.listVoiceServices, { query: { organizationId } })
  expect(items).toMatchObject([{ siteId, quantity: 2, used: 2 }])
})

it.each([
  [
    'an organization that is elsewhere',
    () => ({ organizationId: api.tenant.occupier.id, siteId }),
    'not-at-site',
  ],
])('is refused to %s', async (_, params, code) => {
  await openSite(1)
  expect(await api.refusal(contract.setVoiceService, { params: params(), body: { quantity: 1 } })).toBe(code)
})
