/** Sites, their hours, and organizations (N1, M8, N12). */
import * as contract from '@mainline/contract'
import { defaultHours, noCallsOut } from '@mainline/pbx'
import {
  createInvitation,
  createNumbers,
  createOrganization,
  createSite,
  createTrunk,
  findVoiceService,
  locateAtSite,
  newLinkToken,
  setVoiceService,
} from '@mainline/storage'
import { createTenant, must } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const fields = {
  name: 'Quay',
  timeZone: 'Europe/Lisbon',
  domain: 'quay.test',
  extensionFirst: 3000,
  extensionLast: 3999,
}
const create = (changes: object = {}) => ({
  body: { operatorId: api.tenant.operator.id, ...fields, ...changes },
})
const late = { day: 5, start: '22:00', end: '02:00' } as const

it('makes main numbers no dearer than what was bought (N9)', async () => {
  const { kysely } = api.database
  const { site, occupier, main } = await createTenant(kysely, { first: '+442079463300' })
  const service = await findVoiceService(kysely, occupier.id, site.id)
  must(
    await setVoiceService(kysely, {
      organizationId: occupier.id,
      siteId: site.id,
      quantity: 4,
      version: service?.version,
    }),
  )
  const dearer = (mainNumberUnits: number, version: number) =>
    api.call(contract.updateSite, { params: { siteId: site.id }, body: { version, mainNumberUnits } })
  const { status, error } = await dearer(3, site.version)
  expect([status, error?.code]).toEqual([409, 'service-quantity'])
  expect(error?.message).toContain('Occupier 5 of 4')
  const ofMain = expect.objectContaining({ numberId: main.id, units: 3 })
  expect(error?.details).toMatchObject({ uses: expect.arrayContaining([ofMain]) })
  expect((await api.ok(contract.getSite, { params: { siteId: site.id } })).mainNumberUnits).toBe(1)
  expect((await dearer(2, site.version)).body).toMatchObject({ mainNumberUnits: 2 })
})

it('an organization that has left is not brought back to life (N7)', async () => {
  const { id: operatorId } = api.tenant.operator
  const gone = await api.ok(contract.createOrganization, { body: { name: 'Gone', operatorId } })
  const params = { organizationId: gone.id }
  await api.ok(contract.decommissionOrganization, { params, body: { version: 1, name: 'Gone' } })
  const rename = { params, body: { version: 2, name: 'Back' } }
  expect(await api.refusal(contract.updateOrganization, rename)).toBe('wrong-state')
  const somebody = { name: 'Tom', email: 'tom@gone.example', role: 'occupier-admin', ...params } as const
  expect(await api.refusal(contract.inviteUser, { body: somebody })).toBe('wrong-state')
  const token = { name: 'Booking', role: 'occupier-admin', expiresAt: null, ...params } as const
  expect(await api.refusal(contract.createApiToken, { body: token })).toBe('wrong-state')
  // One that was written while the company left.
  const link = newLinkToken()
  const invited = { ...somebody, operatorId, siteIds: null, invitedBy: 'Ann' }
  await createInvitation(api.database.kysely, invited, link.tokenHash)
  const accepted = { body: { token: link.token, password: 'a new elm on the hill' } }
  expect(await api.refusal(contract.acceptInvitation, accepted)).toBe('wrong-state')
})

