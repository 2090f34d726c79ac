/** Users and invitations: each administrator those of its reach, nobody a role above his own (product §4). */
import * as contract from '@mainline/contract'
import {
  createOrganization,
  createSite,
  findMembership,
  findNumber,
  locateAtSite,
  updateNumber,
} from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { addPerson, type Person, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
let operatorAdmin: Browser
let occupierAdmin: Browser
let siteAdmin: Browser
let otherOccupier = ''
let otherOperator = ''
let otherSite = ''
let secondSite = ''
let quarrels = 0
beforeAll(async () => {
  api = await openTestApi()
  const { kysely: db } = api.database
  const { operator, site } = api.tenant
  const hours = {
    businessHours: { mode: 'always-open' },
    timeZone: 'Europe/London',
    domain: 'x.test',
  } as const
  const range = { extensionFirst: 100, extensionLast: 199 }
  secondSite = (await createSite(db, { operatorId: operator.id, name: 'Second', ...hours, ...range })).id
  otherOccupier = (await createOrganization(db, { name: 'Neighbour', operatorId: operator.id })).id
  await locateAtSite(db, otherOccupier, site.id)
  otherOperator = (await createOrganization(db, { name: 'Rival' })).id
  otherSite = (
    await createSite(db, { operatorId: otherOperator, name: 'Theirs', ...hours, ...range, domain: 'y.test' })
  ).id
  operatorAdmin = await signedIn(api, await addPerson(api, 'operator-admin'))
  occupierAdmin = await signedIn(api, await addPerson(api, 'occupier-admin'))
  siteAdmin = await signedIn(api, await addPerson(api, 'operator-admin', { siteIds: [site.id] }))
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

let invited = 0
const invitation = (body: object) =>
  ({ name: 'Tom Finch', email: `guest-${++invited}@people.example`, ...body }) as never

describe('inviting', () => {
  it('completes with what is one’s own, and gives the link where no mail is sent', async () => {
    const { body } = await occupierAdmin.call(contract.inviteUser, {
      body: invitation({ role: 'occupier-user' }),
    })
    expect(body).toMatchObject({
      operatorId: api.tenant.operator.id,
      organizationId: api.tenant.occupier.id,
      siteIds: null,
      letter: 'off',
    })
    expect(body.link).toMatch(/^http:\/\/mainline\.test\/accept-invitation#[\w-]{32}$/)
    const listed = await occupierAdmin.call(contract.listInvitations)
    expect(JSON.stringify(listed.body)).not.toContain(body.link?.split('#')[1])
    const own = await siteAdmin.call(contract.inviteUser, { body: invitation({ role: 'receptionist' }) })
    expect(own.body.siteIds).toEqual([api.tenant.site.id])
  })

  it.each<[string, () => Browser, () => object, string]>([
    ['provider by operator', () => operatorAdmin, () => ({ role: 'provider-admin' }), 'role-above-own'],
    ['operator by occupier', () => occupierAdmin, () => ({ role: 'operator-user' }), 'role-above-own'],
    [
      'operator by occupier, naming the operator',
      () => occupierAdmin,
      () => ({ role: 'operator-admin', operatorId: api.tenant.operator.id }),
      'not-found',
    ],
    [
      'user of a neighbour by occupier',
      () => occupierAdmin,
      () => ({ role: 'occupier-user', organizationId: otherOccupier }),
      'not-found',
    ],
    [
      'user of another operator',
      () => operatorAdmin,
      () => ({ role: 'operator-user', operatorId: otherOperator }),
      'not-found',
    ],
    [
      'user of a foreign site',
      () => operatorAdmin,
      () => ({ role: 'receptionist', siteIds: [otherSite] }),
      'not-found',
    ],
    [
      'user of a site beyond one’s own',
      () => siteAdmin,
      () => ({ role: 'receptionist', siteIds: [secondSite] }),
      'not-found',
    ],
    [
      'user of all sites by one of some',
      () => siteAdmin,
      () => ({ role: 'operator-user', siteIds: null }),
      'role-above-own',
    ],
    [
      'occupier without an organization',
      () => operatorAdmin,
      () => ({ role: 'occupier-user' }),
      'role-reach',
    ],
    [
      'operator’s role at an occupier',
      () => operatorAdmin,
      () => ({ role: 'operator-user', organizationId: otherOccupier }),
      'role-reach',
    ],
    [
      'occupier’s role at an operator',
      () => operatorAdmin,
      () => ({ role: 'occupier-user', organizationId: api.tenant.operator.id }),
      'not-found',
    ],
  ])('is refused: %s', async (_, by, body, code) => {
    expect(await by().refusal(contract.inviteUser, { body: invitation(body()) })).toBe(code)
  })

  it('is refused to those who manage no users', async () => {
    for (const role of ['operator-user', 'receptionist', 'occupier-user'] as const) {
      const browser = await signedIn(api, await addPerson(api, role))
      expect(await browser.refusal(contract.inviteUser, { body: invitation({ role }) })).toBe('forbidden')
      expect(await browser.refusal(contract.listUsers)).toBe('forbidden')
    }
  })

  it('is refused for who is a user there already', async () => {
    const { email } = await addPerson(api, 'occupier-user')
    const body = { name: 'Tom', email, role: 'occupier-admin' as const }
    expect(await occupierAdmin.refusal(contract.inviteUser, { body })).toBe('user-exists')
  })

  it('of others is out of reach', async () => {
    const { body: theirs } = await operatorAdmin.call(contract.inviteUser, {
      body: invitation({ role: 'operator-user' }),
    })
    const params = { invitationId: theirs.id }
    for (const method of [contract.resendInvitation, contract.revokeInvitation])
      expect(await occupierAdmin.refusal(method, { params, body: { version: 1 } })).toBe('not-found')
    const { body } = await occupierAdmin.call(contract.listInvitations, { query: { limit: 1000 } })
    expect(body.items.map(({ id }) => id)).not.toContain(theirs.id)
  })
})

describe('the users', () => {
  it('are those of one’s reach', async () => {
    await addPerson(api, 'provider-admin')
    const stranger = await addPerson(api, 'operator-admin', { operatorId: otherOperator })
    const neighbour = await addPerson(api, 'occupier-user', { organizationId: otherOccupier })
    const seen = async (browser: Browser) => {
      const { body } = await browser.call(contract.listUsers, { query: { limit: 1000 } })
      return body.items
    }
    const ofOperator = await seen(operatorAdmin)
    expect(new Set(ofOperator.map((each) => each.operatorId))).toEqual(new Set([api.tenant.operator.id]))
    expect(ofOperator.map((each) => each.membershipId)).toContain(neighbour.membershipId)
    const ofOccupier = await seen(occupierAdmin)
    expect(new Set(ofOccupier.map((each) => each.organizationId))).toEqual(new Set([api.tenant.occupier.id]))
    for (const { membershipId } of [stranger, { membershipId: unknownId }])
      expect(await operatorAdmin.refusal(contract.getUser, { params: { membershipId } })).toBe('not-found')
    expect((await operatorAdmin.call(contract.getUser, { params: neighbour })).body.email).toBe(
      neighbour.email,
    )
  })

  it('of a company at other sites only are not there for an administrator of some (§4)', async () => {
    const { kysely: db } = api.database
    const { operator } = api.tenant
    const company = (await createOrganization(db, { name: 'Elsewhere', operatorId: operator.id })).id
    const person = await addPerson(api, 'occupier-user', { organizationId: company })
    const { body: invited } = await operatorAdmin.call(contract.inviteUser, {
      body: invitation({ role: 'occupier-user', organizationId: company }),
    })
    const seen = async (): Promise<string[]> => {
      const query = { limit: 1000 }
      const users = await siteAdmin.call(contract.listUsers, { query })
      const invitations = await siteAdmin.call(contract.listInvitations, { query })
      return [
        ...users.body.items.map(({ membershipId }) => membershipId),
        ...invitations.body.items.map(({ id }) => id),
      ]
    }
    expect(await seen()).toEqual(expect.arrayContaining([person.membershipId, invited.id]))
    await locateAtSite(db, company, secondSite)
    expect(await seen()).not.toContain(person.membershipId)
    expect(await seen()).not.toContain(invited.id)
    const params = { membershipId: person.membershipId }
    const body = { version: 1 }
    expect(await siteAdmin.refusal(contract.getUser, { params })).toBe('not-found')
    expect(await siteAdmin.refusal(contract.retireUser, { params, body })).toBe('not-found')
    expect(
      await siteAdmin.refusal(contract.revokeInvitation, { params: { invitationId: invited.id }, body }),
    ).toBe('not-found')
    await locateAtSite(db, company, api.tenant.site.id)
    expect(await seen()).toEqual(expect.arrayContaining([person.membershipId, invited.id]))
  })

  it('show no password, token or secret', async () => {
    const { payload } = await operatorAdmin.call(contract.listUsers)
    expect(payload.toString()).not.toMatch(/argon2|password|token|hash/i)
  })

  const update = (browser: Browser, person: Person, body: object) =>
    browser.call(contract.updateUser, {
      params: { membershipId: person.membershipId },
      body: { version: 1, ...body } as never,
    })

  it('get another role, which holds for their next request', async () => {
    const person = await addPerson(api, 'occupier-admin')
    const browser = await signedIn(api, person)
    expect((await browser.call(contract.listUsers)).status).toBe(200)
    const { body } = await update(occupierAdmin, person, { role: 'occupier-user' })
    expect(body).toMatchObject({ role: 'occupier-user', version: 2 })
    expect(await browser.refusal(contract.listUsers)).toBe('forbidden')
    const stale = await update(occupierAdmin, person, { role: 'occupier-admin' })
    expect(stale.error).toMatchObject({
      code: 'stale-version',
      details: { current: { role: 'occupier-user' } },
    })
  })

  it('get sites, null for all of them', async () => {
    const person = await addPerson(api, 'receptionist')
    const siteIds = [secondSite]
    expect((await update(operatorAdmin, person, { siteIds })).body.siteIds).toEqual(siteIds)
    const browser = await signedIn(api, person)
    expect((await browser.call(contract.listSites)).body.items.map(({ id }) => id)).toEqual(siteIds)
  })

  it.each<[string, () => Browser, contract.Role, object, string]>([
    ['above the own', () => occupierAdmin, 'occupier-user', { role: 'operator-admin' }, 'role-reach'],
    [
      'of another kind of place',
      () => operatorAdmin,
      'occupier-user',
      { role: 'operator-user' },
      'role-reach',
    ],
    [
      'of one whose reach is wider',
      () => siteAdmin,
      'operator-user',
      { role: 'receptionist' },
      'role-above-own',
    ],
    [
      'that spans another operator’s site',
      () => operatorAdmin,
      'receptionist',
      { siteIds: [unknownId] },
      'not-found',
    ],
  ])('get no role %s', async (_, by, role, body, code) => {
    const person = await addPerson(api, role)
    expect((await update(by(), person, body)).error?.code).toBe(code)
    expect(await findMembership(api.database.kysely, person.membershipId)).toMatchObject({ role, version: 1 })
  })

  it('that are foreign are changed by nobody', async () => {
    const stranger = await addPerson(api, 'operator-user', { operatorId: otherOperator })
    const landlord = await addPerson(api, 'operator-user')
    expect((await update(operatorAdmin, stranger, { role: 'receptionist' })).error?.code).toBe('not-found')
    expect((await update(occupierAdmin, landlord, { role: 'receptionist' })).error?.code).toBe('not-found')
  })

  const retire = (browser: Browser, person: Person) =>
    browser.call(contract.retireUser, { params: { membershipId: person.membershipId }, body: { version: 1 } })

  it('are retired, and out at once', async () => {
    const person = await addPerson(api, 'occupier-user')
    const browser = await signedIn(api, person)
    const { body } = await retire(occupierAdmin, person)
    expect(body).toMatchObject({ state: 'retired', version: 2 })
    expect(await browser.refusal(contract.getMe)).toBe('unauthorized')
    expect((await retire(occupierAdmin, person)).error?.code).toBe('wrong-state')
    const { body: list } = await occupierAdmin.call(contract.listUsers, { query: { state: 'retired' } })
    expect(list.items.map((each) => each.membershipId)).toContain(person.membershipId)
    const back = await occupierAdmin.call(contract.inviteUser, {
      body: { name: 'Back', email: person.email, role: 'occupier-user' },
    })
    expect(back.status).toBe(201)
  })

  it('leave their numbers to the organization (N4)', async () => {
    const person = await addPerson(api, 'occupier-user')
    const number = api.tenant.ordinary[0]
    if (!number) throw new Error('no number')
    const { kysely } = api.database
    must(await updateNumber(kysely, number.id, number.version, { assignedTo: person.userId }))
    await retire(occupierAdmin, person)
    expect(await findNumber(kysely, number.id)).toMatchObject({ assignedTo: null, assignedName: null })
  })

  it('keep one administrator: the last does not leave or step down, two do not leave at once', async () => {
    const place = (
      await createOrganization(api.database.kysely, { name: 'Small', operatorId: api.tenant.operator.id })
    ).id
    const one = await addPerson(api, 'occupier-admin', { organizationId: place })
    const two = await addPerson(api, 'occupier-admin', { organizationId: place })
    const [first, second] = [await signedIn(api, one), await signedIn(api, two)]
    const [left, right] = await Promise.all([retire(first, one), retire(second, two)])
    const codes = [left, right].map(({ error, body }) => error?.code ?? body.state)
    expect(codes.sort()).toEqual(['last-admin', 'retired'])
    const [stays, person] = left.error ? [first, one] : [second, two]
    expect((await retire(stays, person)).error?.code).toBe('last-admin')
    expect((await update(stays, person, { role: 'occupier-user' })).error?.code).toBe('last-admin')
    expect((await retire(operatorAdmin, person)).body.state).toBe('retired')
  })

  it.each([
    ['retire', (who: Browser, whom: Person) => retire(who, whom)],
    ['demote', (who: Browser, whom: Person) => update(who, whom, { role: 'occupier-user' })],
  ])('two who %s each other at once do not leave nobody', async (_, act) => {
    for (let round = 0; round < 5; round++) {
      const { id: organizationId } = await createOrganization(api.database.kysely, {
        name: `Quarrel ${++quarrels}`,
        operatorId: api.tenant.operator.id,
      })
      const pair = [
        await addPerson(api, 'occupier-admin', { organizationId }),
        await addPerson(api, 'occupier-admin', { organizationId }),
      ] as const
      const [one, two] = [await signedIn(api, pair[0]), await signedIn(api, pair[1])]
      await Promise.all([act(one, pair[1]), act(two, pair[0])])
      const admins = await Promise.all(
        pair.map(async ({ membershipId }) => findMembership(api.database.kysely, membershipId)),
      )
      const left = admins.filter((one) => one?.role === 'occupier-admin' && one.retiredAt === null)
      expect(left).toHaveLength(1)
    }
  })
})
