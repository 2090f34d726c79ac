/** An rtpengine that does not answer is an alert, until it does (decision 0016). */
import { FakeClock } from '@mainline/sip/testing'
import { type Database, newId, standingAlerts } from '@mainline/storage'
import { openTestDatabase } from '@mainline/storage/testing'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { engineLost } from './jobs/engine-lost.ts'
import { openLog } from './log.ts'
import { missedRtpengines, RtpengineAlerts } from './rtpengine-alerts.ts'

const [near, far] = ['10.0.0.20:2223', '10.0.0.21:2223']
const log = { warn: vi.fn() }
let database: Database
let clock: FakeClock
/** What the engine sees. */
let reach: { name: string; isThere: boolean }[]
beforeEach(async () => {
  database = await openTestDatabase()
  onTestFinished(() => database.close())
  clock = new FakeClock()
  log.warn.mockClear()
  reach = [
    { name: near, isThere: true },
    { name: far, isThere: true },
  ]
})

const begin = (engine = 'london-1:5060') =>
  RtpengineAlerts.begin(database, { engine, rtpengines: () => reach, clock, log })
const see = (name: string, isThere: boolean) => {
  reach = reach.map((each) => (each.name === name ? { name, isThere } : each))
}
const standing = async () =>
  (await standingAlerts(database.kysely, 'rtpengine-lost')).map(({ subject }) => subject)
const letters = async () =>
  (
    await database.pool.query(
      `select from graphile_worker.jobs where task_identifier = 'write-alert-letters'`,
    )
  ).rowCount

it('one that is away for ten seconds is an alert and a letter to come; when it answers, it is over', async () => {
  await begin()
  see(far, false)
  clock.advance(10_000)
  expect(await standing()).toEqual([])
  clock.advance(1_000)
  await expect.poll(standing).toEqual([`london-1:5060 ${far}`])
  await expect.poll(letters).toBe(1)
  expect(await standingAlerts(database.kysely, 'rtpengine-lost')).toMatchObject([
    {
      severity: 'warning',
      operatorId: null,
      words:
        'rtpengine 10.0.0.21:2223 does not answer the call engine london-1:5060; calls go on through another one or the engine itself. See whether it runs and whether its control port can be reached.',
    },
  ])
  see(far, true)
  clock.advance(1_000)
  await expect.poll(standing).toEqual([])
})

it('one that is started anew is not missed, however often', async () => {
  await begin()
  for (let times = 0; times < 3; times += 1) {
    see(near, false)
    clock.advance(9_000)
    see(near, true)
    clock.advance(1_000)
  }
  expect(await standing()).toEqual([])
})

it('is said again when the database did not hear it', async () => {
  await begin()
  await database.pool.query('alter table alerts rename to alerts_away')
  see(near, false)
  clock.advance(11_000)
  await expect.poll(() => log.warn.mock.calls.length).toBe(1)
  await database.pool.query('alter table alerts_away rename to alerts')
  clock.advance(1_000)
  await expect.poll(standing).toEqual([`london-1:5060 ${near}`])
})

it('an engine that is set up without it, ends or dies misses it no more; what others miss stands', async () => {
  const first = await begin()
  await begin('london-2:5060')
  see(near, false)
  see(far, false)
  clock.advance(11_000)
  await expect.poll(async () => (await standing()).length).toBe(4)
  expect(Object.fromEntries(await missedRtpengines(database.kysely))).toEqual({
    'london-1:5060': [near, far],
    'london-2:5060': [near, far],
  })

  reach = [{ name: near, isThere: false }]
  const anew = await begin()
  expect((await missedRtpengines(database.kysely)).get('london-1:5060')).toEqual([near])
  await first.end()
  await anew.end()
  expect([...(await missedRtpengines(database.kysely)).keys()]).toEqual(['london-2:5060'])
  const lost = { engineId: newId(), name: 'london-2:5060', heartbeatAt: Date.now() }
  const run = { attempt: 1, last: false, signal: AbortSignal.any([]) }
  await engineLost.run(lost, { database, log: openLog('silent', 'test') }, run)
  expect(await standing()).toEqual([])
})