describe('a site', () => {
  it('opens with the default hours, found by its operator', async () => {
    const site = await api.ok(contract.createSite, create())
    expect(site).toMatchObject({
      ...fields,
      nomination: 'provider',
      cooldownDays: 90,
      language: 'en',
      version: 1,
    })
    expect(site.businessHours).toEqual(defaultHours)
    expect(await api.ok(contract.getSite, { params: { siteId: site.id } })).toEqual(site)
    const { items } = await api.ok(contract.listSites, { query: { operatorId: site.operatorId } })
    expect(items.map((one) => one.id)).toContain(site.id)
    expect((await api.ok(contract.listSites, { query: { operatorId: unknownId } })).items).toEqual([])
  })

  it.each([
    ['an unknown zone', { timeZone: 'Europe/Atlantis' }, 'zone-unknown'],
    ['an offset as its zone', { timeZone: '+01:00' }, 'zone-unknown'],
    ['an operator that is none', { operatorId: unknownId }, 'not-found'],
    ['extensions back to front', { extensionFirst: 3999, extensionLast: 3000 }, 'extension-order'],
    ['extensions of one digit', { extensionFirst: 1 }, 'invalid-request'],
    ['a domain with a space', { domain: 'a b' }, 'invalid-request'],
    [
      'an eighth day',
      { businessHours: { mode: 'weekly', intervals: [{ ...late, day: 8 }] } },
      'invalid-request',
    ],
    [
      '25 o’clock',
      { businessHours: { mode: 'weekly', intervals: [{ ...late, start: '25:00' }] } },
      'hours-time',
    ],
    [
      'no time at all',
      { businessHours: { mode: 'weekly', intervals: [{ ...late, end: '22:00' }] } },
      'hours-empty',
    ],
  ])('is refused with %s', async (_, changes, code) => {
    expect(await api.refusal(contract.createSite, create(changes))).toBe(code)
  })

  it('is refused to an occupier as its operator', async () => {
    const operatorId = api.tenant.occupier.id
    expect(await api.refusal(contract.createSite, create({ operatorId }))).toBe('not-found')
  })

  it('changes in what is named; an old version is refused', async () => {
    const { id } = await api.ok(contract.createSite, create())
    const params = { siteId: id }
    const changed = await api.ok(contract.updateSite, {
      params,
      body: { version: 1, name: 'Pier', cooldownDays: 30 },
    })
    expect(changed).toMatchObject({ ...fields, name: 'Pier', cooldownDays: 30, version: 2 })
    const { error } = await api.call(contract.updateSite, { params, body: { version: 1, name: 'Dock' } })
    expect(error).toMatchObject({ code: 'stale-version', details: { current: { name: 'Pier', version: 2 } } })
    const narrow = { params, body: { version: 2, extensionLast: 2000 } }
    expect(await api.refusal(contract.updateSite, narrow)).toBe('extension-order')
    const elsewhere = { params, body: { version: 2, timeZone: 'Nowhere' } }
    expect(await api.refusal(contract.updateSite, elsewhere)).toBe('zone-unknown')
    const typed = { params, body: { version: 2, timeZone: 'europe/london' } }
    expect((await api.ok(contract.updateSite, typed)).timeZone).toBe('Europe/London')
  })
})

it('a range of extensions keeps those that are given: a narrower one without them is refused', async () => {
  const { kysely } = api.database
  const { id: siteId } = await api.ok(contract.createSite, create())
  const stock = { siteId, first: '+351210001000', count: 2, firstExtension: 3998 }
  must(await createNumbers(kysely, stock))
  const narrow = (extensionLast: number, version = 1) =>
    api.call(contract.updateSite, { params: { siteId }, body: { version, extensionLast } })
  const { error } = await narrow(3500)
  expect(error).toMatchObject({
    code: 'extension-out-of-range',
    details: { values: { first: 3000, last: 3500, extensions: '3998, 3999', more: 0 } },
  })
  expect(error?.message).toContain(
    'Numbers of the site have extensions outside 3000 to 3500: 3998, 3999. Choose',
  )
  expect((await api.ok(contract.getSite, { params: { siteId } })).version).toBe(1)
  // What lies outside already keeps nobody from changing the rest.
  await kysely
    .updateTable('numbers')
    .set({ extension: '5000' })
    .where('siteId', '=', siteId)
    .where('extension', '=', '3999')
    .execute()
  expect((await narrow(3998)).status).toBe(200)
  expect((await narrow(3997, 2)).error).toMatchObject({ details: { values: { extensions: '3998' } } })
})

