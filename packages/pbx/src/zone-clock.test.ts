import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  instantInWords,
  instantOf,
  minuteOfWeek,
  offsetWindow,
  validateZone,
  zoneNamed,
} from './zone-clock.ts'

const zones = [
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
  'America/St_Johns',
  'Africa/Casablanca',
  'UTC',
]

/** Near the changes of clocks as often as anywhere else. */
const instants = fc.oneof(
  fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') }),
  fc
    .tuple(
      fc.constantFrom('2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-03-08T07:00Z', '2026-11-01T06:00Z'),
      fc.integer({ min: -4 * 3_600_000, max: 4 * 3_600_000 }),
    )
    .map(([change, off]) => Date.parse(change) + off),
)

describe('offset window', () => {
  it('gives the same local time as Temporal, to the minute of the week', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
        const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
        const { offset, from, until } = offsetWindow(zone, instant)
        expect(offset).toBe(local.offsetNanoseconds / 1e6)
        expect(minuteOfWeek(instant + offset)).toBe(
          (local.dayOfWeek - 1) * 1440 + local.hour * 60 + local.minute,
        )
        expect(instant >= from && instant < until).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('stays right after more windows than it keeps', () => {
    for (let year = 1930; year < 2030; year++) {
      const instant = Date.parse(`${year}-07-01T00:00Z`)
      const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO('America/New_York')
      expect(offsetWindow('America/New_York', instant).offset).toBe(local.offsetNanoseconds / 1e6)
    }
  })
})

describe('zone names', () => {
  it.each(['Europe/London', 'UTC', 'Asia/Kolkata'])('%s is known', (zone) => {
    expect(validateZone(zone)).toBeUndefined()
  })
  it.each([
    '',
    'Mars/Olympus',
    'London',
    '+01:00',
    '-05',
    '2026-01-01T00:00Z',
    '2026-01-01T00:00[Europe/Paris]',
  ])('"%s" is refused', (zone) => {
    expect(validateZone(zone)?.code).toBe('zone-unknown')
  })
  it.each([
    ['europe/london', 'Europe/London'],
    ['ASIA/KOLKATA', 'Asia/Kolkata'],
    ['utc', 'UTC'],
    ['etc/gmt+5', 'Etc/GMT+5'],
  ])('%s is %s', (zone, name) => {
    expect(zoneNamed(zone)).toBe(name)
  })
})

describe('an instant in words', () => {
  const seen = Date.parse('2026-12-30T10:00Z')
  it.each([
    ['the same day', '2026-12-30T18:05Z', '18:05'],
    ['another day', '2026-12-31T08:30Z', 'Thu 31 Dec 08:30'],
    ['another year', '2027-01-04T08:30Z', 'Mon 4 Jan 2027 08:30'],
  ])('%s', (_, instant, words) => {
    expect(instantInWords('Europe/London', Date.parse(instant), seen)).toBe(words)
  })
  it('counts days before 1970 too', () => {
    expect(minuteOfWeek(-60_000)).toBe(2 * 1440 + 1439)
  })
})

describe('the instant of a local time', () => {
  it.each([
    ['Europe/London', '2026-07-01T12:00', '2026-07-01T11:00:00Z'],
    ['Asia/Kathmandu', '2026-07-01T12:00', '2026-07-01T06:15:00Z'],
    ['Europe/London', '2026-03-29T01:30', '2026-03-29T01:30:00Z'],
    ['Europe/London', '2026-10-25T01:30', '2026-10-25T00:30:00Z'],
    ['Australia/Lord_Howe', '2026-10-04T02:10', '2026-10-03T15:40:00Z'],
  ])('%s %s', (zone, local, instant) => {
    expect(instantOf(zone, Date.parse(`${local}Z`))).toBe(Date.parse(instant))
  })
})
