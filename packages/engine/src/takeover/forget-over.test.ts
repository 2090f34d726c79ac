import { FakeClock } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { silentLog } from '../ports.ts'
import { forgetOver } from './forget-over.ts'

it('calls that are over are forgotten once the database is there, before anybody takes them', async () => {
  const clock = new FakeClock()
  let away = true
  const forgotten: (readonly string[])[] = []
  const forget = async (callIds: readonly string[]) => {
    if (away) throw new Error('the database is away')
    forgotten.push(callIds)
  }
  await forgetOver(['a', 'b'], { store: { forget }, clock, log: silentLog })
  await clock.advanceAsync(5_000)
  expect(forgotten).toEqual([])
  away = false
  await clock.advanceAsync(4_000)
  expect(forgotten).toEqual([['a', 'b']])
})
