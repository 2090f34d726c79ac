/** Half days, overlaps, New Year and both clock changes in three zones (M9). */
import { describe, expect, it } from 'vitest'
import { defaultHours, type OpeningHours } from './opening-hours.ts'
import type { DayInterval, ScheduleEvent } from './site-schedule.ts'
import { Timetable } from './timetable.ts'

const event = (
  name: string,
  from: string,
  to: string,
  change: Partial<ScheduleEvent> = {},
): ScheduleEvent => ({
  id: name,
  name,
  scope: 'site',
  when: { kind: from.includes('T') ? 'span' : 'days', from, to },
  ...change,
})
const table = (
  events: readonly ScheduleEvent[],
  hours: OpeningHours = defaultHours,
  zone = 'Europe/London',
) => new Timetable(hours, { events }, zone)
const at = (text: string) => Date.parse(text)
const morning: readonly DayInterval[] = [{ start: '08:30', end: '12:00' }]
const eve = event('Christmas Eve', '2026-12-24', '2026-12-24', { hours: morning })

describe('a half day', () => {
  it.each([
    ['2026-12-24T08:29Z', false, '“Christmas Eve” in the site schedule until 08:30.'],
    ['2026-12-24T08:30Z', true, 'Open by “Christmas Eve” in the site schedule until 12:00.'],
    ['2026-12-24T11:59:59.999Z', true, 'Open by “Christmas Eve” in the site schedule until 12:00.'],
    ['2026-12-24T12:00Z', false, '“Christmas Eve” in the site schedule until Fri 25 Dec 00:00.'],
    ['2026-12-23T17:00Z', true, 'Within business hours until 18:00.'],
  ])('%s', (text, open, words) => {
    const { open: isOpen, reasonInWords } = table([eve]).rulingAt(at(text))
    expect([isOpen, reasonInWords]).toEqual([open, words])
  })

  it('without opening times is closed throughout', () => {
    expect(table([{ ...eve, hours: [] }]).rulingAt(at('2026-12-24T10:00Z'))).toMatchObject({
      open: false,
      until: at('2026-12-25T00:00Z'),
    })
  })
  it('has its own route only while it is closed', () => {
    const route = { steps: [], end: 'closed' } as const
    const half = table([{ ...eve, route }])
    expect(half.rulingAt(at('2026-12-24T10:00Z')).route).toBeUndefined()
    expect(half.rulingAt(at('2026-12-24T13:00Z')).route).toBe(route)
  })
  it('opens on each day of a range, on a Sunday too', () => {
    const days = table([
      event('Between', '2026-12-26', '2026-12-28', { hours: [{ start: '10:00', end: '11:00' }] }),
    ])
    expect([26, 27, 28].map((day) => days.rulingAt(at(`2026-12-${day}T10:30Z`)).open)).toEqual([
      true,
      true,
      true,
    ])
    expect(days.rulingAt(at('2026-12-26T11:00Z')).until).toBe(at('2026-12-27T10:00Z'))
  })
  it('touching and overlapping opening times make one', () => {
    const hours = [
      { start: '09:00', end: '12:00' },
      { start: '12:00', end: '15:00' },
      { start: '14:00', end: '24:00' },
    ]
    expect(table([{ ...eve, hours }]).rulingAt(at('2026-12-24T09:00Z')).until).toBe(at('2026-12-25T00:00Z'))
  })
  it('on a public holiday wins: a date set by hand before one of many', () => {
    const holiday = event('Holiday', '2026-12-24', '2026-12-24', { recurring: true })
    for (const events of [
      [holiday, eve],
      [eve, holiday],
    ])
      expect(table(events).rulingAt(at('2026-12-24T10:00Z'))).toMatchObject({
        open: true,
        eventId: 'Christmas Eve',
      })
  })
  it('a holiday that is a half day itself closes at noon', () => {
    const holiday = event('Sylvester', '2026-12-31', '2026-12-31', { recurring: true, hours: morning })
    expect(table([holiday]).rulingAt(at('2026-12-31T10:00Z')).until).toBe(at('2026-12-31T12:00Z'))
  })
})

