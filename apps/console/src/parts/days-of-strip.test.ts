import { describe, expect, it } from 'vitest'
import { daysOf } from './days-of-strip.ts'

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
