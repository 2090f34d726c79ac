/** Ring readiness on a real database: raised ahead of the opening, once; cleared when a phone registers (product §6.4). */
import {
  createDevice,
  type Database,
  listAlerts,
  numberLiveEvents,
  readLiveEvents,
  removeRegistrations,
  saveRegistrations,
  setHuntMembers,
  updateSite,
} from '@mainline/storage'
import { bindingOf, createTenant, must, openTestDatabase, type Tenant } from '@mainline/storage/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkRingReadiness } from './check-ring-readiness.ts'

let database: Database
let tenant: Tenant
let deviceId = ''
beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely)
  const [number] = tenant.ordinary
  const login = { numberId: number?.id ?? '', name: 'Desk', username: 'desk', password: 'secret' }
  deviceId = must(await createDevice(database.kysely, login)).id
}, 60_000)
afterAll(() => database.close())

/** A Wednesday; the site opens at 08:30. */
const at = (time: string) => Date.parse(`2040-01-04T${time}Z`)
const check = async (time: string) => {
  const { raised, cleared } = await checkRingReadiness(database, at(time), tenant.site.id)
  return { raised: raised.map(({ words }) => words), cleared: cleared.length }
}
const register = () => saveRegistrations(database.kysely, [bindingOf(deviceId, { expiresAt: at('23:00') })])
const nobody = { raised: [], cleared: 0 }

it('tells once, half an hour ahead, and takes it back when a phone registers', async () => {
  expect(await check('07:55')).toEqual(nobody)
  const { raised } = await check('08:00')
  expect(raised).toEqual([
    `${tenant.main.e164} (Occupier) opens at 08:30, and nothing would ring: no phone of its hunt group is registered. Callers go to the mailbox at once.`,
  ])
  expect(await check('08:05')).toEqual(nobody)
  await register()
  const queued = await database.pool.query(`select key, task_identifier from graphile_worker.jobs order by 2`)
  expect(queued.rows).toEqual([
    { key: `check-ring-readiness ${tenant.site.id}`, task_identifier: 'check-ring-readiness' },
    { key: 'write-alert-letters', task_identifier: 'write-alert-letters' },
  ])
  expect(await check('08:10')).toEqual({ raised: [], cleared: 1 })
  await numberLiveEvents(database.kysely)
  const events = await readLiveEvents(database.kysely, {
    after: 0,
    limit: 1000,
    kinds: ['alert.raised', 'alert.cleared'],
  })
  expect(events.map(({ kind }) => kind)).toEqual(['alert.raised', 'alert.cleared'])
})

it('tells anew when the phone is gone, and not after closing time', async () => {
  await removeRegistrations(database.kysely, [{ deviceId }])
  expect((await check('17:59')).raised[0]).toContain(' is open, and nothing would ring')
  expect(await check('18:00')).toEqual({ raised: [], cleared: 1 })
  expect((await listAlerts(database.kysely, { standing: true })).items).toEqual([])
})

it('leaves alone a group with an outside member, and a site that wants no alerts', async () => {
  expect((await check('09:00')).raised).toHaveLength(1)
  must(
    await setHuntMembers(database.kysely, tenant.main.id, [{ externalE164: '+447700900001', name: 'Cab' }]),
  )
  expect(await check('09:05')).toEqual({ raised: [], cleared: 1 })
  must(await setHuntMembers(database.kysely, tenant.main.id, []))
  expect((await check('09:10')).raised[0]).toContain('its hunt group has no members')
  must(await updateSite(database.kysely, tenant.site.id, 1, { ringAlertMinutes: 0 }))
  expect(await check('09:15')).toEqual({ raised: [], cleared: 1 })
})
