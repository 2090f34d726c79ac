/** A person says that it is away: reception reads it, and nothing else of the membership changes (C8, product §4). */
import * as contract from '@mainline/contract'
import { updateNumber } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const absence = { note: 'Court', until: '2999-01-07T18:00:00.000Z' }

it('whoever rings there is told by reception, until the person is back', async () => {
  const { kysely } = api.database
  const [number] = api.tenant.ordinary
  const person = await addPerson(api, 'occupier-user')
  const assigned = { assignedTo: person.userId, label: 'Front office' }
  must(await updateNumber(kysely, number?.id ?? '', number?.version ?? 0, assigned))
  const tom = await signedIn(api, person)
  const rita = await signedIn(api, await addPerson(api, 'receptionist'))
  const shown = async () => {
    const params = { siteId: api.tenant.site.id, organizationId: api.tenant.occupier.id }
    const { body } = await rita.call(contract.listReceptionPeople, { params })
    return body.items.find(({ name }) => name === 'Front office')?.absence
  }
  const { body: before } = await tom.call(contract.getOwnAbsence)
  expect(before).toEqual({ version: 1, absence: null })
  const { body: away } = await tom.call(contract.saveOwnAbsence, { body: { version: 1, absence } })
  expect(away).toEqual({ version: 2, absence })
  expect(await shown()).toEqual(absence)
  expect((await tom.call(contract.getOwnAbsence)).body).toEqual(away)
  await tom.call(contract.saveOwnAbsence, { body: { version: 2, absence: null } })
  expect(await shown()).toBeNull()
})

it.each([
  'provider-admin',
  'operator-admin',
  'operator-user',
  'receptionist',
  'occupier-admin',
  'occupier-user',
] as const)('a person that is %s may, and it is written down whose doing it was (N11)', async (role) => {
  const person = await addPerson(api, role)
  const browser = await signedIn(api, person)
  const { body, error } = await browser.call(contract.saveOwnAbsence, { body: { version: 1, absence } })
  expect(error).toBeUndefined()
  expect(body).toEqual({ version: 2, absence })
  const row = await api.database.kysely
    .selectFrom('memberships')
    .selectAll()
    .where('id', '=', person.membershipId)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ role, title: null, absence: 'Court', retiredAt: null })
  const entry = await api.database.kysely
    .selectFrom('auditLog')
    .selectAll()
    .where('objectId', '=', person.membershipId)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  expect(entry).toMatchObject({ role, actor: expect.stringMatching(/^Person/) })
})

it('saved in another tab meanwhile: what is there now is shown (N12)', async () => {
  const browser = await signedIn(api, await addPerson(api, 'occupier-user'))
  await browser.call(contract.saveOwnAbsence, { body: { version: 1, absence } })
  const { error } = await browser.call(contract.saveOwnAbsence, { body: { version: 1, absence: null } })
  expect(error).toMatchObject({ code: 'stale-version', details: { current: { version: 2, absence } } })
})

it('a token is nobody, and says so', async () => {
  expect(await api.refusal(contract.getOwnAbsence)).toBe('needs-person')
  expect(await api.refusal(contract.saveOwnAbsence, { body: { version: 1, absence } })).toBe('needs-person')
})
