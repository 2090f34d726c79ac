import { expect, it } from 'vitest'
import { daysOf, lastDays, plusDays } from './report-range.ts'

it.each([
  ['2026-11-30', 1, '2026-12-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-01-01', -1, '2025-12-31'],
  // The clocks go back on this day in London: it is a day all the same.
  ['2026-10-25', 1, '2026-10-26'],
])('%s and %i days is %s', (day, days, later) => expect(plusDays(day, days)).toBe(later))

it('the last seven days end today', () => {
  expect(lastDays('2026-11-24', 7)).toEqual({ from: '2026-11-18', to: '2026-11-24' })
})

it('a range holds both its ends', () => {
  expect(daysOf({ from: '2026-11-29', to: '2026-12-01' })).toEqual(['2026-11-29', '2026-11-30', '2026-12-01'])
})

it('a range that ends before it begins holds no day', () => {
  expect(daysOf({ from: '2026-11-29', to: '2026-11-28' })).toEqual([])
})
