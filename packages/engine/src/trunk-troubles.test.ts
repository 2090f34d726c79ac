import { FakeClock } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { TrunkTroubles } from './trunk-troubles.ts'

it.each([
  ['asks for two minutes', (troubles: TrunkTroubles) => troubles.wasBusy('a', 120), 120],
  ['asks for a day, and gets an hour', (troubles: TrunkTroubles) => troubles.wasBusy('a', 86_400), 3_600],
  ['says nothing', (troubles: TrunkTroubles) => troubles.wasSilent('a'), 300],
])('a trunk that %s is tried last for so long', (_, begin, seconds) => {
  const clock = new FakeClock()
  const troubles = new TrunkTroubles(clock)
  expect(troubles.has('a')).toBe(false)
  begin(troubles)
  clock.advance(seconds * 1_000 - 1)
  expect([troubles.has('a'), troubles.has('b')]).toEqual([true, false])
  clock.advance(1)
  expect(troubles.has('a')).toBe(false)
})

it('a trunk that speaks is silent no longer, but busy as long as it said; one that names no time is not', () => {
  const troubles = new TrunkTroubles(new FakeClock())
  troubles.wasBusy('a', 0)
  expect(troubles.has('a')).toBe(false)
  troubles.wasSilent('a')
  troubles.hasSpoken('a')
  expect(troubles.has('a')).toBe(false)
  troubles.wasBusy('a', 60)
  troubles.hasSpoken('a')
  expect(troubles.has('a')).toBe(true)
})
