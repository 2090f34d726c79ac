/** The life of a number by API (N1–N8, N12). */
import * as contract from '@mainline/contract'
import {
  acknowledgeChanges,
  beatEngine,
  createOrganization,
  endEngine,
  lastChange,
  locateAtSite,
  newId,
} from '@mainline/storage'
import { createTestUser } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
let siteId = ''
let occupier = ''
beforeAll(async () => {
  api = await openTestApi()
  siteId = api.tenant.site.id
  occupier = api.tenant.occupier.id
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())
beforeEach(() => {
  api.engine.confirms = true
})

let next = 0
/** A fresh AVAILABLE number. */
async function provision() {
  const first = `+4420794605${String(next++).padStart(2, '0')}`
  const { items } = await api.ok(contract.createNumbers, { body: { siteId, first } })
  const [number] = items
  if (!number) throw new Error('no number')
  return number
}

async function reserve() {
  const { id, version } = await provision()
  return api.ok(contract.allocateNumber, {
    params: { numberId: id },
    body: { version, organizationId: occupier },
  })
}

let others = 0
async function newOccupier(located = true): Promise<string> {
  const { kysely } = api.database
  const name = `Other ${++others}`
  const { id } = await createOrganization(kysely, { name, operatorId: api.tenant.operator.id })
  if (located) await locateAtSite(kysely, id, siteId)
  return id
}

it('an identifier in capitals is the same one, in path, query and body', async () => {
  const { main, site } = api.tenant
  const found = await api.ok(contract.getNumber, { params: { numberId: main.id.toUpperCase() } })
  expect(found.id).toBe(main.id)
  const { items } = await api.ok(contract.listNumbers, { query: { siteId: site.id.toUpperCase() } })
  expect(items.map(({ id }) => id)).toContain(main.id)
  const body = { siteId: site.id.toUpperCase(), first: '+442079460777', firstExtension: 177 }
  expect((await api.ok(contract.createNumbers, { body })).items[0]?.siteId).toBe(site.id)
})

describe('provisioning (N2)', () => {
  it('makes a range AVAILABLE with the lowest free extensions', async () => {
    const { items } = await api.ok(contract.createNumbers, {
      body: { siteId, first: '+442079460800', count: 3, label: 'Stock' },
    })
    expect(items.map((one) => one.e164)).toEqual(['+442079460800', '+442079460801', '+442079460802'])
    expect(items.every((one) => one.state === 'AVAILABLE' && one.label === 'Stock')).toBe(true)
    expect(new Set(items.map((one) => one.extension)).size).toBe(3)
  })

  it('leaves out emergency numbers when it picks extensions (C15)', async () => {
    const { id } = await api.ok(contract.createSite, {
      body: {
        ...{ operatorId: api.tenant.operator.id, name: 'Annexe', timeZone: 'Europe/London' },
        ...{ domain: 'annexe.test', extensionFirst: 111, extensionLast: 113 },
      },
    })
    const body = { siteId: id, first: '+442079462000', count: 2 }
    const { items } = await api.ok(contract.createNumbers, { body })
    expect(items.map(({ extension }) => extension)).toEqual(['111', '113'])
    const another = { siteId: id, first: '+442079462002', count: 1 }
    expect(await api.refusal(contract.createNumbers, { body: another })).toBe('no-free-extension')
  })

  it.each([
    ['a number that exists', { first: '+442079460000' }, 'number-exists'],
    ['an extension that is taken', { first: '+442079460900', firstExtension: 100 }, 'extension-taken'],
    [
      'an extension outside the range',
      { first: '+442079460900', firstExtension: 99 },
      'extension-out-of-range',
    ],
    [
      'an extension that is an emergency number (C15)',
      { first: '+442079460900', count: 3, firstExtension: 111 },
      'extension-emergency',
    ],
    ['more numbers than extensions', { first: '+442079461000', count: 500 }, 'no-free-extension'],
    ['a range that runs into another country', { first: '+449999999999', count: 2 }, 'number-range'],
    ['a number with the zero of home', { first: '+4402079460100' }, 'invalid-request'],
    ['a range that runs out of digits', { first: '+999999999999999', count: 2 }, 'number-range'],
    ['a national number', { first: '02079460900' }, 'invalid-request'],
    ['no number at all', { first: '+442079460900', count: 0 }, 'invalid-request'],
  ])('refuses %s', async (_, body, code) => {
    expect(await api.refusal(contract.createNumbers, { body: { siteId, ...body } })).toBe(code)
  })

  it('refuses an unknown site', async () => {
    const body = { siteId: unknownId, first: '+442079460900' }
    expect(await api.refusal(contract.createNumbers, { body })).toBe('not-found')
  })
})

describe('lists', () => {
  it('filter by kind, state, organization and search', async () => {
    const main = await api.ok(contract.listNumbers, { query: { siteId, kind: 'main' } })
    expect(main.items.map((one) => one.e164)).toEqual(['+442079460000'])
    const active = await api.ok(contract.listNumbers, {
      query: { organizationId: occupier, state: 'ACTIVE' },
    })
    expect(active.items.length).toBeGreaterThanOrEqual(3)
    const found = await api.ok(contract.listNumbers, { query: { search: '460001' } })
    expect(found.items.map((one) => one.e164)).toEqual(['+442079460001'])
    expect((await api.ok(contract.listNumbers, { query: { search: '%' } })).items).toEqual([])
    expect((await api.ok(contract.listNumbers, { query: { siteId: unknownId } })).items).toEqual([])
  })

  it('come by page, each number once', async () => {
    const all = await api.ok(contract.listNumbers, { query: { siteId } })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await api.ok(contract.listNumbers, { query: { siteId, limit: 2, after } })
      expect(page.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.items.map((one) => one.id))
      after = page.next
    } while (after)
    expect(seen).toEqual(all.items.map((one) => one.id))
  })

  it.each([
    ['limit', '0'],
    ['limit', '1001'],
    ['limit', 'x'],
    ['after', 'x'],
    ['state', 'SOLD'],
  ])('refuse %s=%s', async (name, value) => {
    const { error } = await api.call(contract.listNumbers, { query: { [name]: value } })
    expect(error?.details?.fields).toMatchObject([{ field: `query.${name}` }])
  })
})

