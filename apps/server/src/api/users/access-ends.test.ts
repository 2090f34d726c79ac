/** What ends with somebody's access: the tokens that the person made, and what the person knows of devices (product §4, N4). */
import * as contract from '@mainline/contract'
import {
  digestSecrets,
  findDevice,
  findNumber,
  registrationsOf,
  saveRegistrations,
  updateNumber,
} from '@mainline/storage'
import { bindingOf, must } from '@mainline/storage/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { addPerson, type Person, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let operatorAdmin: Browser
beforeAll(async () => {
  api = await openTestApi()
  operatorAdmin = await signedIn(api, await addPerson(api, 'operator-admin'))
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

type Headers = Record<string, string>
const bearer = (secret: string): Headers => ({ authorization: `Bearer ${secret}` })
const opens = async (headers: Headers) => (await api.call(contract.listNumbers, { headers })).status === 200

async function tokenOf(browser: Browser, body: object): Promise<Headers> {
  const made = await browser.call(contract.createApiToken, { body: { name: 'Program', ...body } as never })
  return bearer(made.body.secret)
}

const retire = ({ membershipId }: Person) =>
  operatorAdmin.call(contract.retireUser, { params: { membershipId }, body: { version: 1 } })
const change = ({ membershipId }: Person, body: object) =>
  operatorAdmin.call(contract.updateUser, {
    params: { membershipId },
    body: { version: 1, ...body } as never,
  })

it('tokens end with whoever made them, those made by such a token, too; those of others go on', async () => {
  const person = await addPerson(api, 'occupier-admin')
  const own = await tokenOf(await signedIn(api, person), { role: 'occupier-admin' })
  const child = await api.ok(contract.createApiToken, {
    body: { name: 'Child', role: 'occupier-admin' } as never,
    headers: own,
  })
  const other = await tokenOf(await signedIn(api, await addPerson(api, 'occupier-admin')), {
    role: 'occupier-admin',
  })
  expect([await opens(own), await opens(bearer(child.secret))]).toEqual([true, true])
  expect((await retire(person)).status).toBe(200)
  expect([await opens(own), await opens(bearer(child.secret)), await opens(other)]).toEqual([
    false,
    false,
    true,
  ])
})

it('tokens that reach further than their maker does now end, and no others', async () => {
  const person = await addPerson(api, 'operator-admin')
  const browser = await signedIn(api, person)
  const everywhere = await tokenOf(browser, { role: 'operator-admin' })
  const here = await tokenOf(browser, { role: 'operator-admin', siteIds: [api.tenant.site.id] })
  expect((await change(person, { siteIds: [api.tenant.site.id] })).status).toBe(200)
  expect([await opens(everywhere), await opens(here)]).toEqual([false, true])
})

it.each([
  ['whoever is retired', (person: Person) => retire(person)],
  ['whoever loses the role', (person: Person) => change(person, { role: 'operator-user' })],
])('%s keeps no token that is made at the same moment, nor one that such a token makes', async (_, end) => {
  const person = await addPerson(api, 'operator-admin')
  const browser = await signedIn(api, person)
  const wanted = { name: 'Program', role: 'operator-admin' } as const
  const first = await tokenOf(browser, wanted)
  const body = wanted as never
  const making = Array.from({ length: 12 }, (_, at) =>
    at % 2
      ? api.call(contract.createApiToken, { body, headers: first })
      : browser.call(contract.createApiToken, { body }),
  )
  const [ended, ...made] = await Promise.all([end(person), ...making])
  expect(ended.status).toBe(200)
  const left = made.flatMap((answer) => (answer.error ? [] : [answer.body as { secret: string }]))
  expect(await Promise.all(left.map(({ secret }) => opens(bearer(secret))))).toEqual(left.map(() => false))
})

it('a lower role ends tokens of the higher', async () => {
  const person = await addPerson(api, 'operator-admin')
  const token = await tokenOf(await signedIn(api, person), { role: 'operator-admin' })
  expect((await change(person, { role: 'operator-user' })).status).toBe(200)
  expect(await opens(token)).toBe(false)
})

it('a device whose password the person was shown is signed off with the number; other devices ring on', async () => {
  const person = await addPerson(api, 'occupier-user')
  const { kysely } = api.database
  const number = await findNumber(kysely, api.tenant.ordinary[0]?.id ?? '')
  if (!number) throw new Error('no number')
  must(await updateNumber(kysely, number.id, number.version, { assignedTo: person.userId }))
  const own = await signedIn(api, person)
  const shown = (await own.call(contract.createDevice, { body: { numberId: number.id, name: 'Mobile' } }))
    .body
  const desk = await api.ok(contract.createDevice, { body: { numberId: number.id, name: 'Desk' } })
  for (const { device } of [shown, desk]) await saveRegistrations(kysely, [bindingOf(device.id)])
  const before = await findDevice(kysely, shown.device.id)
  expect((await retire(person)).status).toBe(200)
  const after = await findDevice(kysely, shown.device.id)
  expect(after?.ha1Sha256).not.toBe(before?.ha1Sha256)
  expect(await registrationsOf(kysely, shown.device.id)).toEqual([])
  expect(await registrationsOf(kysely, desk.device.id)).toHaveLength(1)
})

it('nobody who is retired knows the password of a device that is made, or made known, at the same moment', async () => {
  const { kysely } = api.database
  for (let round = 0; round < 4; round++) {
    const person = await addPerson(api, 'occupier-user')
    const number = await findNumber(kysely, api.tenant.ordinary[0]?.id ?? '')
    if (!number) throw new Error('no number')
    must(await updateNumber(kysely, number.id, number.version, { assignedTo: person.userId }))
    const own = await signedIn(api, person)
    const desk = await api.ok(contract.createDevice, { body: { numberId: number.id, name: 'Desk' } })
    const [ended, reset, ...made] = await Promise.all([
      retire(person),
      own.call(contract.resetDeviceSecret, { params: { deviceId: desk.device.id }, body: { version: 1 } }),
      ...Array.from({ length: 8 }, (_, at) =>
        own.call(contract.createDevice, { body: { numberId: number.id, name: `Mobile ${at}` } }),
      ),
    ])
    expect(ended.status).toBe(200)
    for (const { error, body } of [reset, ...made]) {
      if (error) continue
      const known = await findDevice(kysely, body.device.id)
      if (!known) continue
      expect(known.ha1Sha256).not.toBe(digestSecrets(known.username, known.realm, body.password).ha1Sha256)
    }
  }
})

it('another password ends what registered with the former', async () => {
  const { device } = await api.ok(contract.createDevice, {
    body: { numberId: api.tenant.ordinary[1]?.id ?? '', name: 'Desk' },
  })
  await saveRegistrations(api.database.kysely, [bindingOf(device.id)])
  await api.ok(contract.renameDevice, {
    params: { deviceId: device.id },
    body: { version: device.version, name: 'Desk phone' },
  })
  expect(await registrationsOf(api.database.kysely, device.id)).toHaveLength(1)
  await api.ok(contract.resetDeviceSecret, {
    params: { deviceId: device.id },
    body: { version: device.version + 1 },
  })
  expect(await registrationsOf(api.database.kysely, device.id)).toEqual([])
})
