/** Signing in with a password: sessions, who somebody is, guessing (product §4). */
import * as contract from '@mainline/contract'
import { createMembership, findMembership, retireMembership } from '@mainline/storage'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { addPerson, signedIn, testPassword } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())
afterEach(() => vi.useRealTimers())
// Identifiers that were made go on from the latest time.
afterAll(() => vi.resetModules())

const cookieName = 'mainline.session_token'
const wrong = 'a wrong password'

/** The hands of the clock move, timers and promises do not notice. */
const passTime = (ms: number) => {
  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(now + ms)
}

describe('signing in', () => {
  it('gives a session that scripts and other sites cannot use', async () => {
    const { email } = await addPerson(api, 'operator-admin')
    const browser = new Browser(api.app)
    const answer = await browser.call(contract.signIn, {
      body: { email: email.toUpperCase(), password: testPassword },
    })
    expect(answer.body).toEqual({ next: 'done' })
    const [cookie] = [answer.headers['set-cookie']].flat()
    expect(cookie).toMatch(/^mainline\.session_token=\S+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/)
    const { body } = await browser.call(contract.getMe)
    expect(body).toMatchObject({ kind: 'user', email, active: { role: 'operator-admin' } })
    expect((await browser.call(contract.listNumbers)).body.items).toHaveLength(3)
  })

  it('marks the cookie Secure where browsers come by https, and takes no other', async () => {
    const secure = await openTestApi({ publicUrl: 'https://mainline.test' })
    try {
      const { email } = await addPerson(secure, 'operator-admin')
      const browser = new Browser(secure.app, { origin: 'https://mainline.test' })
      const answer = await browser.call(contract.signIn, { body: { email, password: testPassword } })
      const [cookie = ''] = [answer.headers['set-cookie']].flat() as string[]
      expect(cookie).toMatch(/^__Secure-mainline\.session_token=.*; HttpOnly; Secure; SameSite=Lax$/)
      expect((await browser.call(contract.getMe)).status).toBe(200)
      browser.cookies.set(cookieName, browser.cookies.get(`__Secure-${cookieName}`) ?? '')
      browser.cookies.delete(`__Secure-${cookieName}`)
      expect(await browser.refusal(contract.getMe)).toBe('unauthorized')
    } finally {
      await secure[Symbol.asyncDispose]()
    }
  })

  it('refuses a wrong password, an unknown address and no address in the same words', async () => {
    const { email } = await addPerson(api, 'operator-user')
    const said = []
    for (const each of [email, 'nobody@people.example', 'no address']) {
      const { error, status } = await new Browser(api.app).call(contract.signIn, {
        body: { email: each, password: wrong },
      })
      said.push([status, error?.code, error?.message])
    }
    expect(new Set(said.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(said[0]?.slice(0, 2)).toEqual([401, 'sign-in-failed'])
  })

  it('takes as long for an address that nobody has', async () => {
    const { email } = await addPerson(api, 'operator-user')
    const time = async (address: string) => {
      const started = performance.now()
      await new Browser(api.app).call(contract.signIn, { body: { email: address, password: wrong } })
      return performance.now() - started
    }
    const pairs: number[] = []
    for (let round = 0; round < 4; round++)
      pairs.push((await time(email)) / (await time(`nobody-${round}@people.example`)))
    pairs.sort((a, b) => a - b)
    // Nobody's address costs the same hash: without it the ratio would be above ten.
    expect(pairs[1]).toBeGreaterThan(0.3)
    expect(pairs[1]).toBeLessThan(3)
  })

  it('makes a new session whatever cookie the browser brings (fixation)', async () => {
    const person = await addPerson(api, 'operator-admin')
    const other = await signedIn(api, await addPerson(api, 'operator-user'))
    const browser = new Browser(api.app)
    for (const [name, value] of other.cookies) browser.cookies.set(name, value)
    const planted = browser.cookies.get(cookieName)
    await browser.call(contract.signIn, { body: { email: person.email, password: testPassword } })
    expect(browser.cookies.get(cookieName)).not.toBe(planted)
    expect((await browser.call(contract.getMe)).body.userId).toBe(person.userId)
    expect((await other.call(contract.getMe)).body.userId).not.toBe(person.userId)
  })

  it.each([
    [
      'another signature',
      (cookie: string) => `${cookie.split('.')[0]}.AAAA${cookie.split('.')[1]?.slice(4)}`,
    ],
    ['no signature', (cookie: string) => cookie.split('.')[0] ?? ''],
    ['another token', (cookie: string) => `x${cookie}`],
    ['what is no text', () => '%zz'],
  ])('knows nobody by a cookie with %s', async (_, alter) => {
    const browser = await signedIn(api, await addPerson(api, 'operator-admin'))
    browser.cookies.set(cookieName, alter(browser.cookies.get(cookieName) ?? ''))
    expect(await browser.refusal(contract.listNumbers)).toBe('unauthorized')
  })

  it('lets nobody in who has no role any more', async () => {
    const person = await addPerson(api, 'operator-user')
    const browser = await signedIn(api, person)
    await retireMembership(api.database.kysely, person.membershipId, 1)
    expect(await browser.refusal(contract.getMe)).toBe('unauthorized')
    const { email } = person
    expect(await browser.refusal(contract.signIn, { body: { email, password: testPassword } })).toBe(
      'sign-in-failed',
    )
  })

  it('lasts a week without use, and longer with it', async () => {
    const person = await addPerson(api, 'operator-user')
    const used = await signedIn(api, person)
    const unused = await signedIn(api, person)
    passTime(4 * 86_400_000)
    const prolonged = await used.call(contract.getMe)
    expect([prolonged.headers['set-cookie']].flat()[0]).toContain('Max-Age=604800')
    passTime(4 * 86_400_000)
    expect((await used.call(contract.getMe)).status).toBe(200)
    expect(await unused.refusal(contract.getMe)).toBe('unauthorized')
  })
})

describe('guessing', () => {
  const guess = (email: string, address: string, password = wrong) =>
    new Browser(api.app, { address }).call(contract.signIn, { body: { email, password } })

  it('has to wait after five failures, longer each time, whoever asks and whoever is asked for', async () => {
    const { email } = await addPerson(api, 'occupier-user')
    for (const each of [email, 'unknown-to-all@people.example']) {
      for (let n = 0; n < 5; n++)
        expect((await guess(each, `198.51.100.${n}`)).error?.code).toBe('sign-in-failed')
      expect((await guess(each, '198.51.100.6')).error?.code).toBe('sign-in-failed')
      const waiting = await guess(each, '198.51.100.7', testPassword)
      expect(waiting.error).toMatchObject({ code: 'too-many-attempts', details: { retryAfterSeconds: 1 } })
      expect(waiting.headers['retry-after']).toBe('1')
      passTime(1_100)
      expect((await guess(each, '198.51.100.8')).error?.code).toBe('sign-in-failed')
      expect((await guess(each, '198.51.100.9')).error?.details).toMatchObject({ retryAfterSeconds: 2 })
      vi.useRealTimers()
    }
  })

  it('is over once the right password is given after the wait', async () => {
    const { email } = await addPerson(api, 'occupier-user')
    for (let n = 0; n < 6; n++) await guess(email, `203.0.113.${n}`)
    passTime(1_100)
    expect((await guess(email, '203.0.113.9', testPassword)).body).toEqual({ next: 'done' })
    expect((await guess(email, '203.0.113.9')).error?.code).toBe('sign-in-failed')
  })

  it('of many accounts from one network has to wait too; others go on', async () => {
    for (let n = 0; n < 51; n++) await guess(`someone-${n}@people.example`, '192.0.2.99')
    expect((await guess('one-more@people.example', '192.0.2.99')).error?.code).toBe('too-many-attempts')
    expect((await guess('one-more@people.example', '192.0.2.98')).error?.code).toBe('sign-in-failed')
  }, 30_000)

  it('many times at once finds the same wall', async () => {
    const { email } = await addPerson(api, 'occupier-user')
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => guess(email, `198.18.0.${n}`)))
    const tried = answers.filter(({ error }) => error?.code === 'sign-in-failed')
    expect(tried.length).toBeLessThanOrEqual(6)
  })
})

