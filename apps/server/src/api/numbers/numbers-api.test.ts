/** The stock of numbers by API: provisioned, listed, changed (N1, N2, N12). */
import * as contract from '@mainline/contract'
import { retireMembership } from '@mainline/storage'
import { createTestUser } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NumberStock } from '../testing/number-stock.ts'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
let stock: NumberStock
let siteId = ''
let occupier = ''
beforeAll(async () => {
  api = await openTestApi()
  stock = new NumberStock(api)
  siteId = api.tenant.site.id
  occupier = api.tenant.occupier.id
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

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

  it('goes by the country of the site, whatever country a number is of (C15)', async () => {
    const { id } = await api.ok(contract.createSite, {
      body: {
        ...{ operatorId: api.tenant.operator.id, name: 'Berlin', timeZone: 'Europe/Berlin' },
        ...{ domain: 'berlin.test', extensionFirst: 100, extensionLast: 999 },
      },
    })
    const wanted = (firstExtension: number) => ({
      body: { siteId: id, first: '+442079463000', count: 1, firstExtension },
    })
    expect(await api.refusal(contract.createNumbers, wanted(110))).toBe('extension-emergency')
    const { items } = await api.ok(contract.createNumbers, wanted(999))
    expect(items.map(({ extension }) => extension)).toEqual(['999'])
    const [{ id: numberId = '', version = 0 } = {}] = items
    const change = { params: { numberId }, body: { version, extension: 110 } }
    expect(await api.refusal(contract.updateNumber, change)).toBe('extension-emergency')
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
    const { id } = await stock.reserve()
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
    const { id, version } = await stock.reserve()
    const stranger = await createTestUser(api.database.kysely, 'Noor', api.tenant.operator)
    const body = { version, assignedTo: stranger.id }
    expect(await api.refusal(contract.updateNumber, { params: { numberId: id }, body })).toBe(
      'user-elsewhere',
    )
  })

  it('assigns to nobody who has left it (N4)', async () => {
    const { id, version } = await stock.reserve()
    const params = { numberId: id }
    const { userId, membershipId } = await addPerson(api, 'occupier-user')
    await retireMembership(api.database.kysely, membershipId, 1)
    const body = { version, assignedTo: userId }
    expect(await api.refusal(contract.updateNumber, { params, body })).toBe('user-elsewhere')
  })

  it('whether it was chosen for its digits is said by the operator, by nobody of the organization (N10)', async () => {
    const { id, version } = await stock.reserve()
    const params = { numberId: id }
    const admin = await signedIn(api, await addPerson(api, 'occupier-admin'))
    const change = { params, body: { version, special: true } }
    expect(await admin.refusal(contract.updateNumber, change)).toBe('forbidden')
    const operator = await signedIn(api, await addPerson(api, 'operator-user'))
    expect((await operator.call(contract.updateNumber, change)).body).toMatchObject({ special: true })
    const again = { params, body: { version: version + 1, special: true, label: 'Front desk' } }
    expect((await admin.call(contract.updateNumber, again)).body).toMatchObject({ label: 'Front desk' })
  })

  it('assigns no main number: it serves the business, not a person (M1)', async () => {
    const { id, version } = api.tenant.main
    const maya = (await createTestUser(api.database.kysely, 'Maya', api.tenant.occupier)).id
    const body = { version, assignedTo: maya }
    expect(await api.refusal(contract.updateNumber, { params: { numberId: id }, body })).toBe('main-person')
    const named = await api.ok(contract.updateNumber, {
      params: { numberId: id },
      body: { version, label: 'Head office', assignedTo: null },
    })
    expect(named).toMatchObject({ label: 'Head office', version: version + 1 })
  })

  it('is refused for an extension that is taken or outside the range of the site', async () => {
    const { id, version } = await stock.provision()
    const change = (extension: number) =>
      api.refusal(contract.updateNumber, { params: { numberId: id }, body: { version, extension } })
    expect(await change(100)).toBe('extension-taken')
    expect(await change(2000)).toBe('extension-out-of-range')
  })

  it('gives no extension that is an emergency number of its country; one that is there stays (C15)', async () => {
    const { id, version } = await stock.provision()
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
    const { id } = await stock.provision()
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
