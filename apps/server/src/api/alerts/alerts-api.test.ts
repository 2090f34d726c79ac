/** Alerts as people read and acknowledge them. */
import * as contract from '@mainline/contract'
import { clearAlerts, insertAlert } from '@mainline/storage'
import { expect, it, onTestFinished } from 'vitest'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, unknownId } from '../testing/test-api.ts'

it('are listed newest first, acknowledged by whoever is first, and stand until their cause is gone', async () => {
  const api = await openTestApi()
  onTestFinished(() => api[Symbol.asyncDispose]())
  const db = api.database.kysely
  const { operator, site, occupier, main } = api.tenant
  const raise = (subject: string, at: number) =>
    insertAlert(db, {
      kind: 'nothing-would-ring',
      subject,
      severity: 'warning',
      words: `About ${subject}.`,
      data: { reason: 'no-phone' },
      operatorId: operator.id,
      siteId: site.id,
      organizationId: occupier.id,
      numberId: main.id,
      at,
    })
  const first = await raise('a', 1000)
  await raise('b', 2000)
  expect(await raise('a', 3000)).toBeUndefined()
  const words = async (query = {}) =>
    (await api.ok(contract.listAlerts, { query })).items.map((one) => one.words)
  expect(await words({ numberId: main.id })).toEqual(['About b.', 'About a.'])
  const params = { alertId: first?.id ?? '' }
  const seen = await api.ok(contract.acknowledgeAlert, { params })
  expect(seen).toMatchObject({ acknowledgedBy: 'API token', clearedAt: null })
  expect(await api.ok(contract.acknowledgeAlert, { params })).toEqual(seen)
  await clearAlerts(db, 'nothing-would-ring', ['b'], 4000)
  expect(await words({ standing: 'true' })).toEqual(['About a.'])
  expect(await api.refusal(contract.acknowledgeAlert, { params: { alertId: unknownId } })).toBe('not-found')
})

it('of an emergency call are for the operator and the reception of the site, not for an occupier to acknowledge (C15)', async () => {
  const api = await openTestApi()
  onTestFinished(() => api[Symbol.asyncDispose]())
  const { operator, site, occupier, main } = api.tenant
  const raise = async (kind: 'emergency-call' | 'nothing-would-ring') => {
    const place = { operatorId: operator.id, siteId: site.id, organizationId: occupier.id, numberId: main.id }
    const about = { kind, subject: kind, severity: 'critical', words: 'Help.', data: {}, at: 1000 } as const
    const alert = await insertAlert(api.database.kysely, { ...about, ...place })
    return { params: { alertId: alert?.id ?? '' } }
  }
  const emergency = await raise('emergency-call')
  const other = await raise('nothing-would-ring')
  const occupierAdmin = await signedIn(api, await addPerson(api, 'occupier-admin'))
  const receptionist = await signedIn(api, await addPerson(api, 'receptionist', { siteIds: [site.id] }))
  const elsewhere = await signedIn(api, await addPerson(api, 'receptionist', { siteIds: [] }))
  expect(await occupierAdmin.refusal(contract.acknowledgeAlert, emergency)).toBe('forbidden')
  expect(await elsewhere.refusal(contract.acknowledgeAlert, emergency)).toBe('not-found')
  expect(await receptionist.refusal(contract.acknowledgeAlert, other)).toBe('forbidden')
  const standing = await api.ok(contract.listAlerts, { query: { standing: 'true' } })
  expect(standing.items).toHaveLength(2)
  const { body } = await receptionist.call(contract.acknowledgeAlert, emergency)
  expect(body.clearedAt).not.toBeNull()
  expect((await occupierAdmin.call(contract.acknowledgeAlert, other)).body.acknowledgedBy).not.toBeNull()
})