describe('a person', () => {
  it('signs out in this browser, or in every one', async () => {
    const person = await addPerson(api, 'operator-admin')
    const [one, two, three] = [
      await signedIn(api, person),
      await signedIn(api, person),
      await signedIn(api, person),
    ]
    const kept = new Map(one.cookies)
    expect((await one.call(contract.signOut)).status).toBe(204)
    expect(one.cookies.has(cookieName)).toBe(false)
    for (const [name, value] of kept) one.cookies.set(name, value)
    expect(await one.refusal(contract.getMe)).toBe('unauthorized')
    expect((await two.call(contract.signOutEverywhere)).status).toBe(204)
    expect(await three.refusal(contract.getMe)).toBe('unauthorized')
    expect((await new Browser(api.app).call(contract.signOut)).status).toBe(204)
  })

  it('changes the password with the present one; other browsers are signed out, the role stays', async () => {
    const person = await addPerson(api, 'operator-user')
    const second = await createMembership(api.database.kysely, person.userId, {
      role: 'occupier-admin',
      operatorId: api.tenant.operator.id,
      organizationId: api.tenant.occupier.id,
      siteIds: null,
    })
    const [browser, other] = [await signedIn(api, person), await signedIn(api, person)]
    await browser.call(contract.switchMembership, { body: { membershipId: second } })
    const newPassword = 'a new elm on the hill'
    const change = (presentPassword: string) =>
      browser.call(contract.changePassword, { body: { presentPassword, newPassword } })
    expect((await change(wrong)).error?.code).toBe('password-wrong')
    const guessable = { presentPassword: testPassword, newPassword: `${person.email} 1` }
    expect(await browser.refusal(contract.changePassword, { body: guessable })).toBe('password-guessable')
    const before = browser.cookies.get(cookieName)
    expect((await change(testPassword)).status).toBe(204)
    expect(browser.cookies.get(cookieName)).not.toBe(before)
    expect((await browser.call(contract.getMe)).body.active.membershipId).toBe(second)
    expect(await other.refusal(contract.getMe)).toBe('unauthorized')
    await signedIn(api, person, newPassword)
    const { email } = person
    expect(await other.refusal(contract.signIn, { body: { email, password: testPassword } })).toBe(
      'sign-in-failed',
    )
  })

  it('changes over between its memberships, never to another person’s', async () => {
    const person = await addPerson(api, 'operator-admin')
    const second = await createMembership(api.database.kysely, person.userId, {
      role: 'occupier-user',
      operatorId: api.tenant.operator.id,
      organizationId: api.tenant.occupier.id,
      siteIds: null,
    })
    const stranger = await addPerson(api, 'provider-admin')
    const browser = await signedIn(api, person)
    const { body: me } = await browser.call(contract.getMe)
    expect(me.active).toMatchObject({ membershipId: person.membershipId, organizationName: 'Operator' })
    expect(me.memberships.map((each) => each.role)).toEqual(['operator-admin', 'occupier-user'])
    expect(me.may.methods).toContain('update-site')
    expect(me.may.grant).toContain('receptionist')
    const { body } = await browser.call(contract.switchMembership, { body: { membershipId: second } })
    expect(body.active).toMatchObject({ role: 'occupier-user', organizationName: 'Occupier' })
    expect(body.may.grant).toEqual([])
    expect(await browser.refusal(contract.listUsers)).toBe('forbidden')
    const foreign = { body: { membershipId: stranger.membershipId } }
    expect(await browser.refusal(contract.switchMembership, foreign)).toBe('not-found')
    const again = await signedIn(api, person)
    expect((await again.call(contract.getMe)).body.active.membershipId).toBe(second)
  })

  it('is needed where a token has nothing', async () => {
    const password = testPassword
    expect(await api.refusal(contract.signOutEverywhere)).toBe('needs-person')
    expect(await api.refusal(contract.enrolTotp, { body: { password } })).toBe('needs-person')
    expect(await api.ok(contract.getMe)).toMatchObject({
      kind: 'token',
      userId: null,
      memberships: [],
      active: { membershipId: null, role: 'provider-admin', organizationName: 'Platform' },
    })
  })

  it('shows in the membership that it has', async () => {
    const person = await addPerson(api, 'receptionist', { siteIds: [api.tenant.site.id] })
    const browser = await signedIn(api, person)
    expect((await browser.call(contract.getMe)).body.active.siteIds).toEqual([api.tenant.site.id])
    expect(await findMembership(api.database.kysely, person.membershipId)).toMatchObject({
      role: 'receptionist',
    })
  })
})

it('tells the ways in', async () => {
  expect(await api.ok(contract.getSignInWays)).toEqual({ password: true, oidc: null, mail: false })
  expect(await api.refusal(contract.startOidc, { body: {} })).toBe('oidc-off')
  expect(await api.refusal(contract.finishOidc)).toBe('oidc-off')
  const body = { email: 'maya@alder.example' }
  expect(await api.refusal(contract.forgottenPassword, { body })).toBe('mail-off')
})
