/** Random hours, zones and instants, clock changes included more often than by chance. */
import fc from 'fast-check'
import type { OpeningHours, Weekday, WeeklyInterval } from '../src/opening-hours.ts'

const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 1, 15, 30, 59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)

const intervals: fc.Arbitrary<WeeklyInterval> = fc
  .record({
    day: fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7),
    start: times,
    end: fc.oneof(times, fc.constant('24:00')),
  })
  .filter(({ start, end }) => start !== end)

export const anyHours: fc.Arbitrary<OpeningHours> = fc.oneof(
  { arbitrary: fc.constant<OpeningHours>({ mode: 'always-open' }), weight: 1 },
  { arbitrary: fc.constant<OpeningHours>({ mode: 'always-closed' }), weight: 1 },
  {
    arbitrary: fc
      .array(intervals, { maxLength: 12 })
      .map((list): OpeningHours => ({ mode: 'weekly', intervals: list })),
    weight: 8,
  },
)

export const anyZone = fc.constantFrom(
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
)

/** A year that is rich in clock changes, and the hours around each of them. */
export const anyInstant = fc.oneof(
  fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }),
  fc
    .tuple(
      fc.constantFrom(
        '2026-03-29T01:00Z',
        '2026-10-25T01:00Z',
        '2026-03-08T07:00Z',
        '2026-11-01T06:00Z',
        '2026-04-04T15:00Z',
        '2026-10-03T15:30Z',
      ),
      fc.integer({ min: -26 * 60, max: 26 * 60 }),
    )
    .map(([change, minutes]) => Date.parse(change) + minutes * 60_000),
)