describe('a change (N12)', () => {
  it('keeps what is left out and clears what is null', async () => {
    const { id } = await reserve()
    const maya = (await createTestUser(api.database.kysely, 'Maya', api.tenant.occupier)).id
    const params = { numberId: id }
    const named = await api.ok(contract.updateNumber, {
      params,
      body: { version: 2, label: 'Desk', language: 'fr', assignedTo: maya, extension: 150 },
    })
    expect(named).toMatchObject({ label: 'Desk', language: 'fr', extension: '150' })
    expect(named).toMatchObject({ assignedTo: maya, assignedName: 'Maya' })
    await api.database.kysely.updateTable('users').set({ name: 'Maya A.' }).where('id', '=', maya).execute()
    expect(await api.ok(contract.getNumber, { params })).toMatchObject({ assignedName: 'Maya A.' })
    const cleared = await api.ok(contract.updateNumber, {
      params,
      body: { version: 3, language: null, assignedTo: null, extension: null },
    })
    expect(cleared).toMatchObject({
      label: 'Desk',
      language: null,
      assignedTo: null,
      assignedName: null,
      extension: null,
      version: 4,
    })
  })

  it('assigns to nobody of another organization (N4)', async () => {
    const { id, version } = await reserve()
    const stranger = await createTestUser(api.database.kysely, 'Noor', api.tenant.operator)
    const body = { version, assignedTo: stranger.id }
    expect(await api.refusal(contract.updateNumber, { params: { numberId: id }, body })).toBe(
      'user-elsewhere',
    )
  })

  it('is refused for an extension that is taken or outside the range of the site', async () => {
    const { id, version } = await provision()
    const change = (extension: number) =>
      api.refusal(contract.updateNumber, { params: { numberId: id }, body: { version, extension } })
    expect(await change(100)).toBe('extension-taken')
    expect(await change(2000)).toBe('extension-out-of-range')
  })

  it('gives no extension that is an emergency number of its country; one that is there stays (C15)', async () => {
    const { id, version } = await provision()
    const params = { numberId: id }
    const { error } = await api.call(contract.updateNumber, { params, body: { version, extension: 112 } })
    expect([error?.code, error?.message]).toEqual([
      'extension-emergency',
      'Whoever dials 112 at this site asks for help by 112; as an extension it would never ring. Choose another extension.',
    ])
    const { kysely } = api.database
    await kysely.updateTable('numbers').set({ extension: '112' }).where('id', '=', id).execute()
    const body = { version, extension: 112, label: 'As ever' }
    expect(await api.ok(contract.updateNumber, { params, body })).toMatchObject({ extension: '112' })
    await kysely.updateTable('numbers').set({ extension: null }).where('id', '=', id).execute()
  })

  it('made on an old version is refused, with the number as it is', async () => {
    const { id } = await provision()
    const change = (label: string) =>
      api.call(contract.updateNumber, { params: { numberId: id }, body: { version: 1, label } })
    await change('first')
    const { status, error } = await change('second')
    expect(status).toBe(409)
    expect(error).toMatchObject({
      code: 'stale-version',
      details: { current: { label: 'first', version: 2 } },
    })
  })
})

