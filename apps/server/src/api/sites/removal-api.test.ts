/** A site and an operator that were opened by mistake are removed by API, each refusal in words that say what to do first. */
import * as contract from '@mainline/contract'
import { errorCatalogue } from '@mainline/contract'
import { createTenant } from '@mainline/storage/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const query = { version: 1 }
const place = { name: 'Mistake', timeZone: 'Europe/London', extensionFirst: 100, extensionLast: 199 }
let opened = 0
const openSite = (operatorId = api.tenant.operator.id) =>
  api.ok(contract.createSite, { body: { ...place, operatorId, domain: `mistake-${++opened}.test` } })
const addOperator = () => api.ok(contract.createOrganization, { body: { name: 'Mistaken landlord' } })

const ofSite: readonly (readonly [contract.ErrorCode, (siteId: string) => Promise<unknown>])[] = [
  ['has-numbers', (siteId) => api.ok(contract.createNumbers, { body: { siteId, first: '+442079460880' } })],
  [
    'has-organizations',
    (siteId) =>
      api.ok(contract.locateOrganization, { params: { organizationId: api.tenant.occupier.id, siteId } }),
  ],
  [
    'has-users',
    (siteId) =>
      api.ok(contract.createApiToken, {
        body: {
          ...{ name: 'Door', role: 'operator-admin', operatorId: api.tenant.operator.id },
          ...{ siteIds: [siteId], expiresAt: null },
        },
      }),
  ],
]

it.each(ofSite)('a site is not removed while %s: the refusal says what to do first', async (code, bring) => {
  const { id: siteId } = await openSite()
  await bring(siteId)
  const { status, error } = await api.call(contract.deleteSite, { params: { siteId }, query })
  expect([status, error?.code]).toEqual([409, code])
  expect(error?.message).toContain(errorCatalogue[code].advice)
  expect(await api.ok(contract.getSite, { params: { siteId } })).toMatchObject({ version: 1 })
})

it('an operator is removed after its site, and then neither is there', async () => {
  const { id: organizationId } = await addOperator()
  const { id: siteId } = await openSite(organizationId)
  const operator = { params: { organizationId }, query }
  const { error } = await api.call(contract.deleteOperator, operator)
  expect(error).toMatchObject({
    code: 'has-sites',
    message: 'The operator has sites. Remove its sites first.',
  })
  expect((await api.call(contract.deleteSite, { params: { siteId }, query })).status).toBe(204)
  expect(await api.refusal(contract.getSite, { params: { siteId } })).toBe('not-found')
  expect((await api.call(contract.deleteOperator, operator)).status).toBe(204)
  expect(await api.refusal(contract.deleteOperator, operator)).toBe('not-found')
  expect(
    await api.refusal(contract.createSite, {
      body: { ...place, operatorId: organizationId, domain: 'late.test' },
    }),
  ).toBe('not-found')
  const { items } = await api.ok(contract.listAudit, { query: { limit: 100 } })
  const removed = items.filter(
    ({ action, kind }) => action === 'removed' && /^(site|organization)$/.test(kind),
  )
  expect(removed.map(({ kind, name }) => [kind, name])).toEqual([
    ['organization', 'Mistaken landlord'],
    ['site', 'Mistake'],
  ])
})

it('an occupier is decommissioned instead (N7)', async () => {
  const params = { organizationId: api.tenant.occupier.id }
  expect(await api.refusal(contract.deleteOperator, { params, query })).toBe('wrong-state')
})

it.each(['operator-admin', 'operator-user', 'receptionist', 'occupier-admin', 'occupier-user'] as const)(
  'neither is for the role %s, at its own or elsewhere',
  async (role) => {
    const person = await signedIn(api, await addPerson(api, role))
    const { id: siteId } = await openSite()
    for (const one of [siteId, unknownId])
      expect((await person.call(contract.deleteSite, { params: { siteId: one }, query })).status).toBe(403)
    const params = { organizationId: api.tenant.operator.id }
    expect((await person.call(contract.deleteOperator, { params, query })).status).toBe(403)
  },
)

it('a site of somebody in use keeps all of it', async () => {
  const other = await createTenant(api.database.kysely, { first: '+442079463900' })
  const { version } = await api.ok(contract.getSite, { params: { siteId: other.site.id } })
  const { error } = await api.call(contract.deleteSite, {
    params: { siteId: other.site.id },
    query: { version },
  })
  expect(error?.code).toBe('has-numbers')
  const { id } = other.operator
  expect(await api.refusal(contract.deleteOperator, { params: { organizationId: id }, query })).toBe(
    'has-sites',
  )
  expect(await api.ok(contract.getNumber, { params: { numberId: other.main.id } })).toMatchObject({
    state: 'ACTIVE',
  })
})
