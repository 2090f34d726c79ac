import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { anyHours, anyInstant, anyZone } from '../testing/any-hours.ts'
import {
  defaultHours,
  isOpen,
  nextChange,
  type OpeningHours,
  validateHours,
  type Weekday,
} from './opening-hours.ts'

const london = 'Europe/London'

function weekly(...intervals: (readonly [number, string, string])[]): OpeningHours {
  return {
    mode: 'weekly',
    intervals: intervals.map(([day, start, end]) => ({ day: day as Weekday, start, end })),
  }
}

/** M8 in the slowest and plainest way: look at the local clock today and at yesterday's intervals. */
function isOpenPlainly(hours: OpeningHours, zone: string, instant: number): boolean {
  if (hours.mode !== 'weekly') return hours.mode === 'always-open'
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  const time = local.toPlainTime().toString().slice(0, 5)
  const yesterday = local.dayOfWeek === 1 ? 7 : local.dayOfWeek - 1
  return hours.intervals.some(({ day, start, end }) => {
    const overnight = end <= start
    if (day === local.dayOfWeek && time >= start && (overnight || time < end)) return true
    return overnight && day === yesterday && time < end
  })
}

describe('is it open', () => {
  it.each([
    ['a second before opening', defaultHours, '2026-12-02T08:29:59Z', false],
    ['at the opening minute', defaultHours, '2026-12-02T08:30:00Z', true],
    ['a second before closing', defaultHours, '2026-12-02T17:59:59Z', true],
    ['at the closing minute (half-open)', defaultHours, '2026-12-02T18:00:00Z', false],
    ['Saturday', defaultHours, '2026-12-05T12:00:00Z', false],
    ['summer time: 08:30 is 07:30 UTC', defaultHours, '2026-07-01T07:30:00Z', true],
    ['Friday night runs into a closed Saturday', weekly([5, '22:00', '02:00']), '2026-12-05T01:59:00Z', true],
    ['and ends there', weekly([5, '22:00', '02:00']), '2026-12-05T02:00:00Z', false],
    ['Thursday night is not Friday night', weekly([5, '22:00', '02:00']), '2026-12-04T01:00:00Z', false],
    ['Sunday night runs into Monday', weekly([7, '22:00', '06:00']), '2026-12-07T05:59:00Z', true],
    ['until 24:00, the last minute', weekly([3, '12:00', '24:00']), '2026-12-02T23:59:59Z', true],
    ['until 24:00, midnight', weekly([3, '12:00', '24:00']), '2026-12-03T00:00:00Z', false],
    [
      'adjacent intervals leave no hole',
      weekly([3, '09:00', '12:00'], [3, '12:00', '17:00']),
      '2026-12-02T12:00:00Z',
      true,
    ],
    [
      'inside one of two intervals',
      weekly([3, '09:00', '12:00'], [3, '14:00', '17:00']),
      '2026-12-02T13:00:00Z',
      false,
    ],
    ['always open', { mode: 'always-open' }, '2026-12-25T03:00:00Z', true],
    ['always closed', { mode: 'always-closed' }, '2026-12-02T12:00:00Z', false],
    ['repeated hour, first pass', weekly([7, '01:00', '02:00']), '2026-10-25T00:30:00Z', true],
    ['repeated hour, second pass', weekly([7, '01:00', '02:00']), '2026-10-25T01:30:00Z', true],
    ['after the repeated hour', weekly([7, '01:00', '02:00']), '2026-10-25T02:00:00Z', false],
    [
      'an interval inside the missing hour never happens',
      weekly([7, '01:10', '01:50']),
      '2026-03-29T01:20:00Z',
      false,
    ],
  ] as const)('%s', (_, hours, instant, open) => {
    expect(isOpen(hours, london, Date.parse(instant))).toBe(open)
  })

  it('agrees with a plain reading by Temporal for any hours, zone and instant', () => {
    fc.assert(
      fc.property(anyHours, anyZone, anyInstant, (hours, zone, instant) => {
        expect(isOpen(hours, zone, instant)).toBe(isOpenPlainly(hours, zone, instant))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('next change', () => {
  it.each([
    ['closing time', defaultHours, '2026-12-02T10:00Z', '2026-12-02T18:00Z'],
    ['opening after the weekend', defaultHours, '2026-12-04T18:00Z', '2026-12-07T08:30Z'],
    ['none when always open', { mode: 'always-open' }, '2026-12-02T10:00Z', undefined],
    [
      'none when every interval meets the next',
      weekly(
        [1, '00:00', '24:00'],
        [2, '00:00', '24:00'],
        [3, '00:00', '24:00'],
        [4, '00:00', '24:00'],
        [5, '00:00', '24:00'],
        [6, '00:00', '24:00'],
        [7, '00:00', '24:00'],
      ),
      '2026-12-02T10:00Z',
      undefined,
    ],
    [
      'the end of the first pass of an interval in the repeated hour',
      weekly([7, '01:00', '01:30']),
      '2026-10-25T00:00Z',
      '2026-10-25T00:30Z',
    ],
    [
      'its second pass begins when the clock goes back',
      weekly([7, '01:00', '01:30']),
      '2026-10-25T00:30Z',
      '2026-10-25T01:00Z',
    ],
    [
      'opening in the missing hour happens when the clock goes on',
      weekly([7, '01:30', '05:00']),
      '2026-03-29T00:00Z',
      '2026-03-29T01:00Z',
    ],
  ] as const)('%s', (_, hours, from, change) => {
    const expected = change === undefined ? undefined : Date.parse(change)
    expect(nextChange(hours, london, Date.parse(from))).toBe(expected)
  })

  it('is the first minute at which a plain reading changes', () => {
    fc.assert(
      fc.property(anyHours, anyZone, anyInstant, (hours, zone, instant) => {
        const change = nextChange(hours, zone, instant)
        const before = isOpen(hours, zone, instant)
        const minute = 60_000
        const limit = Math.min(change ?? Number.POSITIVE_INFINITY, instant + 2 * 86_400_000)
        for (let at = instant; at < limit; at += 7 * minute) expect(isOpen(hours, zone, at)).toBe(before)
        if (change === undefined) return
        expect(change).toBeGreaterThan(instant)
        expect(isOpenPlainly(hours, zone, change - 1)).toBe(before)
        expect(isOpenPlainly(hours, zone, change)).toBe(!before)
      }),
      { numRuns: 300 },
    )
  })
})

describe('hours that cannot be saved', () => {
  it.each([
    ['a day that does not exist', weekly([8, '09:00', '10:00']), 'hours-day'],
    ['an empty interval', weekly([1, '09:00', '09:00']), 'hours-empty'],
    ['a start at 24:00', weekly([1, '24:00', '02:00']), 'hours-time'],
    ['an hour past 24:00', weekly([1, '09:00', '24:01']), 'hours-time'],
    ['minutes past 59', weekly([1, '09:60', '11:00']), 'hours-time'],
    ['no time at all', weekly([1, '9 am', '11:00']), 'hours-time'],
  ])('%s', (_, hours, code) => {
    expect(validateHours(hours).map((fault) => fault.code)).toEqual([code])
  })
  it('an interval that cannot be saved is never open', () => {
    expect(isOpen(weekly([3, '09:00', 'late']), london, Date.parse('2026-12-02T10:00Z'))).toBe(false)
  })
  it.each([[defaultHours], [{ mode: 'always-open' }], [weekly([7, '22:00', '02:00'])]] as const)(
    '%j can',
    (hours) => {
      expect(validateHours(hours)).toEqual([])
    },
  )
})