describe('a domain', () => {
  it('is one operator’s, which may share it among its sites', async () => {
    const rival = await createOrganization(api.database.kysely, { name: 'Rival' })
    const domain = 'pier.test'
    const own = await api.ok(contract.createSite, create({ domain }))
    expect((await api.ok(contract.createSite, create({ domain }))).domain).toBe(domain)
    const taken = await api.call(contract.createSite, create({ domain, operatorId: rival.id }))
    expect([taken.status, taken.error?.code]).toEqual([409, 'name-taken'])
    expect(taken.error?.message).toContain('A site of another operator has this domain.')
    const theirs = await api.ok(contract.createSite, create({ domain: 'rival.test', operatorId: rival.id }))
    const params = { siteId: theirs.id }
    expect(await api.refusal(contract.updateSite, { params, body: { version: 1, domain } })).toBe(
      'name-taken',
    )
    const both = [{}, { operatorId: rival.id }].map((of) => create({ domain: 'raced.test', ...of }))
    const raced = await Promise.all(both.map((body) => api.call(contract.createSite, body)))
    expect(raced.map(({ status }) => status).sort()).toEqual([201, 409])
    const unchanged = { params: { siteId: own.id }, body: { version: 1, domain, name: 'Long pier' } }
    expect((await api.ok(contract.updateSite, unchanged)).name).toBe('Long pier')
  })
})

describe('the hours of a site (M8)', () => {
  it('are read, set, and refused with every fault', async () => {
    const { id } = await api.ok(contract.createSite, create())
    const params = { siteId: id }
    const before = await api.ok(contract.getSiteHours, { params })
    expect(before).toMatchObject({ timeZone: 'Europe/Lisbon', hours: defaultHours, version: 1 })
    const set = (hours: contract.MethodInput<typeof contract.setSiteHours>['body']['hours'], version = 1) =>
      api.call(contract.setSiteHours, { params, body: { version, hours } })
    const { error } = await set({
      mode: 'weekly',
      intervals: [
        { ...late, start: '8' },
        { ...late, end: '22:00' },
      ],
    })
    expect(error?.details?.faults?.map((fault) => fault.code)).toEqual(['hours-time', 'hours-empty'])
    expect((await set({ mode: 'always-open' })).body).toMatchObject({ openNow: true, version: 2 })
    expect((await set({ mode: 'always-closed' })).error).toMatchObject({
      code: 'stale-version',
      details: { current: { hours: { mode: 'always-open' }, version: 2 } },
    })
  })
})

describe('an organization', () => {
  it('is an operator without one, an occupier with one', async () => {
    const operator = await api.ok(contract.createOrganization, { body: { name: 'Landlord' } })
    expect(operator).toMatchObject({ kind: 'operator', operatorId: operator.id })
    const body = { name: 'Tenant', operatorId: operator.id }
    const occupier = await api.ok(contract.createOrganization, { body })
    expect(occupier).toMatchObject({ kind: 'occupier', operatorId: operator.id })
    const nested = { body: { name: 'Subtenant', operatorId: occupier.id } }
    expect(await api.refusal(contract.createOrganization, nested)).toBe('not-found')
    const namesake = { body: { ...body, name: 'TENANT' } }
    expect(await api.refusal(contract.createOrganization, namesake)).toBe('name-taken')
    const { id } = await api.ok(contract.createOrganization, { body: { ...body, name: 'Next door' } })
    const renaming = { params: { organizationId: id }, body: { version: 1, name: 'tenant' } }
    expect(await api.refusal(contract.updateOrganization, renaming)).toBe('name-taken')
    const { items } = await api.ok(contract.listOrganizations, {
      query: { operatorId: operator.id, kind: 'occupier' },
    })
    expect(items).toMatchObject([occupier, { id }])
  })

  it('is located at sites of its operator only (N1)', async () => {
    const { occupier, operator } = api.tenant
    const { id: siteId } = await api.ok(contract.createSite, create())
    const located = await api.ok(contract.locateOrganization, {
      params: { organizationId: occupier.id, siteId },
    })
    expect(located.siteIds).toContain(siteId)
    const again = await api.ok(contract.locateOrganization, {
      params: { organizationId: occupier.id, siteId },
    })
    expect(again).toEqual(located)
    const { items } = await api.ok(contract.listOrganizations, { query: { siteId } })
    expect(items.map((one) => one.id)).toEqual([occupier.id])
    const stranger = await api.ok(contract.createOrganization, { body: { name: 'Stranger' } })
    expect(stranger.operatorId).not.toBe(operator.id)
    const foreign = { params: { organizationId: stranger.id, siteId } }
    expect(await api.refusal(contract.locateOrganization, foreign)).toBe('not-found')
  })

  it('is renamed; an old version is refused', async () => {
    const { id } = await api.ok(contract.createOrganization, { body: { name: 'Before' } })
    const rename = { params: { organizationId: id }, body: { version: 1, name: 'After' } }
    expect(await api.ok(contract.updateOrganization, rename)).toMatchObject({ name: 'After', version: 2 })
    expect(await api.refusal(contract.updateOrganization, rename)).toBe('stale-version')
    const found = await api.ok(contract.getOrganization, { params: { organizationId: id } })
    expect(found).toMatchObject({ name: 'After', siteIds: [] })
  })
})

