/** A disk that fills is told before it is full, and one that is full keeps nobody from being answered. */
import { FakeClock } from '@mainline/sip/testing'
import { type Database, standingAlerts } from '@mainline/storage'
import { openTestDatabase } from '@mainline/storage/testing'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { DiskWatch } from './disk-watch.ts'

const MIB = 1024 ** 2
let database: Database
let clock: FakeClock
let free: number
const log = { warn: vi.fn(), error: vi.fn() }
beforeEach(async () => {
  database = await openTestDatabase()
  onTestFinished(() => database.close())
  clock = new FakeClock()
  free = 50_000 * MIB
  log.warn.mockClear()
})

const open = async (kysely = database.kysely) => {
  const space = async () => ({ free, total: 100_000 * MIB })
  const watch = await DiskWatch.open({
    database: { kysely },
    server: 'london-1',
    folder: '/srv/data',
    space,
    clock,
    log,
  })
  onTestFinished(() => watch.close())
  return watch
}
const said = async () =>
  (await standingAlerts(database.kysely, 'disk-fills')).map(
    ({ severity, subject }) => `${severity} ${subject}`,
  )
const becomes = async (megabytes: number, alerts: string[]) => {
  free = megabytes * MIB
  clock.advance(10_000)
  await expect.poll(said).toEqual(alerts)
}

it('fills, is full, and has room again: warned, critical and not ready, over', async () => {
  const watch = await open()
  expect(await said()).toEqual([])
  await becomes(1_000, ['warning london-1 /srv/data'])
  expect(watch.notReady()).toBeUndefined()
  expect(await standingAlerts(database.kysely, 'disk-fills')).toMatchObject([
    {
      operatorId: null,
      words:
        'The disk of london-1 with /srv/data fills: 1000 MB are free. Make room there before no message can be left.',
    },
  ])
  await becomes(60, ['critical london-1 /srv/data'])
  expect(watch.notReady()).toMatch('the disk of the data folder is full')
  await becomes(70, ['critical london-1 /srv/data'])
  await becomes(90, ['warning london-1 /srv/data'])
  expect(watch.notReady()).toBeUndefined()
  await becomes(1_100, ['warning london-1 /srv/data'])
  await becomes(2_000, [])
})

it('is full at the start again: whoever has seen the alert is not told anew', async () => {
  free = 60 * MIB
  await open()
  await database.kysely.updateTable('alerts').set({ acknowledgedAt: 1, acknowledgedBy: 'Pat' }).execute()
  await open()
  expect(await standingAlerts(database.kysely, 'disk-fills')).toMatchObject([{ acknowledgedBy: 'Pat' }])
})

it('a database that could not keep the alert is asked again', async () => {
  free = 60 * MIB
  const broken = await openTestDatabase()
  await broken.close()
  let usable = broken.kysely
  const watch = await DiskWatch.open({
    database: {
      get kysely() {
        return usable
      },
    },
    server: 'london-1',
    folder: '/srv/data',
    space: async () => ({ free, total: 100_000 * MIB }),
    clock,
    log,
  })
  onTestFinished(() => watch.close())
  expect(watch.notReady()).toBeDefined()
  usable = database.kysely
  await becomes(60, ['critical london-1 /srv/data'])
})
