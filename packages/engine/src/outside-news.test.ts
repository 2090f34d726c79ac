import { FakeClock } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { OutsideNews, type RefusedCallOut } from './outside-news.ts'

const refusedOf = (organizationId: string) =>
  ({ place: { organizationId }, label: 'Desk', e164: '+442079460001', at: 0 }) as unknown as RefusedCallOut

function open(limitReached: (told: RefusedCallOut) => Promise<void>) {
  const clock = new FakeClock()
  const told: string[] = []
  const news = new OutsideNews({
    sink: {
      emergency: async () => {},
      unreached: async () => {},
      limitReached: (refused) => {
        told.push(refused.place.organizationId)
        return limitReached(refused)
      },
    },
    clock,
    log: { info() {}, warn() {}, error() {} } as never,
    track: (work) => void work,
  })
  return { clock, told, news }
}

it('calls out are refused one after the other while nobody can be told --> each organization is told of once, when that is possible', async () => {
  let away = true
  const { clock, told, news } = open(async () => {
    if (away) throw new Error('the database is away')
  })
  for (let call = 0; call < 100; call++) news.refused(refusedOf('one'))
  news.refused(refusedOf('two'))
  await clock.advanceAsync(20_001)
  expect(told.filter((organization) => organization === 'one')).toHaveLength(5)
  away = false
  await clock.advanceAsync(5_000)
  expect(told).toHaveLength(12)
  await clock.advanceAsync(60_000)
  expect(told).toHaveLength(12)
})

it('-- one is refused later --> it is told of anew', async () => {
  const { clock, told, news } = open(async () => {})
  news.refused(refusedOf('one'))
  await clock.advanceAsync(1)
  news.refused(refusedOf('one'))
  await clock.advanceAsync(1)
  expect(told).toEqual(['one', 'one'])
})

it('-- given up after ten minutes --> the next one is told of again', async () => {
  const { clock, told, news } = open(() => Promise.reject(new Error('the database is away')))
  news.refused(refusedOf('one'))
  await clock.advanceAsync(700_000)
  const tries = told.length
  news.refused(refusedOf('one'))
  await clock.advanceAsync(1)
  expect(told).toHaveLength(tries + 1)
})
