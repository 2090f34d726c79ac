import { expect, test } from 'vitest'
import { endOf, isOver, startOf } from './event-time.ts'
import type { SiteEvent } from './use-site-events.ts'

const event = (when: SiteEvent['when']) => ({ when }) as SiteEvent
const iso = (at: number) => new Date(at).toISOString()

test('whole days run from midnight to the midnight after the last, in the zone of the site (M9)', () => {
  const holidays = event({ kind: 'days', from: '2026-12-25', to: '2026-12-26' })
  expect(iso(startOf(holidays, 'America/New_York'))).toBe('2026-12-25T05:00:00.000Z')
  expect(iso(endOf(holidays, 'America/New_York'))).toBe('2026-12-27T05:00:00.000Z')
})

test('a span is in local time; its end is excluded', () => {
  const drill = event({ kind: 'span', from: '2026-07-01T14:00', to: '2026-07-01T15:00' })
  expect(iso(startOf(drill, 'Europe/London'))).toBe('2026-07-01T13:00:00.000Z')
  expect(isOver(drill, 'Europe/London', Date.parse('2026-07-01T13:59:59Z'))).toBe(false)
  expect(isOver(drill, 'Europe/London', Date.parse('2026-07-01T14:00:00Z'))).toBe(true)
})
