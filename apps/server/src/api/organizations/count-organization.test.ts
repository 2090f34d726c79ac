/** What stands beside the tabs of an organization. */
import * as contract from '@mainline/contract'
import { createOrganization } from '@mainline/storage'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

it('counts what its lists list: users that have not left, and its devices', async () => {
  const { id: organizationId } = api.tenant.occupier
  await addPerson(api, 'occupier-admin')
  const { membershipId } = await addPerson(api, 'occupier-user')
  const lists = async () => {
    const users = await api.ok(contract.listUsers, { query: { organizationId, state: 'active' } })
    const devices = await api.ok(contract.listDevices, { query: { organizationId } })
    return { users: users.items.length, devices: devices.items.length }
  }
  const counts = () => api.ok(contract.countOrganization, { params: { organizationId } })
  const before = await counts()
  expect(before).toEqual(await lists())
  expect(before.users).toBeGreaterThanOrEqual(2)
  const { version } = await api.ok(contract.getUser, { params: { membershipId } })
  await api.ok(contract.retireUser, { params: { membershipId }, body: { version } })
  expect(await counts()).toEqual({ ...before, users: before.users - 1 })
})

it('is not there for one that is foreign or nobody’s', async () => {
  const neighbour = await createOrganization(api.database.kysely, {
    name: 'Neighbour',
    operatorId: api.tenant.operator.id,
  })
  const person = await signedIn(api, await addPerson(api, 'occupier-admin'))
  for (const organizationId of [neighbour.id, unknownId])
    expect((await person.call(contract.countOrganization, { params: { organizationId } })).status).toBe(404)
})
