/** The authenticator app (RFC 6238): asked for after the password, each code good for once. */
import { createHmac } from 'node:crypto'
import * as contract from '@mainline/contract'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { addPerson, signedIn, testPassword } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => vi.useRealTimers())
// Identifiers that were made go on from the latest time.
afterAll(() => vi.resetModules())

/** What the app shows (RFC 4226 §5.3 over the half minutes of RFC 6238 §4.2). */
function codeOf(secret: string, at = Date.now()): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const hash = createHmac('sha1', base32(secret)).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

function base32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

const later = (ms: number) => vi.setSystemTime(Date.now() + ms)

/** A person whose app is enrolled. */
async function withApp() {
  const person = await addPerson(api, 'operator-admin')
  const browser = await signedIn(api, person)
  const enrolled = await browser.call(contract.enrolTotp, { body: { password: testPassword } })
  const { secret, recoveryCodes } = enrolled.body
  await browser.call(contract.confirmTotp, { body: { code: codeOf(secret) } })
  later(30_000)
  return { person, browser, secret, recoveryCodes }
}

/** A browser after the password. */
async function halfway(email: string) {
  const browser = new Browser(api.app)
  const answer = await browser.call(contract.signIn, { body: { email, password: testPassword } })
  expect(answer.body).toEqual({ next: 'second-factor' })
  return browser
}

const verify = (browser: Browser, code: string) =>
  browser.call(contract.verifySecondFactor, { body: { code } })

describe('the code of RFC 6238', () => {
  it('is computed as in its appendix B', () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    expect(codeOf(secret, 59_000)).toBe('287082')
    expect(codeOf(secret, 1_111_111_109_000)).toBe('081804')
  })
})

describe('enrolling', () => {
  it('needs the password, and changes nothing until a code is right', async () => {
    const person = await addPerson(api, 'operator-admin')
    const browser = await signedIn(api, person)
    const enrol = (password: string) => browser.call(contract.enrolTotp, { body: { password } })
    expect((await enrol('another password')).error?.code).toBe('password-wrong')
    expect(await browser.refusal(contract.confirmTotp, { body: { code: '123456' } })).toBe('wrong-state')
    const { body } = await enrol(testPassword)
    expect(body.uri).toContain(`secret=${body.secret}&issuer=Mainline`)
    expect(new Set(body.recoveryCodes).size).toBe(10)
    const [wrongCode] = ['000000', '111111'].filter((code) => code !== codeOf(body.secret))
    expect(await browser.refusal(contract.confirmTotp, { body: { code: wrongCode ?? '' } })).toBe(
      'code-wrong',
    )
    expect((await browser.call(contract.getMe)).body.secondFactor).toBe(false)
    await signedIn(api, person)
    expect((await browser.call(contract.confirmTotp, { body: { code: codeOf(body.secret) } })).status).toBe(
      204,
    )
    expect((await browser.call(contract.getMe)).body.secondFactor).toBe(true)
    expect((await enrol(testPassword)).error?.code).toBe('wrong-state')
  })

  it('keeps secret and recovery codes encrypted', async () => {
    const { person, secret, recoveryCodes } = await withApp()
    const row = await api.database.kysely
      .selectFrom('userTwoFactors')
      .selectAll()
      .where('userId', '=', person.userId)
      .executeTakeFirstOrThrow()
    const kept = JSON.stringify(row)
    for (const each of [secret, base32(secret).toString(), ...recoveryCodes]) expect(kept).not.toContain(each)
  })

  it('is undone with the password', async () => {
    const { person, browser } = await withApp()
    expect(await browser.refusal(contract.disableTotp, { body: { password: 'another one' } })).toBe(
      'password-wrong',
    )
    expect((await browser.call(contract.disableTotp, { body: { password: testPassword } })).status).toBe(204)
    await signedIn(api, person)
  })
})

describe('signing in with the app', () => {
  it('gives no session before the code, and one with it', async () => {
    const { person, secret } = await withApp()
    const browser = await halfway(person.email)
    expect(await browser.refusal(contract.getMe)).toBe('unauthorized')
    expect((await verify(browser, codeOf(secret))).body).toEqual({ next: 'done' })
    expect((await browser.call(contract.getMe)).body).toMatchObject({
      userId: person.userId,
      secondFactor: true,
    })
  })

  it('refuses a code a second time, from whichever browser (§5.2)', async () => {
    const { person, secret } = await withApp()
    const [one, two] = [await halfway(person.email), await halfway(person.email)]
    const code = codeOf(secret)
    expect((await verify(one, code)).status).toBe(200)
    expect((await verify(two, code)).error?.code).toBe('code-wrong')
    expect(await two.refusal(contract.getMe)).toBe('unauthorized')
  })

  it('refuses a code that is old', async () => {
    const { person, secret } = await withApp()
    const code = codeOf(secret)
    later(120_000)
    expect((await verify(await halfway(person.email), code)).error?.code).toBe('code-wrong')
  })

  it('takes each recovery code once', async () => {
    const { person, recoveryCodes } = await withApp()
    const [code = ''] = recoveryCodes
    expect((await verify(await halfway(person.email), code)).body).toEqual({ next: 'done' })
    expect((await verify(await halfway(person.email), code)).error?.code).toBe('code-wrong')
    expect((await verify(await halfway(person.email), recoveryCodes[1] ?? '')).status).toBe(200)
  })

  it('ends after five wrong codes; a right one comes too late', async () => {
    const { person, secret } = await withApp()
    const browser = await halfway(person.email)
    for (let n = 0; n < 5; n++) expect((await verify(browser, 'aaaaa-00000')).error?.code).toBe('code-wrong')
    expect((await verify(browser, codeOf(secret))).error?.code).toBe('sign-in-failed')
  })

  it('is locked for a while after ten wrong codes, over however many sign-ins', async () => {
    const { person, secret } = await withApp()
    for (let n = 0; n < 10; n++) await verify(await halfway(person.email), 'aaaaa-00000')
    const locked = await verify(await halfway(person.email), codeOf(secret))
    expect(locked.error).toMatchObject({ code: 'too-many-attempts', details: { retryAfterSeconds: 900 } })
    later(901_000)
    expect((await verify(await halfway(person.email), codeOf(secret))).body).toEqual({ next: 'done' })
  })

  it('cannot be begun without the password', async () => {
    const { secret } = await withApp()
    expect((await verify(new Browser(api.app), codeOf(secret))).error?.code).toBe('sign-in-failed')
    const somebody = await signedIn(api, await addPerson(api, 'operator-user'))
    expect((await verify(somebody, codeOf(secret))).error?.code).toBe('sign-in-failed')
  })
})
