/** The audit of changes (N11): who, when, what was and what is. */
import * as contract from '@mainline/contract'
import { createNumbers, updateSite } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const changesOf = async (query: contract.MethodInput<typeof contract.listAudit>['query'] | object) =>
  (await api.ok(contract.listAudit, { query })).items

describe('the history of a number', () => {
  it('tells each step with what changed only', async () => {
    const { site, occupier } = api.tenant
    const { items } = await api.ok(contract.createNumbers, {
      body: { siteId: site.id, first: '+442079461000' },
    })
    const numberId = items[0]?.id ?? ''
    const params = { numberId }
    await api.ok(contract.allocateNumber, { params, body: { version: 1, organizationId: occupier.id } })
    await api.ok(contract.updateNumber, { params, body: { version: 2, label: 'Desk' } })
    await api.ok(contract.createDevice, { body: { numberId, name: 'Desk phone' } })
    const [device, label, allocation, creation] = await changesOf({ numberId })
    const by = { actor: 'API token', role: 'provider-admin', numberId, siteId: site.id }
    expect(creation).toMatchObject({
      ...by,
      action: 'created',
      kind: 'number',
      name: '+442079461000',
      before: null,
    })
    expect(creation?.after).toMatchObject({ e164: '+442079461000', state: 'AVAILABLE' })
    expect(allocation).toMatchObject({ ...by, action: 'changed', organizationId: occupier.id })
    expect(allocation?.before).toEqual({ state: 'AVAILABLE', organizationId: null })
    expect(allocation?.after).toEqual({ state: 'RESERVED', organizationId: occupier.id })
    expect(label).toMatchObject({ before: { label: '' }, after: { label: 'Desk' } })
    expect(device).toMatchObject({ ...by, kind: 'device', name: 'Desk phone', action: 'created' })
  })

  it('keeps no secret, but says that it changed', async () => {
    const [phone] = api.tenant.ordinary
    const { device } = await api.ok(contract.createDevice, {
      body: { numberId: phone?.id ?? '', name: 'Phone' },
    })
    await api.ok(contract.resetDeviceSecret, { params: { deviceId: device.id }, body: { version: 1 } })
    await api.ok(contract.deleteDevice, { params: { deviceId: device.id }, query: { version: 2 } })
    const [removed, reset, created] = await changesOf({ objectId: device.id })
    const masked = { ha1Md5: '•••', ha1Sha256: '•••' }
    expect(reset).toMatchObject({ action: 'changed', before: masked, after: masked })
    expect(created?.after).toMatchObject(masked)
    expect(removed).toMatchObject({ action: 'removed', after: null, before: { name: 'Phone', ...masked } })
    const rows = await api.database.kysely
      .selectFrom('auditLog')
      .selectAll()
      .where('kind', '=', 'mailbox')
      .execute()
    expect(rows[0]?.after).toMatchObject({ default_pin: '•••' })
  })
})

describe('who', () => {
  it('is the product itself where nobody asked', async () => {
    const { site } = api.tenant
    const [number] = must(
      await createNumbers(api.database.kysely, { siteId: site.id, first: '+442079461100' }),
    )
    expect(await changesOf({ numberId: number?.id })).toMatchObject([{ actor: 'Mainline', role: null }])
  })

  it('is whoever asks, and nobody who asked before', async () => {
    const { site } = api.tenant
    const params = { siteId: site.id }
    const { version } = await api.ok(contract.getSite, { params })
    await api.ok(contract.updateSite, { params, body: { version, name: 'Yard' } })
    expect(await changesOf({ siteId: site.id, actor: 'API token', kind: 'site', limit: 1 })).toMatchObject([
      { kind: 'site', before: { name: 'Site' }, after: { name: 'Yard' } },
    ])
    const after = await api.database.kysely.selectFrom('sites').select('version').executeTakeFirstOrThrow()
    await updateSite(api.database.kysely, site.id, after.version, { name: 'Site' })
    expect(await changesOf({ siteId: site.id, kind: 'site', limit: 1 })).toMatchObject([
      { actor: 'Mainline' },
    ])
  })
})

describe('a list of changes', () => {
  it('names what its identifiers stand for', async () => {
    const { site, occupier, main } = api.tenant
    const { items, names } = await api.ok(contract.listAudit, { query: { siteId: site.id, limit: 1000 } })
    expect(names).toMatchObject({
      [site.id]: 'Site',
      [occupier.id]: occupier.name,
      [main.id]: main.e164,
    })
    expect(items.find(({ kind }) => kind === 'location')).toMatchObject({ objectId: occupier.id, name: null })
    const none = await api.ok(contract.listAudit, { query: { to: '2020-01-01T00:00:00Z' } })
    expect(none.names).toEqual({})
  })

  it.each(['operator-admin', 'operator-user', 'occupier-admin'] as const)(
    'is named for %s as far as it sees',
    async (role) => {
      const browser = await signedIn(api, await addPerson(api, role))
      const { status, body } = await browser.call(contract.listAudit, { query: { limit: 1000 } })
      expect(status).toBe(200)
      expect(body.names).toMatchObject({ [api.tenant.main.id]: api.tenant.main.e164 })
    },
  )

  it('goes by pages, newest first, and by time', async () => {
    const first = await api.ok(contract.listAudit, { query: { limit: 2 } })
    const second = await api.ok(contract.listAudit, { query: { limit: 2, after: first.next } })
    const ids = [...first.items, ...second.items].map(({ id }) => Number(id))
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
    expect(new Set(ids).size).toBe(4)
    expect(await changesOf({ to: '2020-01-01T00:00:00Z' })).toEqual([])
    expect((await changesOf({ from: '2020-01-01T00:00:00Z', limit: 3 })).length).toBe(3)
  })

  it.each([contract.listAudit, contract.exportAudit])(
    'of a time that ends before it begins is refused, not empty: $id',
    async (method) => {
      const query = { from: '2026-11-24T13:00:00Z', to: '2026-11-24T12:00:00Z' }
      const { status, error } = await api.call(method, { query })
      expect([status, error?.code]).toEqual([400, 'invalid-request'])
      expect(error?.details).toMatchObject({
        fields: [{ field: 'query.to', message: 'must not be before "from"' }],
      })
    },
  )

  it('is exported as CSV that no spreadsheet runs', async () => {
    const [phone] = api.tenant.ordinary
    const body = { numberId: phone?.id ?? '', name: '=cmd()' }
    await api.ok(contract.createDevice, { body })
    const response = await api.app.inject({
      url: contract.exportAudit.path,
      query: { kind: 'device' },
      headers: { authorization: 'Bearer token-of-the-tests' },
    })
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
    const [headings, newest] = response.body.split('\r\n')
    // Without the mark a spreadsheet reads the names of people as another encoding (RFC 4180 has the line ends).
    expect(headings).toMatch(/^\uFEFFat,actor,role,action,kind,objectId,name/)
    expect(newest).toContain(`'=cmd()`)
    expect(newest).toContain('API token,provider-admin,created,device')
  })
})