describe('the way up and down', () => {
  it('AVAILABLE → RESERVED → ACTIVE → RESERVED → AVAILABLE', async () => {
    const reserved = await reserve()
    expect(reserved).toMatchObject({ state: 'RESERVED', organizationId: occupier })
    const params = { numberId: reserved.id }
    const active = await api.ok(contract.activateNumber, { params, body: { version: reserved.version } })
    expect(active).toMatchObject({ state: 'ACTIVE', pendingTarget: null })
    const down = await api.ok(contract.deactivateNumber, { params, body: { version: active.version } })
    expect(down.state).toBe('RESERVED')
    const free = await api.ok(contract.deallocateNumber, { params, body: { version: down.version } })
    expect(free).toMatchObject({ state: 'AVAILABLE', organizationId: null })
  })

  it.each([
    ['nominate', contract.nominateNumber],
    ['unnominate', contract.unnominateNumber],
    ['deallocate', contract.deallocateNumber],
    ['activate', contract.activateNumber],
  ])('an ACTIVE number is refused to %s', async (_, method) => {
    const number = api.tenant.ordinary[0]
    if (!number) throw new Error('no number')
    const parts = { params: { numberId: number.id }, body: { version: number.version } }
    expect(await api.refusal(method, parts)).toBe('number-state')
  })

  it('an AVAILABLE number is refused to deactivate', async () => {
    const { id, version } = await provision()
    const parts = { params: { numberId: id }, body: { version } }
    expect(await api.refusal(contract.deactivateNumber, parts)).toBe('number-state')
  })

  it.each([
    ['nominate', contract.nominateNumber],
    ['unnominate', contract.unnominateNumber],
    ['deallocate', contract.deallocateNumber],
    ['activate', contract.activateNumber],
    ['deactivate', contract.deactivateNumber],
  ])('%s on an old version is refused with the number as it is', async (_, method) => {
    const { id } = await provision()
    const { error } = await api.call(method, { params: { numberId: id }, body: { version: 77 } })
    expect(error).toMatchObject({ code: 'stale-version', details: { current: { id, version: 1 } } })
  })

  it('an assigned number is neither taken back nor deactivated (N4, N6)', async () => {
    const reserved = await reserve()
    const maya = (await createTestUser(api.database.kysely, 'Maya', api.tenant.occupier)).id
    const params = { numberId: reserved.id }
    const assigned = await api.ok(contract.updateNumber, {
      params,
      body: { version: reserved.version, assignedTo: maya },
    })
    const back = { params, body: { version: assigned.version } }
    expect(await api.refusal(contract.deallocateNumber, back)).toBe('number-assigned')
    const active = await api.ok(contract.activateNumber, back)
    const down = { params, body: { version: active.version } }
    expect(await api.refusal(contract.deactivateNumber, down)).toBe('number-assigned')
  })
})

