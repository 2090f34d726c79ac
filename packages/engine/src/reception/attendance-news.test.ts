/** Who learns that a reception is empty, while the database is there and while it is away (product §6.4). */
import { FakeClock } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { bindingAt, openEngine } from '../engine-fixture.ts'
import { silentLog } from '../ports.ts'
import { AttendanceNews } from './attendance-news.ts'

const seat = {
  id: 'seat',
  siteId: 'site',
  operatorId: 'operator',
  name: 'Ruth',
  deviceId: 'device',
  username: 'ruth',
  srtp: 'off',
  presence: 'ready',
  ringsDevice: false,
  soundInPage: false,
} as const

it('an engine tells when the first sits down, and when nothing is heard of the last', async () => {
  const told: [string, boolean][] = []
  const note = async (...news: [string, boolean]) => void told.push(news)
  const { engine, clock } = await openEngine({
    attendance: { note },
    registrations: {
      of: async (deviceId) => [bindingAt(deviceId, '192.0.2.11')],
      held: async () => [],
      replace: async () => {},
    },
  })
  await engine.receptions.openSeat(seat)
  await engine.receptions.openSeat({ ...seat, id: 'other', name: 'Omar' })
  await clock.advanceAsync(10)
  expect(told).toEqual([['site', true]])
  engine.receptions.closeSeat('other')
  await clock.advanceAsync(5_000)
  engine.receptions.beat('seat')
  await clock.advanceAsync(5_000)
  expect(told).toEqual([['site', true]])
  await clock.advanceAsync(30_000)
  expect(told).toEqual([
    ['site', true],
    ['site', false],
  ])
})

it('what the database did not take it is told later, as it is then', async () => {
  const clock = new FakeClock()
  const told: [string, boolean][] = []
  let away = true
  const note = async (...news: [string, boolean]) => {
    if (away) throw new Error('the database is away')
    told.push(news)
  }
  const news = new AttendanceNews({ note }, { clock, log: silentLog })
  news.changed({ siteId: 'a', attending: 2 })
  news.changed({ siteId: 'b', attending: 1 })
  await clock.advanceAsync(4_000)
  news.changed({ siteId: 'a', attending: 0 })
  news.changed({ siteId: 'c', attending: 0 })
  away = false
  await clock.advanceAsync(2_000)
  expect(told.sort()).toEqual([
    ['a', false],
    ['b', true],
  ])
  news.close()
})
