/** Invitations and forgotten passwords, from the API over a real mail server to the new password. */
import * as contract from '@mainline/contract'
import { testSecrets } from '@mainline/storage/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { deliverLetter } from '../../jobs/deliver-letter.ts'
import { type JobRunner, startJobs } from '../../jobs/job-runner.ts'
import { openLog } from '../../log.ts'
import { openMailTransport } from '../../mail/mail-transport.ts'
import { openMailServer, type TestMailServer } from '../../mail/testing/mail-server.ts'
import { Browser } from '../testing/browser.ts'
import { addPerson, signedIn, testPassword } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let server: TestMailServer
let runner: JobRunner
beforeAll(async () => {
  api = await openTestApi({ mail: true })
  server = await openMailServer()
  const transport = openMailTransport({ url: server.url, from: 'phones@mainline.example' })
  runner = startJobs({
    jobs: [...api.signIn.jobs, deliverLetter(testSecrets, transport)],
    needs: { database: api.database, log: openLog('silent', 'test') },
  })
  await runner.begun
}, 60_000)
afterAll(async () => {
  await runner.stop()
  await api[Symbol.asyncDispose]()
  await server.close()
})
afterEach(() => vi.useRealTimers())
// Identifiers that were made go on from the latest time.
afterAll(() => vi.resetModules())

const password = 'a new elm on the hill'
let people = 0
const newAddress = () => `invited-${++people}@people.example`

/** What the link of the last letter to an address carries. */
async function tokenFor(address: string, page: string): Promise<string> {
  const { mail } = await server.letterTo(address)
  const link = new RegExp(`http://mainline\\.test/${page}#(\\S+)`).exec(mail.text ?? '')
  return link?.[1] ?? ''
}

const invite = async (email: string, differing: object = {}) => {
  const body = {
    name: 'Tom Finch',
    email,
    role: 'occupier-user',
    organizationId: api.tenant.occupier.id,
    ...differing,
  }
  return api.ok(contract.inviteUser, { body: body as never })
}

const accept = (token: string, body: object = {}) =>
  new Browser(api.app).call(contract.acceptInvitation, { body: { token, password, ...body } })

