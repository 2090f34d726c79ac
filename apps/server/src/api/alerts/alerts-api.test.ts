/** Alerts as people read and acknowledge them. */
import * as contract from '@mainline/contract'
import { clearAlerts, insertAlert } from '@mainline/storage'
import { expect, it, onTestFinished } from 'vitest'
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
