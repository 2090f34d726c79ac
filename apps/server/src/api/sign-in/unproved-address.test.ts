/** Where no letter goes, the link of an invitation proves no address: who accepts it must prove the user that there is. */
import * as contract from '@mainline/contract'
import { createOrganization, findUserByEmail } from '@mainline/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type IdentityProvider, openIdentityProvider } from '../../sign-in/testing/identity-provider.ts'
import { Browser } from '../testing/browser.ts'
import { addPerson, signedIn, testPassword } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let provider: IdentityProvider
let secondOccupier = ''
let operatorAdmin: Browser
let occupierAdmin: Browser
beforeAll(async () => {
  provider = await openIdentityProvider()
  api = await openTestApi({ oidc: provider })
  const { kysely: db } = api.database
  const second = { name: 'Copperline', operatorId: api.tenant.operator.id }
  secondOccupier = (await createOrganization(db, second)).id
  operatorAdmin = await signedIn(api, await addPerson(api, 'operator-admin'))
  occupierAdmin = await signedIn(api, await addPerson(api, 'occupier-admin'))
}, 60_000)
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  await provider.close()
})
// Guesses of one test do not make those of another wait.
beforeEach(() => api.database.pool.query('delete from sign_in_attempts'))

const squatters = 'the password of a squatter'
const owners = 'a new elm on the hill'
let people = 0
const newAddress = () => `chief-${++people}@copperline.example`

/** @returns what the link of an invitation carries */
async function invite(email: string, by: Browser, organizationId?: string): Promise<string> {
  const body = {
    name: 'Tom Finch',
    email,
    role: 'occupier-user' as const,
    ...(organizationId && { organizationId }),
  }
  const invited = await by.call(contract.inviteUser, { body })
  expect(invited.error).toBeUndefined()
  return tokenOf(invited.body.link)
}

const tokenOf = (link: string | null) => link?.split('#')[1] ?? ''

const accept = (token: string, password: string) =>
  new Browser(api.app).call(contract.acceptInvitation, { body: { token, password } })

/** The membership of an address, as the operator's administrator lists it. */
async function membershipOf(email: string) {
  const { body } = await operatorAdmin.call(contract.listUsers, { query: { limit: 1000 } })
  const found = body.items.find((each) => each.email === email)
  if (!found) throw new Error(`${email} is no user`)
  return found
}

const handOver = (by: Browser, membershipId: string) =>
  by.call(contract.handOverPasswordLink, { params: { membershipId } })

describe('guesses by invitations', () => {
  it('count against the account that they are made at: invited again and again, none is free after five', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const { email } = await addPerson(api, 'operator-user')
    const codes: (string | undefined)[] = []
    for (let round = 0; round < 3; round++) {
      const token = await invite(email, occupierAdmin)
      for (let n = 0; n < 3; n++) codes.push((await accept(token, `wrong guess ${round}${n}`)).error?.code)
    }
    // The sixth has nothing to wait for yet.
    expect(codes).toEqual([...Array(6).fill('password-wrong'), ...Array(3).fill('too-many-attempts')])
    const signIn = { body: { email, password: testPassword } }
    expect(await new Browser(api.app).refusal(contract.signIn, signIn)).toBe('too-many-attempts')
  })
})