describe('the voice portal of a site (C10)', () => {
  const patch = async (changes: object) => {
    const params = { siteId: api.tenant.site.id }
    const { version } = await api.ok(contract.getSite, { params })
    return { params, body: { version, ...changes } }
  }

  it('has a number and an extension of its own, and can go again', async () => {
    const reached = { portalNumber: '+442079468888', portalExtension: 77 }
    expect(await api.ok(contract.updateSite, await patch(reached))).toMatchObject(reached)
    const gone = { portalNumber: null, portalExtension: null }
    expect(await api.ok(contract.updateSite, await patch(gone))).toMatchObject(gone)
  })

  it.each([
    ['a number of the stock', () => ({ portalNumber: api.tenant.main.e164 }), 'number-exists'],
    [
      'an extension of phones',
      () => ({ portalExtension: api.tenant.site.extensionFirst }),
      'extension-taken',
    ],
    ['an emergency number where it is', () => ({ portalExtension: 999 }), 'extension-emergency'],
    [
      'the same, wherever its number is of',
      () => ({ portalNumber: '+12125550123', portalExtension: 999 }),
      'extension-emergency',
    ],
    [
      'an emergency number where it will be',
      () => ({ timeZone: 'America/New_York', portalExtension: 911 }),
      'extension-emergency',
    ],
    ['no number at all', () => ({ portalNumber: '0207' }), 'invalid-request'],
  ])('%s -> %s', async (_, changes, code) => {
    expect(await api.refusal(contract.updateSite, await patch(changes()))).toBe(code)
  })

  it.each([
    ['the site moves to where it is an emergency number', { timeZone: 'America/New_York' }, 911],
    [
      'an outside line is dialled by what makes it one',
      { callsOut: { ...noCallsOut, linePrefix: '8' } },
      8999,
    ],
    [
      'its own number is of where it is one, and the zone is of no country',
      { portalNumber: '+12125550123' },
      911,
    ],
  ])('keeps no extension that becomes a call for help: %s', async (_, changes, portalExtension) => {
    const { site } = api.tenant
    const timeZone = 'portalNumber' in changes ? 'UTC' : site.timeZone
    const settled = { timeZone, portalNumber: '+442079468888', portalExtension }
    const before = await api.ok(contract.updateSite, await patch(settled))
    expect(await api.refusal(contract.updateSite, await patch(changes))).toBe('extension-emergency')
    // Whatever has nothing to do with it is saved all the same, and so is the change with another extension.
    await api.ok(contract.updateSite, await patch({ name: before.name, timeZone }))
    await api.ok(contract.updateSite, await patch({ ...changes, portalExtension: 77 }))
    const back = {
      timeZone: site.timeZone,
      callsOut: before.callsOut,
      portalNumber: null,
      portalExtension: null,
    }
    await api.ok(contract.updateSite, await patch(back))
  })
})