describe('an invitation', () => {
  it('goes by mail, is accepted once, and makes the user that it names', async () => {
    const email = newAddress()
    const invited = await invite(email.toUpperCase())
    expect(invited).toMatchObject({
      email,
      state: 'open',
      letter: 'queued',
      link: null,
      invitedBy: 'API token',
    })
    const { mail, recipients } = await server.letterTo(email)
    expect(recipients).toEqual([email])
    expect(mail.subject).toBe('Your access to the telephone system of Occupier')
    const token = await tokenFor(email, 'accept-invitation')
    const read = await new Browser(api.app).call(contract.readInvitation, { body: { token } })
    expect(read.body).toMatchObject({
      email,
      role: 'occupier-user',
      organizationName: 'Occupier',
      known: false,
    })
    expect((await accept(token, { name: 'Thomas Finch' })).status).toBe(204)
    const browser = await signedIn(api, { email }, password)
    const { body: me } = await browser.call(contract.getMe)
    expect(me).toMatchObject({
      name: 'Thomas Finch',
      active: { role: 'occupier-user', organizationId: api.tenant.occupier.id },
    })
    expect((await accept(token)).error?.code).toBe('link-void')
    const { items } = await api.ok(contract.listInvitations, {
      query: { organizationId: api.tenant.occupier.id },
    })
    expect(items.find(({ id }) => id === invited.id)).toMatchObject({ state: 'accepted', letter: 'sent' })
  })

  it('is void after a week; sent again it has a new link and the old one stays void', async () => {
    const email = newAddress()
    const { id, version } = await invite(email)
    const first = await tokenFor(email, 'accept-invitation')
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 7 * 86_400_000 + 1)
    expect((await accept(first)).error?.code).toBe('link-void')
    const { items } = await api.ok(contract.listInvitations, { query: { limit: 1000 } })
    expect(items.find((each) => each.id === id)?.state).toBe('expired')
    server.letters.length = 0
    const again = await api.ok(contract.resendInvitation, { params: { invitationId: id }, body: { version } })
    expect(again).toMatchObject({ state: 'open', letter: 'queued', version: version + 1 })
    vi.useRealTimers()
    const second = await tokenFor(email, 'accept-invitation')
    expect(second).not.toBe(first)
    expect((await accept(first)).error?.code).toBe('link-void')
    expect((await accept(second)).status).toBe(204)
    const params = { invitationId: id }
    expect(await api.refusal(contract.resendInvitation, { params, body: { version: version + 2 } })).toBe(
      'wrong-state',
    )
  })

  it('that is revoked, or followed by another one, is void', async () => {
    const email = newAddress()
    const { id, version } = await invite(email)
    const first = await tokenFor(email, 'accept-invitation')
    server.letters.length = 0
    const other = await invite(email, { role: 'occupier-admin' })
    const second = await tokenFor(email, 'accept-invitation')
    expect((await accept(first)).error?.code).toBe('link-void')
    const params = { invitationId: other.id }
    expect(await api.ok(contract.revokeInvitation, { params, body: { version: 1 } })).toMatchObject({
      state: 'revoked',
    })
    expect((await accept(second)).error?.code).toBe('link-void')
    expect(
      await api.refusal(contract.revokeInvitation, { params: { invitationId: id }, body: { version } }),
    ).toBe('stale-version')
  })

  it('of an address that has a password asks for that one and adds a membership', async () => {
    const person = await addPerson(api, 'operator-user')
    await invite(person.email)
    const token = await tokenFor(person.email, 'accept-invitation')
    const read = await new Browser(api.app).call(contract.readInvitation, { body: { token } })
    expect(read.body.known).toBe(true)
    expect((await accept(token)).error?.code).toBe('password-wrong')
    expect((await accept(token, { password: testPassword })).status).toBe(204)
    const browser = await signedIn(api, person)
    expect((await browser.call(contract.getMe)).body.memberships).toHaveLength(2)
  })

  it('of an address that nobody has proved yet sets the password anew: the letter reaches its owner only', async () => {
    const person = await addPerson(api, 'operator-user')
    const { kysely: db } = api.database
    await db.updateTable('users').set({ emailVerified: false }).where('id', '=', person.userId).execute()
    const other = await signedIn(api, person)
    await invite(person.email)
    const token = await tokenFor(person.email, 'accept-invitation')
    const read = await new Browser(api.app).call(contract.readInvitation, { body: { token } })
    expect(read.body.known).toBe(false)
    expect((await accept(token)).status).toBe(204)
    expect(await other.refusal(contract.getMe)).toBe('unauthorized')
    await signedIn(api, person, password)
    const { items } = await api.ok(contract.listUsers, { query: { limit: 1000 } })
    expect(items.find(({ userId }) => userId === person.userId)?.addressProved).toBe(true)
  })

  it('leaves it to the owner to reset a password where letters go', async () => {
    const { membershipId } = await addPerson(api, 'operator-user')
    expect(await api.refusal(contract.handOverPasswordLink, { params: { membershipId } })).toBe('wrong-state')
  })

  it('is not accepted with the name or the address as password; the link stays good', async () => {
    const email = newAddress()
    await invite(email)
    const token = await tokenFor(email, 'accept-invitation')
    for (const guessable of [email, 'Tom Finch 1', `${email} and more`, 'tomfinch2026', 'Finch, Tom!'])
      expect((await accept(token, { password: guessable })).error?.code, guessable).toBe('password-guessable')
    const renamed = { name: 'Ottoline Wren', password: 'ottoline-wren' }
    expect((await accept(token, renamed)).error?.code).toBe('password-guessable')
    expect((await accept(token)).status).toBe(204)
  })

  it('accepted twice at once makes one user', async () => {
    const email = newAddress()
    await invite(email)
    const token = await tokenFor(email, 'accept-invitation')
    const statuses = (await Promise.all([accept(token), accept(token), accept(token)])).map(
      ({ status }) => status,
    )
    expect(statuses.sort()).toEqual([204, 410, 410])
  })

  it('keeps a name of several lines out of the headers', async () => {
    const { error } = await api.call(contract.inviteUser, {
      body: {
        name: 'A\r\nBcc: thief@evil.example',
        email: newAddress(),
        role: 'occupier-user',
        organizationId: api.tenant.occupier.id,
      },
    })
    expect(error?.code).toBe('invalid-request')
  })

  it.each(['a@b.example, thief@evil.example', 'a@b.example\r\nRcpt: x', '<a@b.example>', '"x y"@b.example'])(
    'goes to no such address as %j',
    async (email) => {
      await expect(invite(email)).rejects.toThrow()
    },
  )

  it('kept in the database does not open the door', async () => {
    const email = newAddress()
    await invite(email)
    const token = await tokenFor(email, 'accept-invitation')
    const { rows } = await api.database.pool.query('select * from invitations where email = $1', [email])
    expect(JSON.stringify(rows)).not.toContain(token)
  })
})

