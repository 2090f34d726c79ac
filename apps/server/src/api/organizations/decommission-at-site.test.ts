/** An occupier leaves one of its sites (N7), asked by those who may and those who may not. */
import * as contract from '@mainline/contract'
import { createSite, findNumber, isRefusal, locateAtSite } from '@mainline/storage'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
let otherSiteId = ''
beforeAll(async () => {
  api = await openTestApi()
  const { id: _, version: _version, createdAt: _createdAt, ...like } = api.tenant.site
  const other = await createSite(api.database.kysely, { ...like, name: 'Other', domain: 'other.test' })
  if (isRefusal(other)) throw new Error('no site')
  otherSiteId = other.id
  await locateAtSite(api.database.kysely, api.tenant.occupier.id, otherSiteId)
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const params = (siteId = api.tenant.site.id) => ({ organizationId: api.tenant.occupier.id, siteId })
const body = () => ({ version: api.tenant.occupier.version, name: api.tenant.occupier.name })

it.each([
  ['operator-user', 403],
  ['receptionist', 403],
  ['occupier-admin', 403],
  ['occupier-user', 403],
] as const)('is not for the role %s', async (role, status) => {
  const person = await signedIn(api, await addPerson(api, role))
  for (const answer of [
    await person.call(contract.previewDecommissionAtSite, { params: params() }),
    await person.call(contract.decommissionAtSite, { params: params(), body: body() }),
  ])
    expect(answer.status).toBe(status)
})

it('is refused where the organization is not, and with another name', async () => {
  const nowhere = { params: params(unknownId), body: body() }
  expect(await api.refusal(contract.decommissionAtSite, nowhere)).toBe('not-found')
  expect(await api.refusal(contract.previewDecommissionAtSite, { params: params(unknownId) })).toBe(
    'not-found',
  )
  const mistyped = { params: params(), body: { ...body(), name: 'occupier' } }
  expect(await api.refusal(contract.decommissionAtSite, mistyped)).toBe('name-mismatch')
})

it('is done by an administrator of that site alone, whose sight ends with it; users of that site only are out', async () => {
  const { site, main } = api.tenant
  const reach = { siteIds: [site.id] }
  const admin = await signedIn(api, await addPerson(api, 'operator-admin', reach))
  const here = await signedIn(api, await addPerson(api, 'occupier-admin', reach))
  const everywhere = await signedIn(api, await addPerson(api, 'occupier-admin'))

  const foreign = { params: params(otherSiteId), body: body() }
  expect((await admin.call(contract.decommissionAtSite, foreign)).status).toBe(404)
  const preview = await admin.call(contract.previewDecommissionAtSite, { params: params() })
  expect(preview.body).toMatchObject({ numbers: 3, mainNumbers: 1, services: 1_000, users: 1 })
  const left = await admin.call(contract.decommissionAtSite, { params: params(), body: body() })
  expect(left.body).toMatchObject({ decommissionedAt: null, version: body().version + 1 })

  expect(await findNumber(api.database.kysely, main.id)).toMatchObject({ state: 'COOLDOWN' })
  expect((await here.call(contract.getMe)).status).toBe(401)
  const seen = await everywhere.call(contract.getOrganization, {
    params: { organizationId: api.tenant.occupier.id },
  })
  expect(seen.body).toMatchObject({ siteIds: [otherSiteId] })
  const last = { params: params(otherSiteId), body: { ...body(), version: body().version + 1 } }
  expect(await api.refusal(contract.decommissionAtSite, last)).toBe('last-site')
})
