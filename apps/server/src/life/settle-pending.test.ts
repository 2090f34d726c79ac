/** N5, M6, N10: what becomes of numbers and journeys whose server died while they waited for the engines. */
import * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { createTenant, must, type Tenant, testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../api/testing/test-api.ts'
import { finishJourney } from './finish-journey.ts'
import { settlePending } from './settle-pending.ts'

let api: TestApi
let tenants = 0
let tenant: Tenant
/** An occupier without numbers, and a free number of the site. */
let second = ''
let free = { id: '', e164: '' }
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())
beforeEach(async () => {
  api.engine.confirms = true
  const { kysely } = api.database
  const block = `+44207948${String(++tenants).padStart(2, '0')}`
  tenant = await createTenant(kysely, { first: `${block}00` })
  const { operator, site } = tenant
  second = (await storage.createOrganization(kysely, { name: 'Second', operatorId: operator.id })).id
  await storage.locateAtSite(kysely, second, site.id)
  free = must(await storage.createNumbers(kysely, { siteId: site.id, first: `${block}50` }))[0] ?? free
})

const settle = () => settlePending(api.database, api.engine, { olderThanMs: 0, confirmationMs: 1_000 })
const versionOf = async () => (await storage.findNumber(api.database.kysely, free.id))?.version ?? 0
const stateOf = async (id: string) => (await storage.findNumber(api.database.kysely, id))?.state

/** An event of the site whose route leads to the free number. */
const holidays = () => {
  const steps = [
    { target: 'forward', number: free.e164, limitSeconds: 20 } as const,
    { target: 'voicemail' } as const,
  ]
  const when = { kind: 'days', from: '2099-12-24', to: '2099-12-26' } as const
  return api.ok(contract.createSiteEvent, {
    body: { name: 'Holidays', siteIds: [tenant.site.id], when, route: { steps } },
  })
}

/** The free number as the main number of the second occupier, in a server that died before it was judged. */
async function pendingMain(): Promise<void> {
  const { kysely } = api.database
  await storage.setVoiceService(kysely, { organizationId: second, siteId: tenant.site.id, quantity: 1 })
  const main = must(await storage.nominate(kysely, free.id, 1, 'main'))
  const reserved = must(await storage.allocate(kysely, free.id, main.version, second))
  must(await storage.activate(kysely, free.id, reserved.version))
  await storage.equipNumber(kysely, testSecrets, free.id, 'API token')
}

/** The same by the first voice service of the second occupier (N10). */
async function begunJourney(): Promise<void> {
  const { kysely } = api.database
  const siteId = tenant.site.id
  const service = must(await storage.setVoiceService(kysely, { organizationId: second, siteId, quantity: 1 }))
  const journey = await storage.beginServiceJourney(kysely, testSecrets, service, 'API token')
  expect(journey).toMatchObject({ endedAt: null })
}

describe('a number', () => {
  it('is confirmed by the engines', async () => {
    await pendingMain()
    expect(await settle()).toEqual({ confirmed: 1, abandoned: 0, journeys: 0, circles: [] })
    expect(await stateOf(free.id)).toBe('ACTIVE')
  })

  it('is given up when they do not confirm', async () => {
    await pendingMain()
    api.engine.confirms = false
    expect(await settle()).toMatchObject({ confirmed: 0, abandoned: 1, circles: [] })
    expect(await stateOf(free.id)).toBe('RESERVED')
  })

  it('that is given up has an alert until it is activated again', async () => {
    await pendingMain()
    api.engine.confirms = false
    await settle()
    const alerts = () => storage.standingAlerts(api.database.kysely, 'activation-failed', tenant.site.id)
    expect(await alerts()).toMatchObject([
      {
        numberId: free.id,
        words: `${free.e164} could not be activated: the call engines did not confirm it in time. It is reserved as before; activate it again.`,
      },
    ])
    api.engine.confirms = true
    await settle()
    expect(await alerts()).toHaveLength(1)
    await api.ok(contract.activateNumber, {
      params: { numberId: free.id },
      body: { version: await versionOf() },
    })
    await settle()
    expect(await alerts()).toEqual([])
  })

  it('that a route leads back to is given up although they confirm, and is activated when the route is gone', async () => {
    const { id: eventId } = await holidays()
    await pendingMain()
    const circles = [expect.stringMatching(/^\+44\d+: .*“Holidays”: step 1/)]
    expect(await settle()).toEqual({ confirmed: 0, abandoned: 1, journeys: 0, circles })
    const number = await storage.findNumber(api.database.kysely, free.id)
    expect(number?.state).toBe('RESERVED')
    const activate = { params: { numberId: free.id }, body: { version: number?.version ?? 0 } }
    expect(await api.refusal(contract.activateNumber, activate)).toBe('forward-self')
    await api.call(contract.deleteSiteEvent, { params: { eventId }, query: { version: 1 } })
    expect((await api.ok(contract.activateNumber, activate)).state).toBe('ACTIVE')
  })

  it('on its way down is not judged: it takes no calls any more', async () => {
    await pendingMain()
    await settle()
    const version = (await storage.findNumber(api.database.kysely, free.id))?.version ?? 0
    must(await storage.deactivate(api.database.kysely, free.id, version))
    expect(await settle()).toMatchObject({ confirmed: 1, circles: [] })
    expect(await stateOf(free.id)).toBe('RESERVED')
  })
})

describe('a journey', () => {
  it('is finished', async () => {
    await begunJourney()
    expect(await settle()).toMatchObject({ journeys: 1, circles: [] })
    expect(await stateOf(free.id)).toBe('ACTIVE')
  })

  it.each([
    ['confirm', true],
    ['do not', false],
  ])(
    'of a company that leaves meanwhile is over, whether the engines %s, and holds up no other',
    async (_, confirms) => {
      const { kysely } = api.database
      await begunJourney()
      const journey = await storage.findServiceJourney(kysely, second, tenant.site.id)
      must(await storage.decommission(kysely, { organizationId: second }, { version: 1, name: 'Second' }))
      if (!journey) throw new Error('no journey')
      const obedience = { obeyed: confirms, late: [], silent: [] }
      const ended = await finishJourney(kysely, journey, obedience)
      expect(ended).toMatchObject({ endedAt: expect.any(Number), failure: expect.any(String) })
      expect(await stateOf(free.id)).toBe('COOLDOWN')
    },
  )

  it('that is taken back leaves a service that somebody raised meanwhile as it was raised', async () => {
    await begunJourney()
    const { kysely } = api.database
    const at = { organizationId: second, siteId: tenant.site.id }
    const service = await storage.findVoiceService(kysely, second, tenant.site.id)
    must(await storage.setVoiceService(kysely, { ...at, quantity: 4, version: service?.version }))
    api.engine.confirms = false
    expect(await settle()).toMatchObject({ journeys: 1 })
    expect(await stateOf(free.id)).toBe('AVAILABLE')
    expect((await storage.findVoiceService(kysely, second, tenant.site.id))?.quantity).toBe(4)
  })

  it('that would lead callers in a circle is taken back whole, and says why', async () => {
    await holidays()
    await begunJourney()
    expect((await settle()).circles).toEqual([expect.stringContaining('“Holidays”: step 1')])
    expect(await stateOf(free.id)).toBe('AVAILABLE')
    const { kysely } = api.database
    const journey = await storage.findServiceJourney(kysely, second, tenant.site.id)
    expect(journey?.failure).toContain('“Holidays”: step 1')
  })
})
