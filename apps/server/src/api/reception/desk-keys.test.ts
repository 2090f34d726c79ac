/** The keys of the desk by API: each person's own, at every machine (design §5, N12). */
import * as contract from '@mainline/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

const { standardDeskKeys: standard } = contract

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const save = (version: number, change: Partial<contract.DeskKeys>) => ({
  body: { version, keys: { ...standard, ...change } },
})

it('are as delivered until the person changes them, who finds them at the next machine; nobody else does', async () => {
  const person = await addPerson(api, 'receptionist')
  const rita = await signedIn(api, person)
  expect((await rita.call(contract.getDeskKeys)).body).toEqual({ version: 0, keys: standard, standard })
  const changed = save(0, { answer: 'F13', voicemail: null, people: null })
  const { body: saved } = await rita.call(contract.saveDeskKeys, changed)
  expect(saved).toEqual({ version: 1, keys: changed.body.keys, standard })
  const elsewhere = await signedIn(api, person)
  expect((await elsewhere.call(contract.getDeskKeys)).body).toEqual(saved)
  const sam = await signedIn(api, await addPerson(api, 'operator-user'))
  expect((await sam.call(contract.getDeskKeys)).body).toMatchObject({ version: 0, keys: standard })
})

it('one key does one thing; several may be off', async () => {
  const rita = await signedIn(api, await addPerson(api, 'receptionist'))
  const { error } = await rita.call(contract.saveDeskKeys, save(0, { mute: 'm' }))
  expect(error).toMatchObject({
    code: 'desk-key-twice',
    message: expect.stringContaining('mute and message'),
  })
  const off = save(0, { mute: null, message: null })
  expect((await rita.call(contract.saveDeskKeys, off)).error).toBeUndefined()
})

it.each(['F1', 'F5', 'F12', '3', 'Enter', 'Escape', 'Ctrl c', 'V', ''])('may not be "%s"', async (key) => {
  const rita = await signedIn(api, await addPerson(api, 'receptionist'))
  expect(await rita.refusal(contract.saveDeskKeys, save(0, { voicemail: key }))).toBe('invalid-request')
})

it('changed in another tab meanwhile: what is there now is shown (N12)', async () => {
  const rita = await signedIn(api, await addPerson(api, 'receptionist'))
  await rita.call(contract.saveDeskKeys, save(0, { away: 'Alt w' }))
  for (const version of [0, 2]) {
    const { error } = await rita.call(contract.saveDeskKeys, save(version, {}))
    expect(error).toMatchObject({
      code: 'stale-version',
      details: { current: { version: 1, keys: { away: 'Alt w' } } },
    })
  }
})

it('are a person’s: a token has none, an occupier sits at no desk', async () => {
  expect(await api.refusal(contract.getDeskKeys)).toBe('needs-person')
  const tenant = await signedIn(api, await addPerson(api, 'occupier-admin'))
  expect(await tenant.refusal(contract.getDeskKeys)).toBe('forbidden')
})