describe('an address that somebody else took by the link of an invitation', () => {
  it('is marked as not proved, and an administrator of all its places hands the owner a link', async () => {
    const email = newAddress()
    expect((await accept(await invite(email, occupierAdmin), squatters)).status).toBe(204)
    const squatter = await signedIn(api, { email }, squatters)
    const own = await invite(email, operatorAdmin, secondOccupier)
    expect((await accept(own, owners)).error?.code).toBe('password-wrong')
    const user = await membershipOf(email)
    expect(user.addressProved).toBe(false)

    const { body, error } = await handOver(operatorAdmin, user.membershipId)
    expect(error).toBeUndefined()
    expect(body.link).toMatch(/^http:\/\/mainline\.test\/reset-password#[\w-]{32}$/)
    const reset = { body: { token: tokenOf(body.link), newPassword: owners } }
    expect((await new Browser(api.app).call(contract.resetPassword, reset)).status).toBe(204)
    expect(await squatter.refusal(contract.getMe)).toBe('unauthorized')
    expect((await accept(await invite(email, operatorAdmin, secondOccupier), owners)).status).toBe(204)
    const owner = await signedIn(api, { email }, owners)
    expect((await owner.call(contract.getMe)).body.memberships).toHaveLength(2)
    const audit = await operatorAdmin.call(contract.listAudit, { query: { limit: 1000 } })
    expect(JSON.stringify(audit.body.items)).toContain('passwordLinkAt')
  })

  it('is handed to nobody by a token: the link would outlive it, and whoever stole it', async () => {
    const { membershipId } = await addPerson(api, 'occupier-user')
    const made = await operatorAdmin.call(contract.createApiToken, {
      body: { name: 'Program', role: 'operator-admin' } as never,
    })
    const by = { params: { membershipId }, headers: { authorization: `Bearer ${made.body.secret}` } }
    expect(await api.refusal(contract.handOverPasswordLink, by)).toBe('needs-person')
    expect((await handOver(operatorAdmin, membershipId)).error).toBeUndefined()
  })

  it('loses the authenticator app that the other one had enrolled', async () => {
    const email = newAddress()
    await accept(await invite(email, occupierAdmin), squatters)
    const { kysely: db } = api.database
    const user = await findUserByEmail(db, email)
    await db.updateTable('users').set({ twoFactorEnabled: true }).where('email', '=', email).execute()
    await db
      .insertInto('userTwoFactors')
      .values({ id: user?.id ?? '', userId: user?.id ?? '', secret: 'x', backupCodes: 'x', verified: true })
      .execute()
    const { body } = await handOver(operatorAdmin, (await membershipOf(email)).membershipId)
    const reset = { body: { token: tokenOf(body.link), newPassword: owners } }
    await new Browser(api.app).call(contract.resetPassword, reset)
    await signedIn(api, { email }, owners)
  })

  it('is its owner’s alone once the identity provider vouches for it', async () => {
    const email = newAddress()
    await accept(await invite(email, occupierAdmin), squatters)
    const squatter = await signedIn(api, { email }, squatters)
    const owner = new Browser(api.app)
    provider.visitor = { subject: email, email }
    const back = await provider.visit((await owner.call(contract.startOidc, { body: {} })).body.url)
    const query = Object.fromEntries(back.searchParams)
    const { headers } = await owner.call(contract.finishOidc, { query })
    expect(String(headers['location'])).toBe('http://mainline.test/')
    expect((await owner.call(contract.getMe)).body.email).toBe(email)
    expect(await squatter.refusal(contract.getMe)).toBe('unauthorized')
    const signIn = { body: { email, password: squatters } }
    expect(await new Browser(api.app).refusal(contract.signIn, signIn)).toBe('sign-in-failed')
    expect((await membershipOf(email)).addressProved).toBe(true)
    // It has no password now, and a link that was handed over does not give it one.
    const token = await invite(email, operatorAdmin, secondOccupier)
    expect((await accept(token, squatters)).error?.code).toBe('password-wrong')
  })
})

describe('the link to a new password', () => {
  it('is handed over by nobody who does not administer each place of the person', async () => {
    const person = await addPerson(api, 'occupier-user')
    const kept = await accept(await invite(person.email, operatorAdmin, secondOccupier), testPassword)
    expect(kept.status).toBe(204)
    expect((await handOver(occupierAdmin, person.membershipId)).error?.code).toBe('role-above-own')
    expect((await handOver(operatorAdmin, person.membershipId)).status).toBe(200)
    const above = await addPerson(api, 'operator-user')
    expect((await handOver(occupierAdmin, above.membershipId)).error?.code).toBe('not-found')
  })

  it('is no way around one’s own present password', async () => {
    const person = await addPerson(api, 'operator-admin')
    const browser = await signedIn(api, person)
    expect((await handOver(browser, person.membershipId)).error?.code).toBe('wrong-state')
  })
})
