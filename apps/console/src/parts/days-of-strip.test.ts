import { describe, expect, it } from 'vitest'
import { daysOf, timesWithin } from './days-of-strip.ts'

const day = 86_400_000
const strip = (from: string) => [{ from, until: Date.parse(from) + 14 * day, open: false, special: false }]

describe('days of a strip of a fortnight', () => {
  it.each([
    ['in the morning', '2026-11-28T08:00:00Z', 'Europe/London'],
    ['in the afternoon', '2026-11-28T15:30:00Z', 'Europe/London'],
    ['a minute before midnight', '2026-11-28T23:59:00Z', 'Europe/London'],
    ['at midnight', '2026-11-28T00:00:00Z', 'Europe/London'],
    ['over the change to winter time', '2026-10-20T15:30:00Z', 'Europe/London'],
    ['over the change to summer time', '2026-03-20T15:30:00Z', 'America/New_York'],
  ])('%s are fourteen, today first', (_, from, zone) => {
    const days = daysOf(strip(from), zone)
    expect(days).toHaveLength(14)
    expect(days[0]?.start).toBeLessThanOrEqual(Date.parse(from))
    expect(days[0]?.end).toBeGreaterThan(Date.parse(from))
  })
})

it('a stretch over several days is told of each day by what it has of it', () => {
  const closed = { from: '2026-12-04T18:00:00Z', until: '2026-12-07T08:30:00Z', open: false, special: false }
  const open = { from: closed.until, until: '2026-12-07T18:00:00Z', open: true, special: false }
  const days = daysOf([closed, open], 'Europe/London')
  expect(days.map((day) => day.parts.map((part) => timesWithin(day, part, 'Europe/London', 'en')))).toEqual([
    ['18:00–24:00'],
    ['00:00–24:00'],
    ['00:00–24:00'],
    // What remains of the last day is no column of the picture.
  ])
})
