/** What expired is gone and told of; what was renewed in the last moment is not. */
import {
  createDevice,
  type Database,
  noteInterest,
  numberLiveEvents,
  readLiveEvents,
  registrationsOf,
  saveRegistrations,
} from '@mainline/storage'
import { bindingOf, createTenant, must, openTestDatabase, type Tenant } from '@mainline/storage/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLog } from '../log.ts'
import { RENEWAL_GRACE_MS, sweepRegistrations } from './sweep-registrations.ts'

let database: Database
let tenant: Tenant
beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely, { ordinary: 1 })
}, 60_000)
afterAll(() => database.close())

it('bindings whose time is over are swept, and their site hears that the phone is unregistered', async () => {
  const number = tenant.ordinary[0]
  if (!number) throw new Error('no number')
  const phone = async (name: string) =>
    must(
      await createDevice(database.kysely, {
        numberId: number.id,
        name,
        username: name,
        password: 'secret-1',
      }),
    ).id
  const [gone, justNow, holds] = [await phone('gone'), await phone('just-now'), await phone('holds')]
  const now = Date.now()
  await noteInterest(database.kysely, tenant.operator.id, now + 60_000)
  await saveRegistrations(database.kysely, [
    bindingOf(gone, { expiresAt: now - RENEWAL_GRACE_MS - 1_000 }),
    bindingOf(justNow, { expiresAt: now - 1_000 }),
    bindingOf(holds, { expiresAt: now + 60_000 }),
  ])
  const run = { attempt: 1, last: false, signal: new AbortController().signal }
  await sweepRegistrations.run({}, { database, log: openLog('silent', 'jobs') }, run)
  const left = await Promise.all(
    [gone, justNow, holds].map(async (id) => (await registrationsOf(database.kysely, id)).length),
  )
  expect(left).toEqual([0, 1, 1])
  await numberLiveEvents(database.kysely)
  const told = await readLiveEvents(database.kysely, {
    after: 0,
    limit: 100,
    kinds: ['device.unregistered'],
  })
  expect(told.map(({ data }) => data)).toMatchObject([{ deviceId: gone, name: 'gone' }])
})