it('an organization is renamed by who has all of its sites, and an operator by who has all of them (§4)', async () => {
  const { kysely } = api.database
  const { operator, site } = api.tenant
  const { id: _, version: _v, createdAt: _c, ...like } = site
  const other = await createSite(kysely, { ...like, name: 'Another of the two' })
  const { id } = await createOrganization(kysely, { name: 'At two', operatorId: operator.id })
  await locateAtSite(kysely, id, site.id)
  const { secret } = await api.ok(contract.createApiToken, {
    body: { name: 'One site', role: 'operator-admin', operatorId: operator.id, siteIds: [site.id] },
  })
  const headers = { authorization: `Bearer ${secret}` }
  const rename = (organizationId: string, version: number) =>
    api.call(contract.updateOrganization, {
      params: { organizationId },
      body: { version, name: `Renamed ${version}` },
      headers,
    })
  expect((await rename(id, 1)).status).toBe(200)
  await locateAtSite(kysely, id, other.id)
  expect((await rename(id, 2)).error?.code).toBe('wrong-state')
  const { version } = await api.ok(contract.getOrganization, { params: { organizationId: operator.id } })
  expect((await rename(operator.id, version)).error?.code).toBe('wrong-state')
})

it.each([
  ['moves to where it is an emergency number', { timeZone: 'America/New_York' }, 911, '911'],
  [
    'dials what makes it one for an outside line',
    { callsOut: { ...noCallsOut, classes: [], linePrefix: '8' } },
    8999,
    '999',
  ],
])(
  'an extension of a phone is no call for help: a site does not save that it %s (C15)',
  async (_, changes, extension, help) => {
    const { kysely } = api.database
    const { id: _id, version: _v, createdAt: _c, ...like } = api.tenant.site
    const range = { extensionFirst: 900, extensionLast: 9000 }
    const site = await createSite(kysely, { ...like, ...range, name: `With ${extension}` })
    const of = { siteId: site.id, first: `+4420794${String(extension).padStart(5, '0')}` }
    must(await createNumbers(kysely, { ...of, firstExtension: extension }))
    const params = { siteId: site.id }
    const version = async () => (await api.ok(contract.getSite, { params })).version
    const refused = await api.call(contract.updateSite, {
      params,
      body: { ...changes, version: await version() },
    })
    expect([refused.status, JSON.parse(refused.payload.toString())]).toMatchObject([
      422,
      { code: 'extension-emergency', details: { values: { extension: `${extension}`, number: help } } },
    ])
    expect(await version()).toBe(1)
    await api.ok(contract.updateSite, { params, body: { timeZone: 'Europe/Dublin', version: 1 } })
  },
)

describe('calls out (C15)', () => {
  const rules = {
    classes: ['national', 'international'] as ('national' | 'international')[],
    linePrefix: '9',
    presentMain: true,
    mostAtOnce: 5,
    mostInternationalAnHour: 3,
  }

  it('are off until the operator allows them', async () => {
    const site = await api.ok(contract.createSite, create())
    expect(site.callsOut.classes).toEqual([])
    const params = { siteId: site.id }
    const changed = await api.ok(contract.updateSite, { params, body: { version: 1, callsOut: rules } })
    expect(changed.callsOut).toEqual(rules)
    expect((await api.ok(contract.getSite, { params })).callsOut).toEqual(rules)
  })

  it('go first by a trunk that may carry them, in an emergency', async () => {
    const site = await api.ok(contract.createSite, create())
    const params = { siteId: site.id }
    const { kysely } = api.database
    const trunk = must(await createTrunk(kysely, { name: 'Knows the address', host: '198.51.100.9' }))
    const other = await createTenant(kysely, { first: '+442079463700' })
    const foreign = must(await createTrunk(kysely, { name: 'Foreign', operatorId: other.operator.id }))
    const body = { version: 1, emergencyTrunkId: foreign.id }
    expect(await api.refusal(contract.updateSite, { params, body })).toBe('not-found')
    const changed = await api.ok(contract.updateSite, {
      params,
      body: { ...body, emergencyTrunkId: trunk.id },
    })
    expect(changed.emergencyTrunkId).toBe(trunk.id)
  })
})
