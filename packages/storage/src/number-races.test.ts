/** Many want one number, or the last unit, at once: one wins, the others are told what is (N12, N8, N9). */
import { isRefusal } from '@mainline/pbx'
import { beforeEach, describe, expect, it } from 'vitest'
import { atOnce, must, testSecrets } from '../testing/index.ts'
import { saveCallSettings } from './call-settings.ts'
import { defaultRoutes, equipNumber } from './number-equipment.ts'
import { abandonActivation, activate, allocate, deallocate } from './number-life.ts'
import { NumberStock } from './number-life-fixture.ts'
import { type NumberAnswer, updateNumber } from './numbers.ts'
import type { PhoneNumber } from './schema.ts'
import { liftSiteOverride, setSiteOverride } from './site-overrides.ts'
import { findVoiceService, setVoiceService } from './voice-services.ts'

const stock = await NumberStock.ofFile()
const { database, db, tenant } = stock

/** Code or state of each answer, counted. */
function outcomes(answers: readonly (NumberAnswer | Awaited<ReturnType<typeof setVoiceService>>)[]) {
  const names = answers.map((answer) =>
    isRefusal(answer) ? answer.code : 'state' in answer ? answer.state : 'set',
  )
  return Object.fromEntries(
    [...Map.groupBy(names, (name) => name)].map(([name, all]): [string, number] => [name, all.length]),
  )
}

describe('races: one wins, the others are told what is', () => {
  let organization: string
  beforeEach(async () => {
    organization = await stock.newOccupier(1)
  })

  it('50 allocate one number', async () => {
    const { id } = await stock.take()
    const answers = await Promise.all(Array.from({ length: 50 }, () => allocate(db, id, 1, organization)))
    expect(outcomes(answers)).toEqual({ RESERVED: 1, 'stale-version': 49 })
    const refused = answers.find((answer) => isRefusal(answer))
    expect(refused).toMatchObject({ current: { state: 'RESERVED', version: 2 } })
  })

  it('50 numbers are activated with one unit left', async () => {
    const numbers: PhoneNumber[] = []
    for (let i = 0; i < 50; i++) numbers.push(await stock.in('RESERVED', organization))
    const answers = await Promise.all(numbers.map(({ id, version }) => activate(db, id, version)))
    expect(outcomes(answers)).toEqual({ PENDING: 1, 'number-no-service': 49 })
  })

  it('the last unit is used while the service is lowered', async () => {
    const { id, version } = await stock.in('RESERVED', organization)
    const where = { organizationId: organization, siteId: tenant.site.id }
    const [up, down] = await Promise.all([
      activate(db, id, version),
      setVoiceService(db, { ...where, quantity: 0, version: 1 }),
    ])
    const codes = outcomes([up, down])
    expect([
      { PENDING: 1, 'service-quantity': 1 },
      { set: 1, 'number-no-service': 1 },
    ]).toContainEqual(codes)
  })

  it('20 edit one number', async () => {
    const { id } = await stock.take()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => updateNumber(db, id, 1, { label: `by ${i}` })),
    )
    expect(outcomes(answers)).toEqual({ AVAILABLE: 1, 'stale-version': 19 })
  })

  it('20 main numbers for one organization (N8)', async () => {
    const mains: PhoneNumber[] = []
    for (let i = 0; i < 20; i++) mains.push(await stock.take('main'))
    const answers = await Promise.all(mains.map(({ id }) => allocate(db, id, 2, organization)))
    expect(outcomes(answers)).toEqual({ RESERVED: 1, 'number-has-main': 19 })
  })

  it('20 buy the first voice service', async () => {
    const fresh = await stock.newOccupier(0)
    const wish = { organizationId: fresh, siteId: tenant.site.id, quantity: 5 }
    const answers = await Promise.all(Array.from({ length: 20 }, () => setVoiceService(db, wish)))
    expect(outcomes(answers)).toEqual({ set: 1, 'stale-version': 19 })
    expect(await findVoiceService(db, fresh, tenant.site.id)).toMatchObject({ quantity: 5, version: 1 })
  })
})

describe('two who want different things of one number', () => {
  it('who saves its settings waits for who gives it back, and finds none', async () => {
    const organization = await stock.newOccupier()
    const number = must(await allocate(db, (await stock.take('main')).id, 2, organization))
    must(await activate(db, number.id, number.version))
    must(await equipNumber(db, testSecrets, number.id, 'Maya'))
    const { version } = must(await abandonActivation(db, number.id))
    const change = { routes: defaultRoutes, hoursOverride: null, voicemailEmails: [], changedBy: 'Noor' }
    const saved = await atOnce(
      database,
      (tx) => tx.selectFrom('numbers').select('id').where('id', '=', number.id).forUpdate().execute(),
      () => saveCallSettings(db, number.id, 1, change),
      (tx) => deallocate(tx, number.id, version),
    )
    expect(saved).toMatchObject({ code: 'not-found' })
  })

  it('who overrides its hours waits for who gives it back', async () => {
    const number = must(await allocate(db, (await stock.take('main')).id, 2, await stock.newOccupier()))
    const over = {
      siteId: tenant.site.id,
      numberId: number.id,
      open: false,
      until: Date.now() + 60_000,
      by: 'Noor',
    }
    const { id: overrideId } = must(await setSiteOverride(db, over))
    const overridden = await atOnce(
      database,
      (tx) => tx.selectFrom('numbers').select('id').where('id', '=', number.id).forUpdate().execute(),
      () => setSiteOverride(db, { ...over, overrideId }),
      (tx) => deallocate(tx, number.id, number.version),
    )
    expect(overridden).toMatchObject({ code: 'stale-version' })
  })

  it('who closes the site by hand does not wait for who buys a service there', async () => {
    const organizationId = await stock.newOccupier(0)
    const over = { siteId: tenant.site.id, open: false, until: Date.now() + 60_000, by: 'Noor' }
    await db.transaction().execute(async (tx) => {
      must(await setVoiceService(tx, { organizationId, siteId: tenant.site.id, quantity: 1 }))
      const { id } = must(await setSiteOverride(db, over))
      must(await liftSiteOverride(db, id))
    })
  })
})