describe('ranges and midnight', () => {
  it('a range over New Year holds on both sides', () => {
    const range = table([event('Closed', '2026-12-24', '2027-01-03')])
    expect(range.rulingAt(at('2026-12-31T23:59Z'))).toMatchObject({
      rule: 'event',
      until: at('2027-01-04T00:00Z'),
    })
    expect(range.rulingAt(at('2027-01-01T00:00Z')).reasonInWords).toBe(
      '“Closed” in the site schedule until Mon 4 Jan 00:00.',
    )
  })
  it('a single day interrupts a range, which then goes on', () => {
    const two = table([event('Closed', '2026-12-24', '2027-01-03'), { ...eve, id: 'single' }])
    const strip = two.rulings(at('2026-12-24T00:00Z'), at('2026-12-25T10:00Z'))
    expect(
      strip.map(({ until, ruling }) => [new Date(until).toISOString().slice(5, 16), ruling.open]),
    ).toEqual([
      ['12-24T08:30', false],
      ['12-24T12:00', true],
      ['12-25T00:00', false],
      ['12-25T10:00', false],
    ])
  })
  it('a night shift is cut by the half day of its morrow and by nothing else', () => {
    const nights: OpeningHours = { mode: 'weekly', intervals: [{ day: 3, start: '22:00', end: '02:00' }] }
    const cut = table([eve], nights)
    expect(cut.rulingAt(at('2026-12-23T23:00Z')).until).toBe(at('2026-12-24T00:00Z'))
    expect(table([], nights).rulingAt(at('2026-12-23T23:00Z')).until).toBe(at('2026-12-24T02:00Z'))
  })
})

describe('clock changes on a half day of 00:30–01:30 and 02:15–03:30', () => {
  const hours = [
    { start: '00:30', end: '01:30' },
    { start: '02:15', end: '03:30' },
  ]
  it.each([
    // London: 01:00 → 02:00, the first interval ends at the gap.
    ['Europe/London', '2026-03-29', ['00:30Z', '01:00Z', '01:15Z', '02:30Z']],
    // London: 02:00 → 01:00, what lies in the repeated hour is open in both passes.
    ['Europe/London', '2026-10-25', ['23:30Z', '00:30Z', '01:00Z', '01:30Z', '02:15Z', '03:30Z']],
    // New York: 02:00 → 03:00.
    ['America/New_York', '2026-03-08', ['05:30Z', '06:30Z', '07:00Z', '07:30Z']],
    // New York: 02:00 → 01:00.
    ['America/New_York', '2026-11-01', ['04:30Z', '05:30Z', '06:00Z', '06:30Z', '07:15Z', '08:30Z']],
    // Lord Howe moves by half an hour: 02:00 → 02:30.
    ['Australia/Lord_Howe', '2026-10-04', ['14:00Z', '15:00Z', '15:30Z', '16:30Z']],
    // 02:00 → 01:30: nothing of the two intervals is repeated.
    ['Australia/Lord_Howe', '2026-04-05', ['13:30Z', '14:30Z', '15:45Z', '17:00Z']],
  ])('%s on %s', (zone, date, bounds) => {
    const noon = at(`${date}T00:00Z`)
    const strip = table([event('Half', date, date, { hours })], defaultHours, zone).rulings(
      noon - 26 * 3_600_000,
      noon + 26 * 3_600_000,
    )
    const open = strip.filter(({ ruling }) => ruling.rule === 'event' && ruling.open)
    const seen = open
      .flatMap(({ from, until }) => [from, until])
      .map((ms) => `${new Date(ms).toISOString().slice(11, 16)}Z`)
    expect(seen).toEqual(bounds)
  })
})