describe('a forgotten password', () => {
  const forget = (email: string) => new Browser(api.app).call(contract.forgottenPassword, { body: { email } })

  it('is replaced by a link that works once; every browser is signed out and the wait is over', async () => {
    const person = await addPerson(api, 'operator-admin')
    const browser = await signedIn(api, person)
    for (let n = 0; n < 7; n++)
      await new Browser(api.app).call(contract.signIn, { body: { email: person.email, password: 'wrong' } })
    expect((await forget(person.email)).status).toBe(204)
    const token = await tokenFor(person.email, 'reset-password')
    const reset = () =>
      new Browser(api.app).call(contract.resetPassword, { body: { token, newPassword: password } })
    expect((await reset()).status).toBe(204)
    expect((await reset()).error?.code).toBe('link-void')
    expect(await browser.refusal(contract.getMe)).toBe('unauthorized')
    await signedIn(api, person, password)
    const told = server.letters.filter(({ recipients }) => recipients.includes(person.email))
    expect(told.map(({ mail }) => mail.subject)).toContain('A new password for Mainline')
  })

  it('is not replaced by the address; the link stays good', async () => {
    const person = await addPerson(api, 'operator-admin')
    await forget(person.email)
    const token = await tokenFor(person.email, 'reset-password')
    const reset = (newPassword: string) =>
      new Browser(api.app).call(contract.resetPassword, { body: { token, newPassword } })
    for (let n = 0; n < 7; n++)
      expect((await reset(`x ${person.email}`)).error?.code).toBe('password-guessable')
    expect((await reset(password)).status).toBe(204)
    await signedIn(api, person, password)
  })

  it('is answered alike for an address that nobody has, which gets no letter', async () => {
    const person = await addPerson(api, 'operator-admin')
    const [known, unknown] = [await forget(person.email), await forget('nobody-here@people.example')]
    const shown = ({ status, payload }: typeof known) => [status, payload.toString()]
    expect(shown(known)).toEqual(shown(unknown))
    await server.letterTo(person.email)
    expect(server.letters.some(({ recipients }) => recipients.includes('nobody-here@people.example'))).toBe(
      false,
    )
  })

  it('has a link that is void after an hour', async () => {
    const person = await addPerson(api, 'operator-admin')
    await forget(person.email)
    const token = await tokenFor(person.email, 'reset-password')
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 3_601_000)
    const reset = { body: { token, newPassword: password } }
    expect(await new Browser(api.app).refusal(contract.resetPassword, reset)).toBe('link-void')
  })

  it('cannot be used to flood a mailbox', async () => {
    const person = await addPerson(api, 'operator-admin')
    const codes = []
    for (let n = 0; n < 8; n++) codes.push((await forget(person.email)).error?.code)
    expect(codes.slice(0, 5)).toEqual(Array(5).fill(undefined))
    expect(codes.at(-1)).toBe('too-many-attempts')
  })
})

describe('letters to people of a site that speaks German', () => {
  const speak = (language: string) =>
    api.database.kysely.updateTable('sites').set({ language }).where('id', '=', api.tenant.site.id).execute()
  beforeAll(() => speak('de-AT'))
  afterAll(() => speak('en-GB'))
  const last = async (address: string) => (await server.letterTo(address)).mail

  it('an invitation, a forgotten password and a changed one are in German', async () => {
    const email = newAddress()
    await invite(email)
    expect((await last(email)).subject).toBe('Ihr Zugang zur Telefonanlage von Occupier')
    expect((await last(email)).text).toContain('Guten Tag Tom Finch, API token lädt Sie')
    expect((await accept(await tokenFor(email, 'accept-invitation'))).status).toBe(204)
    server.letters.length = 0
    await new Browser(api.app).call(contract.forgottenPassword, { body: { email } })
    expect((await last(email)).subject).toBe('Ein neues Kennwort für Mainline')
    const token = await tokenFor(email, 'reset-password')
    server.letters.length = 0
    await new Browser(api.app).call(contract.resetPassword, { body: { token, newPassword: `${password} 2` } })
    expect((await last(email)).subject).toBe('Ihr Kennwort für Mainline wurde geändert')
  })

  it('whoever belongs to no site is written to in English', async () => {
    const email = newAddress()
    await invite(email, { role: 'provider-admin', organizationId: undefined })
    expect((await last(email)).subject).toBe('Your access to the telephone system of Mainline')
  })
})
