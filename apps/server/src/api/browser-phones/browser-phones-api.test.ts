/** The phone of a page: whose it may be, and how long it lives. */
import * as contract from '@mainline/contract'
import { findDevice, findDeviceByUsername } from '@mainline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

/** A person of the occupier with a number, signed in. */
async function phoneOwner() {
  const person = await addPerson(api, 'occupier-user')
  const [, number] = api.tenant.ordinary
  if (!number) throw new Error('the tenant has one number')
  const assigned = { assignedTo: person.userId }
  await api.database.kysely.updateTable('numbers').set(assigned).where('id', '=', number.id).execute()
  return { browser: await signedIn(api, person), numberId: number.id }
}

describe('opening the phone of a browser', () => {
  it('gives credentials of its own, another password each time, and keeps none in the clear', async () => {
    const { browser, numberId } = await phoneOwner()
    const first = await browser.call(contract.openBrowserPhone, { params: { numberId } })
    const again = await browser.call(contract.openBrowserPhone, { params: { numberId } })
    expect(first.body).toMatchObject({ webSocketPath: '/sip', username: expect.stringMatching(/^page-/) })
    expect(again.body.deviceId).toBe(first.body.deviceId)
    expect(again.body.password).not.toBe(first.body.password)
    const stored = await findDeviceByUsername(api.database.kysely, first.body.username)
    expect(stored).toMatchObject({ numberId, id: first.body.deviceId })
    expect(JSON.stringify(stored)).not.toContain(again.body.password)
  })

  it('is one phone for all pages of a session, when several are restored at once too', async () => {
    const { browser, numberId } = await phoneOwner()
    const open = () => browser.call(contract.openBrowserPhone, { params: { numberId } })
    const opened = await Promise.all(Array.from({ length: 8 }, open))
    expect(opened.map(({ status, error }) => error?.code ?? status)).toEqual(opened.map(() => 201))
    expect(new Set(opened.map(({ body }) => body.deviceId)).size).toBe(1)
  })

  it('is no device that anybody manages, and ends with the session', async () => {
    const { browser, numberId } = await phoneOwner()
    const { body } = await browser.call(contract.openBrowserPhone, { params: { numberId } })
    const { items } = (await browser.call(contract.listDevices, { query: { numberId } })).body
    expect(items.map(({ id }) => id)).not.toContain(body.deviceId)
    await browser.call(contract.signOut)
    expect(await findDevice(api.database.kysely, body.deviceId)).toBeUndefined()
  })

  it('is refused for a number of somebody else, and for a main number (M1)', async () => {
    const { browser } = await phoneOwner()
    const admin = await signedIn(api, await addPerson(api, 'occupier-admin'))
    const [first] = api.tenant.ordinary
    const refusal = (who: typeof browser, numberId = '') =>
      who.refusal(contract.openBrowserPhone, { params: { numberId } })
    expect(await refusal(admin, first?.id)).toBe('not-own-number')
    expect(await refusal(browser, first?.id)).toBe('not-found')
    expect(await refusal(admin, api.tenant.main.id)).toBe('not-own-number')
  })

  it('needs a person: a token has no session that it could end with', async () => {
    const [number] = api.tenant.ordinary
    const refused = await api.refusal(contract.openBrowserPhone, { params: { numberId: number?.id ?? '' } })
    expect(refused).toBe('needs-person')
  })
})
