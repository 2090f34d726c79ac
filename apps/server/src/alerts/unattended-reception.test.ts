/** An empty reception on a real database: told of once for its site, while some number leads there first (product §6.4). */
import { defaultReception, type Step } from '@mainline/pbx'
import {
  beatEngine,
  type Database,
  endEngine,
  findCallSettings,
  findSite,
  newId,
  noteAttendance,
  saveCallSettings,
  saveReception,
  UNATTENDED_AFTER_MS,
} from '@mainline/storage'
import { createTenant, must, openTestDatabase, type Tenant } from '@mainline/storage/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkRingReadiness } from './check-ring-readiness.ts'

let database: Database
let tenant: Tenant
const engineId = newId()
beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely)
  await route({ target: 'reception', limitSeconds: 20 }, { target: 'voicemail' })
}, 60_000)
afterAll(() => database.close())

async function route(...steps: Step[]): Promise<void> {
  const { kysely } = database
  const settings = await findCallSettings(kysely, tenant.main.id)
  if (!settings) throw new Error('no settings')
  const routes = { ...settings.routes, inHours: { steps, end: 'nobody-available' } } as const
  must(await saveCallSettings(kysely, tenant.main.id, settings.version, { ...settings, routes }))
}

/** Somebody sits there, or not, for so long. */
async function seats(attended: boolean, milliseconds: number): Promise<void> {
  await beatEngine(database.kysely, engineId, 'one')
  await noteAttendance(database.kysely, { siteId: tenant.site.id, engineId, attended })
  await database.kysely
    .updateTable('receptionAttendance')
    .set({ since: Date.now() - milliseconds })
    .execute()
}

async function engineLives(milliseconds: number): Promise<void> {
  await beatEngine(database.kysely, engineId, 'one')
  const startedAt = Date.now() - milliseconds
  await database.kysely.updateTable('engines').set({ startedAt }).where('id', '=', engineId).execute()
}

/** Of a Wednesday on which the site is open from 08:30 to 18:00. */
async function check(time: string) {
  const at = Date.parse(`2040-01-04T${time}Z`)
  const { raised, cleared } = await checkRingReadiness(database, at, tenant.site.id)
  const ofReceptions = ({ kind }: { kind: string }) => kind === 'reception-unattended'
  return { raised: raised.filter(ofReceptions), cleared: cleared.filter(ofReceptions).length }
}
const nothing = { raised: [], cleared: 0 }
const long = UNATTENDED_AFTER_MS + 1_000

it('says nothing as long as no engine has lived for a minute', async () => {
  expect(await check('09:00')).toEqual(nothing)
  await engineLives(UNATTENDED_AFTER_MS / 2)
  expect(await check('09:00')).toEqual(nothing)
})

it('tells the people of the site once, not those of each number', async () => {
  await engineLives(long)
  const { raised } = await check('09:00')
  expect(raised).toMatchObject([
    {
      subject: tenant.site.id,
      siteId: tenant.site.id,
      operatorId: tenant.operator.id,
      organizationId: null,
      words:
        'Nobody attends to the reception of Site. One main number that is open rings there first: its callers go on to the next step at once.',
    },
  ])
  expect(await check('09:05')).toEqual(nothing)
})

it('takes it back when somebody sits down, and when the doors close', async () => {
  await seats(true, 0)
  expect(await check('09:10')).toEqual({ raised: [], cleared: 1 })
  await seats(false, UNATTENDED_AFTER_MS / 2)
  expect(await check('09:15')).toEqual(nothing)
  await seats(false, long)
  expect((await check('09:20')).raised).toHaveLength(1)
  expect(await check('18:00')).toEqual({ raised: [], cleared: 1 })
  expect(await check('08:00')).toEqual(nothing)
})

it('has itself looked at a minute after the last has gone, and at once when one comes back to an alert', async () => {
  const queued = async () => {
    const { rows } = await database.pool.query<{ in: number }>(
      `select extract(epoch from run_at - now())::int as in from graphile_worker.jobs where key = $1`,
      [`check-reception ${tenant.site.id}`],
    )
    return rows.map((row) => row.in)
  }
  await seats(true, 0)
  await database.pool.query(`select graphile_worker.remove_job($1)`, [`check-reception ${tenant.site.id}`])
  await noteAttendance(database.kysely, { siteId: tenant.site.id, engineId, attended: false })
  const [later] = await queued()
  expect(later).toBeGreaterThan(50)
  await seats(false, long)
  expect((await check('09:20')).raised).toHaveLength(1)
  await noteAttendance(database.kysely, { siteId: tenant.site.id, engineId, attended: true })
  const [soon] = await queued()
  expect(soon).toBeLessThan(5)
  expect(await check('09:25')).toEqual({ raised: [], cleared: 1 })
})

it.each<[string, () => Promise<unknown>]>([
  ['somebody else takes its calls', () => overflow({ to: 'outside', address: '+442079460777' })],
  [
    'its numbers ring phones first',
    () => route({ target: 'hunt-group', limitSeconds: 20 }, { target: 'voicemail' }),
  ],
  ['another engine has its people', () => otherEngine()],
])('does not where %s', async (_, arrange) => {
  await overflow(null)
  await route({ target: 'reception', limitSeconds: 20 }, { target: 'voicemail' })
  await seats(false, long)
  expect((await check('09:30')).raised).toHaveLength(1)
  await arrange()
  expect(await check('09:35')).toEqual({ raised: [], cleared: 1 })
})

async function overflow(to: typeof defaultReception.overflow): Promise<void> {
  const version = (await findSite(database.kysely, tenant.site.id))?.version ?? 0
  must(await saveReception(database.kysely, tenant.site.id, version, { ...defaultReception, overflow: to }))
}

async function otherEngine(): Promise<void> {
  const other = newId()
  await beatEngine(database.kysely, other, 'two')
  await noteAttendance(database.kysely, { siteId: tenant.site.id, engineId: other, attended: true })
  await database.kysely
    .updateTable('engines')
    .set({ startedAt: Date.now() - long })
    .execute()
}

it('forgets what an engine saw that has ended', async () => {
  await endEngine(database.kysely, engineId)
  await database.kysely.updateTable('engines').set({ endedAt: 1 }).execute()
  const third = newId()
  await beatEngine(database.kysely, third, 'three')
  await database.kysely
    .updateTable('engines')
    .set({ startedAt: Date.now() - long })
    .where('id', '=', third)
    .execute()
  expect((await check('09:40')).raised).toHaveLength(1)
})