describe('allocation (N3, N8)', () => {
  it('gives an organization one main number at a site at most', async () => {
    const { id, version } = await provision()
    const params = { numberId: id }
    const main = await api.ok(contract.nominateNumber, { params, body: { version } })
    expect(main.kind).toBe('main')
    const refused = { params, body: { version: main.version, organizationId: occupier } }
    expect(await api.refusal(contract.allocateNumber, refused)).toBe('number-has-main')
    const organizationId = await newOccupier()
    const allowed = { params, body: { version: main.version, organizationId } }
    expect((await api.ok(contract.allocateNumber, allowed)).state).toBe('RESERVED')
  })

  it('takes a nomination back', async () => {
    const { id, version } = await provision()
    const params = { numberId: id }
    const main = await api.ok(contract.nominateNumber, { params, body: { version } })
    const ordinary = await api.ok(contract.unnominateNumber, { params, body: { version: main.version } })
    expect(ordinary.kind).toBe('ordinary')
  })

  it('is refused to an organization that is elsewhere or unknown', async () => {
    const { id, version } = await provision()
    const to = (organizationId: string) =>
      api.refusal(contract.allocateNumber, { params: { numberId: id }, body: { version, organizationId } })
    expect(await to(await newOccupier(false))).toBe('not-at-site')
    expect(await to(unknownId)).toBe('not-at-site')
  })
})

describe('activation (N5, N6)', () => {
  it('waits for the engines, and for their word on the last step too', async () => {
    const reserved = await reserve()
    api.engine.waits.length = 0
    await api.ok(contract.activateNumber, {
      params: { numberId: reserved.id },
      body: { version: reserved.version },
    })
    expect(api.engine.waits).toEqual([50, 1_000])
  })

  it.each([
    ['does not confirm in time', false],
    ['fails', new Error('the engine is gone')],
  ])('leaves the number RESERVED when an engine %s, and can be tried again', async (_, confirms) => {
    const reserved = await reserve()
    const params = { numberId: reserved.id }
    api.engine.confirms = confirms
    const { status, error } = await api.call(contract.activateNumber, {
      params,
      body: { version: reserved.version },
    })
    expect([status, error?.code]).toEqual([503, 'route-unconfirmed'])
    const after = await api.ok(contract.getNumber, { params })
    expect(after.state).toBe('RESERVED')
    api.engine.confirms = true
    expect((await api.ok(contract.activateNumber, { params, body: { version: after.version } })).state).toBe(
      'ACTIVE',
    )
  })

  it('leaves the number PENDING and receiving when an engine does not confirm its end, and takes the wait up again', async () => {
    const reserved = await reserve()
    const params = { numberId: reserved.id }
    const active = await api.ok(contract.activateNumber, { params, body: { version: reserved.version } })
    api.engine.confirms = false
    const down = { params, body: { version: active.version } }
    expect(await api.refusal(contract.deactivateNumber, down)).toBe('route-unconfirmed')
    const pending = await api.ok(contract.getNumber, { params })
    expect(pending).toMatchObject({ state: 'PENDING', pendingTarget: 'RESERVED' })
    expect(pending.pendingSince).toMatch(/^\d{4}-.*Z$/)
    api.engine.confirms = true
    const again = { params, body: { version: pending.version } }
    expect((await api.ok(contract.deactivateNumber, again)).state).toBe('RESERVED')
  })

  it('gives a main number its settings, members and mailbox (M7)', async () => {
    const params = { numberId: api.tenant.main.id }
    const settings = await api.ok(contract.getCallSettings, { params })
    expect(settings.inHours.steps.map((step) => step.target)).toEqual(['hunt-group', 'voicemail'])
    expect((await api.ok(contract.listHuntMembers, { params })).members).toHaveLength(2)
    expect(await api.ok(contract.getMailbox, { params })).toMatchObject({
      greeting: 'default',
      newMessages: 0,
    })
  })
})

describe('confirmation (N5)', () => {
  it('says which live engines obey the last change of the number', async () => {
    const { kysely } = api.database
    const [quick, slow, stopped] = [newId(), newId(), newId()]
    await beatEngine(kysely, quick, 'edge-1')
    await beatEngine(kysely, slow, 'edge-2')
    await beatEngine(kysely, stopped, 'edge-3')
    await endEngine(kysely, stopped)
    const { id } = await reserve()
    await acknowledgeChanges(kysely, quick, await lastChange(kysely))
    const { engines } = await api.ok(contract.getNumberConfirmation, { params: { numberId: id } })
    const ours = engines.filter(({ name }) => name.startsWith('edge-'))
    expect(ours).toEqual([
      { name: 'edge-1', confirmed: true },
      { name: 'edge-2', confirmed: false },
    ])
    for (const engine of [quick, slow]) await endEngine(kysely, engine)
  })
})
