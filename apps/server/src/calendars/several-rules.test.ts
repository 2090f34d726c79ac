/** Entries with several rules, as RFC 2445 had them and programs still write them: RFC 5545 advises against a second RRULE and has no EXRULE any more. */
import { expect, it } from 'vitest'
import { readCalendar } from './read-calendar.ts'

const now = Date.parse('2026-11-24T09:00Z')
const entry = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:a', ...lines, 'END:VEVENT']
function read(...lines: string[]) {
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n')
  const until = now + 800 * 86_400_000
  const reading = readCalendar({ text, zone: 'Europe/London', from: now, until, limit: 500 })
  if (typeof reading === 'string') throw new Error(reading)
  return { from: reading.events.map(({ when }) => when.from).toSorted(), errors: reading.errors }
}
const daily = ['DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY;COUNT=6']

it.each([
  ['days of the week', 'EXRULE:FREQ=WEEKLY;BYDAY=TH,FR', ['01', '02', '05', '06']],
  ['the first date, too', 'EXRULE:FREQ=DAILY;INTERVAL=2', ['02', '04', '06']],
  ['until it ends, at a time in UTC', 'EXRULE:FREQ=DAILY;UNTIL=20261203T120000Z', ['04', '05', '06']],
  ['several', 'EXRULE:FREQ=DAILY;COUNT=2\r\nEXRULE:FREQ=WEEKLY;BYDAY=SU', ['03', '04', '05']],
])('what an EXRULE leaves out is none of the dates: %s', (_, rule, days) => {
  expect(read(...entry(...daily, rule))).toEqual({ from: days.map((day) => `2026-12-${day}`), errors: [] })
})

it('an EXRULE leaves out times by the clock of the series, and further dates as well', () => {
  const times = ['DTSTART;TZID=Europe/Berlin:20261201T090000', 'DURATION:PT1H', 'RDATE:20261203T080000Z']
  expect(read(...entry(...times, 'EXRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20261203T080000Z'))).toEqual({
    from: [],
    errors: [],
  })
})

it('what was moved from a date that an EXRULE leaves out is a date by itself', () => {
  const moved = entry('RECURRENCE-ID;VALUE=DATE:20261203', 'DTSTART;VALUE=DATE:20261224')
  expect(read(...entry(...daily, 'EXRULE:FREQ=WEEKLY;BYDAY=TH'), ...moved).from).toContain('2026-12-24')
})

it('a second RRULE adds its dates, each once, to its own end', () => {
  const rules = ['RRULE:FREQ=WEEKLY;COUNT=2', 'RRULE:FREQ=DAILY;UNTIL=20261202T120000Z']
  expect(read(...entry('DTSTART;VALUE=DATE:20261201', ...rules))).toEqual({
    from: ['2026-12-01', '2026-12-02', '2026-12-08'],
    errors: [],
  })
})

it.each(['RRULE', 'EXRULE'])('weeks of the year in a second rule (%s) are told', (name) => {
  const { from, errors } = read(...entry(...daily, `${name}:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO`))
  expect([from, errors]).toEqual([[], [{ entry: 'Untitled', message: expect.stringMatching('BYWEEKNO') }]])
})
