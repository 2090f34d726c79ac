/** iCalendar files as people export them (RFC 5545): zones, repetitions, exceptions, faults. */
import { describe, expect, it } from 'vitest'
import { importCalendar } from './import-calendar.ts'
import { type CalendarReading, readCalendar } from './read-calendar.ts'

const now = Date.parse('2026-11-24T09:00Z')
const entry = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')
const calendar = (...parts: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR'].join('\r\n')

function read(text: string, change: object = {}): CalendarReading {
  const options = { zone: 'Europe/London', from: now, until: now + 800 * 86_400_000, limit: 500, ...change }
  const reading = readCalendar({ text, ...options })
  if (typeof reading === 'string') throw new Error(reading)
  return reading
}
const dates = (...parts: string[]) =>
  read(calendar(...parts)).events.map(({ name, when }) => `${name} ${when.from} – ${when.to}`)
const party = ['UID:party', 'SUMMARY:Party']

describe('an entry', () => {
  it.each([
    ['one day', ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261225'], '2026-12-24 – 2026-12-24'],
    ['several days', ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227'], '2026-12-24 – 2026-12-26'],
    ['a day without end', ['DTSTART;VALUE=DATE:20261224'], '2026-12-24 – 2026-12-24'],
    ['a duration in days', ['DTSTART;VALUE=DATE:20261224', 'DURATION:P2D'], '2026-12-24 – 2026-12-25'],
    ['UTC', ['DTSTART:20270701T090000Z', 'DTEND:20270701T100000Z'], '2027-07-01T10:00 – 2027-07-01T11:00'],
    [
      'another zone by its IANA name',
      ['DTSTART;TZID=America/New_York:20261201T090000', 'DTEND;TZID=America/New_York:20261201T100000'],
      '2026-12-01T14:00 – 2026-12-01T15:00',
    ],
    [
      'no zone: local',
      ['DTSTART:20261201T090000', 'DTEND:20261201T100000'],
      '2026-12-01T09:00 – 2026-12-01T10:00',
    ],
    [
      'an end in a zone of its own',
      ['DTSTART;TZID=Europe/London:20261201T090000', 'DTEND;TZID=Europe/Berlin:20261201T120000'],
      '2026-12-01T09:00 – 2026-12-01T11:00',
    ],
    ['a duration', ['DTSTART:20261201T090000', 'DURATION:PT90M'], '2026-12-01T09:00 – 2026-12-01T10:30'],
    [
      'already begun',
      ['DTSTART:20261124T080000', 'DTEND:20261124T100000'],
      '2026-11-24T08:00 – 2026-11-24T10:00',
    ],
  ])('%s', (_, lines, expected) => {
    expect(dates(entry(...party, ...lines))).toEqual([`Party ${expected}`])
  })

  it('in a zone of the file, as Outlook writes it', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:W. Europe Standard Time',
      'BEGIN:STANDARD',
      'DTSTART:16011028T030000',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:16010325T020000',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ].join('\r\n')
    const tz = 'TZID=W. Europe Standard Time'
    expect(
      dates(zone, entry(...party, `DTSTART;${tz}:20270701T090000`, `DTEND;${tz}:20270701T100000`)),
    ).toEqual(['Party 2027-07-01T08:00 – 2027-07-01T09:00'])
  })

  it('says when it is wherever the site is, unless it is by its clock', () => {
    const drill = (start: string, end: string) =>
      read(calendar(entry(...party, `DTSTART${start}`, `DTEND${end}`))).events[0]?.instants
    const from = Date.parse('2027-07-01T08:00Z')
    const instants = { from, to: from + 3_600_000 }
    expect(drill(':20270701T080000Z', ':20270701T090000Z')).toEqual(instants)
    expect(drill(';TZID=Europe/London:20270701T090000', ';TZID=Europe/Berlin:20270701T110000')).toEqual(
      instants,
    )
    expect(drill(':20270701T090000', ':20270701T100000')).toBeUndefined()
    expect(drill(';VALUE=DATE:20270701', ';VALUE=DATE:20270702')).toBeUndefined()
  })
  it('is skipped when it is over, too far ahead, or cancelled', () => {
    const reading = read(
      calendar(
        entry('UID:a', 'DTSTART;VALUE=DATE:20251224'),
        entry('UID:b', 'DTSTART;VALUE=DATE:20401224'),
        entry('UID:c', 'DTSTART;VALUE=DATE:20261224', 'STATUS:CANCELLED'),
      ),
    )
    expect(reading).toEqual({ events: [], errors: [], skipped: 3 })
  })
  it('has a name that people can read', () => {
    const long = entry('UID:a', 'DTSTART;VALUE=DATE:20261224', `SUMMARY:Line\\none ${'x'.repeat(200)}`)
    const [event] = read(calendar(long, entry('UID:b', 'DTSTART;VALUE=DATE:20261225'))).events
    expect(event?.name).toBe(`Line one ${'x'.repeat(111)}`)
    expect(read(calendar(entry('UID:b', 'DTSTART;VALUE=DATE:20261225'))).events[0]?.name).toBe('Untitled')
    const apart = `SUMMARY:${'Fête'.normalize('NFD')}`
    const feast = entry('UID:c', 'DTSTART;VALUE=DATE:20261225', apart)
    expect(read(calendar(feast)).events[0]?.name).toBe('Fête')
  })
})

describe('a repeating entry', () => {
  it('is expanded as far as the horizon, in its own zone', () => {
    const weekly = entry(
      ...party,
      'DTSTART;TZID=America/New_York:20270301T090000',
      'DTEND;TZID=America/New_York:20270301T100000',
      'RRULE:FREQ=WEEKLY;COUNT=5',
    )
    // New York changes its clock on 14 March, London on the 28th.
    expect(dates(weekly).map((line) => line.slice(6, 22))).toEqual([
      '2027-03-01T14:00',
      '2027-03-08T14:00',
      '2027-03-15T13:00',
      '2027-03-22T13:00',
      '2027-03-29T14:00',
    ])
    const yearly = read(calendar(entry(...party, 'DTSTART;VALUE=DATE:20001224', 'RRULE:FREQ=YEARLY')))
    expect(yearly.events.map(({ when, recurring }) => [when.from, recurring])).toEqual([
      ['2026-12-24', true],
      ['2027-12-24', true],
      ['2028-12-24', true],
    ])
  })
  it('leaves out, moves and cancels single dates', () => {
    const text = calendar(
      entry(
        ...party,
        'DTSTART;VALUE=DATE:20261201',
        'RRULE:FREQ=DAILY;COUNT=4',
        'EXDATE;VALUE=DATE:20261202',
      ),
      entry(
        'UID:party',
        'SUMMARY:Late party',
        'RECURRENCE-ID;VALUE=DATE:20261203',
        'DTSTART;VALUE=DATE:20261210',
      ),
      entry(
        'UID:party',
        'RECURRENCE-ID;VALUE=DATE:20261204',
        'DTSTART;VALUE=DATE:20261204',
        'STATUS:CANCELLED',
      ),
    )
    const { events } = read(text)
    expect(events.map(({ key, name, when }) => [key, name, when.from])).toEqual([
      ['party/2026-12-01', 'Party', '2026-12-01'],
      ['party/2026-12-03', 'Late party', '2026-12-10'],
    ])
  })
  it('one date of a series that is not in the file is read by itself', () => {
    const only = entry(...party, 'RECURRENCE-ID:20261208T090000Z', 'DTSTART;VALUE=DATE:20261208')
    const { events, skipped } = read(calendar(only))
    expect(events).toMatchObject([{ name: 'Party', when: { from: '2026-12-08' }, recurring: true }])
    expect(skipped).toBe(0)
    expect(read(calendar(only.replace('SUMMARY:', 'STATUS:CANCELLED\r\nSUMMARY:'))).skipped).toBe(1)
  })
  it('dates beside the first one are further dates (RFC 5545 §3.8.5.2)', () => {
    const days = entry(
      ...party,
      'DTSTART;VALUE=DATE:20261201',
      'RDATE;VALUE=DATE:20261208,20261215',
      'EXDATE;VALUE=DATE:20261208',
    )
    expect(dates(days).map((line) => line.slice(6, 16))).toEqual(['2026-12-01', '2026-12-15'])
    const all = entry(...party, 'DTSTART:20261201T090000Z', 'DURATION:PT1H', 'RDATE:20261201T090000Z')
    expect(dates(all)).toEqual(['Party 2026-12-01T09:00 – 2026-12-01T10:00'])
    const without = entry(
      ...party,
      'DTSTART;VALUE=DATE:20261201',
      'RDATE;VALUE=DATE:20261208',
      'EXDATE;VALUE=DATE:20261201',
    )
    expect(dates(without).map((line) => line.slice(6, 16))).toEqual(['2026-12-08'])
  })
  it('a date that is moved beyond the horizon ends no series', () => {
    const weekly = entry(...party, 'DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=WEEKLY;COUNT=3')
    const moved = entry(
      'UID:party',
      'SUMMARY:Some day',
      'RECURRENCE-ID;VALUE=DATE:20261208',
      'DTSTART;VALUE=DATE:20400101',
    )
    expect(dates(weekly, moved).map((line) => line.slice(6, 16))).toEqual(['2026-12-01', '2026-12-15'])
  })
  it('in UTC, the end of a series, its exceptions and what they replace are of its zone, described in the file or not', () => {
    const berlin = ['DTSTART;TZID=Europe/Berlin:20261201T090000', 'DTEND;TZID=Europe/Berlin:20261201T100000']
    const daily = entry(
      ...party,
      ...berlin,
      'RRULE:FREQ=DAILY;UNTIL=20261204T080000Z',
      'EXDATE:20261202T080000Z',
    )
    const late = entry(
      'UID:party',
      'SUMMARY:Late',
      'RECURRENCE-ID:20261203T080000Z',
      'DTSTART:20261203T180000Z',
      'DTEND:20261203T190000Z',
    )
    expect(dates(daily, late)).toEqual([
      'Party 2026-12-01T08:00 – 2026-12-01T09:00',
      'Late 2026-12-03T18:00 – 2026-12-03T19:00',
      'Party 2026-12-04T08:00 – 2026-12-04T09:00',
    ])
  })
})

describe('a date in a zone of its own, both described in the file', () => {
  const zone = (tzid: string, standard: string, daylight: string) =>
    [
      ...['BEGIN:VTIMEZONE', `TZID:${tzid}`],
      ...['BEGIN:STANDARD', 'DTSTART:19701025T020000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'],
      ...[`TZOFFSETFROM:${daylight}`, `TZOFFSETTO:${standard}`, 'END:STANDARD'],
      ...['BEGIN:DAYLIGHT', 'DTSTART:19700329T010000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3'],
      ...[`TZOFFSETFROM:${standard}`, `TZOFFSETTO:${daylight}`, 'END:DAYLIGHT', 'END:VTIMEZONE'],
    ].join('\r\n')

  it.each([
    ['IANA names', 'Europe/London', 'America/New_York'],
    ['names of Windows', 'GMT Standard Time', 'Eastern Standard Time'],
    ['a name of its own', 'Customized Time Zone', 'Customized Time Zone 1'],
  ])('%s: an end and a moved date are when they are', (_, home, away) => {
    const zones = [zone(home, '+0000', '+0100'), zone(away, '-0500', '-0400')]
    const flight = entry(
      ...['UID:flight', 'SUMMARY:Flight', `DTSTART;TZID=${home}:20261201T090000`],
      `DTEND;TZID=${away}:20261201T120000`,
    )
    const daily = entry(
      ...[...party, `DTSTART;TZID=${home}:20261205T090000`, `DTEND;TZID=${home}:20261205T100000`],
      ...['RRULE:FREQ=DAILY;COUNT=3', `EXDATE;TZID=${away}:20261207T040000`],
    )
    const moved = entry(
      ...['UID:party', 'SUMMARY:Moved', `RECURRENCE-ID;TZID=${away}:20261206T040000`],
      ...[`DTSTART;TZID=${away}:20261206T060000`, `DTEND;TZID=${away}:20261206T070000`],
    )
    expect(dates(...zones, flight, daily, moved)).toEqual([
      'Flight 2026-12-01T09:00 – 2026-12-01T17:00',
      'Party 2026-12-05T09:00 – 2026-12-05T10:00',
      'Moved 2026-12-06T11:00 – 2026-12-06T12:00',
    ])
  })
})

describe('as programs write it beside the standard', () => {
  const timed = ['DTSTART;TZID=Europe/London:20261201T090000', 'DTEND;TZID=Europe/London:20261201T100000']
  const days = (zone: string, ...lines: string[]) =>
    read(calendar(entry(...party, ...lines)), { zone }).events.map(({ when }) => when.from)

  it('a day as the end of a series of times counts itself', () => {
    expect(days('Europe/London', ...timed, 'RRULE:FREQ=DAILY;UNTIL=20261202')).toEqual([
      '2026-12-01T09:00',
      '2026-12-02T09:00',
    ])
  })
  it.each([
    ['America/New_York', '20261203T045959Z'],
    ['Europe/Berlin', '20261201T230000Z'],
    ['America/New_York', '20261202T000000Z'],
  ])('a time in UTC as the end of a series of days is of the day in %s', (zone, until) => {
    const rule = `RRULE:FREQ=DAILY;UNTIL=${until}`
    expect(days(zone, 'DTSTART;VALUE=DATE:20261201', rule)).toEqual(['2026-12-01', '2026-12-02'])
  })
  it('times that leave out or move a day, and days that move a time', () => {
    const daily = ['DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY;COUNT=4', 'EXDATE:20261201T230000Z']
    const late = [
      'UID:party',
      'RECURRENCE-ID;TZID=Europe/Berlin:20261203T000000',
      'DTSTART;VALUE=DATE:20261210',
    ]
    const { events } = read(calendar(entry(...party, ...daily), entry(...late)), { zone: 'Europe/Berlin' })
    expect(events.map(({ when }) => when.from)).toEqual(['2026-12-01', '2026-12-10', '2026-12-04'])
    const moved = ['UID:party', 'SUMMARY:Moved', 'RECURRENCE-ID;VALUE=DATE:20261202']
    const series = entry(...party, ...timed, 'RRULE:FREQ=DAILY;COUNT=2')
    expect(dates(series, entry(...moved, 'DTSTART:20261202T110000Z', 'DTEND:20261202T120000Z'))).toEqual([
      'Party 2026-12-01T09:00 – 2026-12-01T10:00',
      'Moved 2026-12-02T11:00 – 2026-12-02T12:00',
    ])
  })
  it('a moved date that the series leaves out, or has not, is a date by itself', () => {
    const daily = entry(
      ...[...party, 'DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY;COUNT=2'],
      'EXDATE;VALUE=DATE:20261202',
    )
    const moved = (day: string, to: string) =>
      entry('UID:party', 'SUMMARY:Moved', `RECURRENCE-ID;VALUE=DATE:${day}`, `DTSTART;VALUE=DATE:${to}`)
    expect(dates(daily, moved('20261202', '20261209'), moved('20261216', '20261217'))).toEqual([
      'Party 2026-12-01 – 2026-12-01',
      'Moved 2026-12-09 – 2026-12-09',
      'Moved 2026-12-17 – 2026-12-17',
    ])
    const once = entry(...party, 'DTSTART;VALUE=DATE:20261201')
    expect(dates(once, moved('20261201', '20261211'))).toEqual(['Moved 2026-12-11 – 2026-12-11'])
  })
  it('a calendar for each entry, one after the other', () => {
    const first = calendar(entry(...party, 'DTSTART;VALUE=DATE:20261201'))
    const second = calendar(entry('UID:q', 'SUMMARY:Drill', 'DTSTART;VALUE=DATE:20261202'))
    const { events } = read(`${first}\r\n${second}\r\n`)
    expect(events.map(({ name }) => name)).toEqual(['Party', 'Drill'])
  })
  it('further dates with a length of their own', () => {
    const all = entry(
      ...[...party, ...timed],
      'RDATE;VALUE=PERIOD:20261205T120000Z/PT2H,20261206T120000Z/20261206T133000Z',
      'RDATE;VALUE=PERIOD;TZID=America/New_York:20261207T120000/PT30M',
    )
    expect(dates(all).toSorted()).toEqual([
      'Party 2026-12-01T09:00 – 2026-12-01T10:00',
      'Party 2026-12-05T12:00 – 2026-12-05T14:00',
      'Party 2026-12-06T12:00 – 2026-12-06T13:30',
      'Party 2026-12-07T17:00 – 2026-12-07T17:30',
    ])
  })
  it('a leap day each year is in leap years only (RFC 5545 §3.3.10)', () => {
    expect(days('UTC', 'DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY')).toEqual(['2028-02-29'])
  })
  it('identifiers of any length tell dates apart', () => {
    const long = entry(`UID:${'x'.repeat(600)}`, 'DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY;COUNT=3')
    const keys = read(calendar(long)).events.map(({ key }) => key)
    expect([new Set(keys).size, Math.max(...keys.map((key) => key.length)) <= 500]).toEqual([3, true])
  })
})

describe('what cannot be read', () => {
  it.each([
    ['no UID', ['DTSTART;VALUE=DATE:20261224'], 'it has no UID'],
    ['no start', ['UID:a'], 'it has no DTSTART'],
    ['no length', ['UID:a', 'DTSTART:20261201T090000', 'DTEND:20261201T090000'], 'it ends when it starts'],
    [
      'an unknown zone',
      ['UID:a', 'DTSTART;TZID=Mars/Base:20261201T090000', 'DTEND;TZID=Mars/Base:20261201T100000'],
      'its time zone Mars/Base is not known',
    ],
    [
      'a month that does not exist',
      ['UID:a', 'DTSTART;VALUE=DATE:20261399'],
      'its DTSTART is a date that does not exist: 2026-13-99',
    ],
    [
      'a day that does not exist',
      ['UID:a', 'DTSTART:20270228T090000', 'DTEND:20270229T100000'],
      'its DTEND is a date that does not exist: 2027-02-29T10:00:00',
    ],
    [
      'what the library refuses in its own words',
      ['UID:a', 'DTSTART:20261201T090000', 'DURATION:P'],
      expect.stringMatching(/^it cannot be read: .*RFC 5545/),
    ],
  ])('%s is named, and the rest is read', (_, lines, message) => {
    const { events, errors } = read(
      calendar(entry('SUMMARY:Broken', ...lines), entry(...party, 'DTSTART;VALUE=DATE:20261224')),
    )
    expect(errors).toEqual([{ entry: 'Broken', message }])
    expect(events).toHaveLength(1)
  })
  it.each([
    ['a rule of no kind', 'RRULE:FREQ=FORTNIGHTLY', /RFC 5545/],
    ['a line of no property', 'Bring a cake', /RFC 5545/],
    ['weeks of the year', 'RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO', /BYWEEKNO/],
  ])('%s keeps no other entry from being read', (_, line, message) => {
    const broken = entry('UID:a', 'SUMMARY;LANGUAGE=en:Broken', 'DTSTART;VALUE=DATE:20261201', line)
    const { events, errors } = read(calendar(broken, entry(...party, 'DTSTART;VALUE=DATE:20261224')))
    expect(errors).toEqual([{ entry: 'Broken', message: expect.stringMatching(message) }])
    expect(events.map(({ name }) => name)).toEqual(['Party'])
  })
  it.each([
    ['a day that does not exist', ['DTSTART;VALUE=DATE:20261399'], /2026-13-99/],
    ['no start', [], /no DTSTART/],
    ['an unknown zone', ['DTSTART;TZID=Mars/Base:20261202T110000', 'DURATION:PT1H'], /Mars/],
    ['no length', ['DTSTART:20261202T110000Z', 'DTEND:20261202T110000Z'], /ends when it starts/],
  ])('one date of a series with %s: the others are read', (_, lines, message) => {
    const daily = entry(...party, 'DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY;COUNT=3')
    const bad = entry('UID:party', 'SUMMARY:Bad', 'RECURRENCE-ID;VALUE=DATE:20261202', ...lines)
    const { events, errors } = read(calendar(daily, bad))
    expect(errors).toEqual([{ entry: 'Bad', message: expect.stringMatching(message) }])
    expect(events.map(({ when }) => when.from)).toEqual(expect.arrayContaining(['2026-12-01', '2026-12-03']))
  })
  it('a second entry of the same identifier, unless it is an older version of the first', () => {
    const drill = (...lines: string[]) =>
      entry(...['UID:party', 'SUMMARY:Drill', 'DTSTART;VALUE=DATE:20261210', ...lines])
    const first = entry(...party, 'DTSTART;VALUE=DATE:20261201', 'SEQUENCE:2')
    const names = (...parts: string[]) => {
      const { events, errors } = read(calendar(...parts))
      return [events.map(({ name }) => name), errors]
    }
    const message = 'another entry of the file has its UID, and counts instead'
    expect(names(first, drill('SEQUENCE:2'))).toEqual([['Party'], [{ entry: 'Drill', message }]])
    expect(names(drill(), first)).toEqual([['Party'], []])
  })
  it('more dates than the limit in several entries is said once', () => {
    const daily = (uid: string) =>
      entry(`UID:${uid}`, 'DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY;COUNT=9')
    const { events, errors } = read(calendar(daily('a'), daily('b'), daily('c')), { limit: 4 })
    expect([events.length, errors.length]).toEqual([4, 1])
  })
  it('more dates than the limit', () => {
    const daily = calendar(entry(...party, 'DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY'))
    const { events, errors } = read(daily, { limit: 10 })
    expect([events.length, errors[0]?.message]).toEqual([
      10,
      'the calendar has more than 10 dates; the rest was left out',
    ])
  })
  it('a byte-order mark before it does not keep it from being read', () => {
    expect(dates(entry(...party, 'DTSTART;VALUE=DATE:20261224'))).toHaveLength(1)
    const { events } = read(`\uFEFF${calendar(entry(...party, 'DTSTART;VALUE=DATE:20261224'))}`)
    expect(events).toHaveLength(1)
  })
  it.each([
    ['no calendar', 'hello'],
    ['nothing', ''],
    ['half a calendar', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT'],
    ['another component', 'BEGIN:VCARD\r\nEND:VCARD'],
  ])('%s is refused whole', (_, text) => {
    expect(readCalendar({ text, zone: 'UTC', from: 0, until: now, limit: 1 })).toMatch(
      /^The text is no iCalendar: it begins with BEGIN:VCALENDAR .* Export/,
    )
  })
})

describe('on its own thread', () => {
  it('the same is read', async () => {
    const text = calendar(entry(...party, 'DTSTART;VALUE=DATE:20261224'))
    expect(await importCalendar(text, 'Europe/London', now, 50_000)).toMatchObject({
      events: [{ name: 'Party' }],
    })
  }, 60_000)
  it('a rule that is never met is given up', async () => {
    const never = calendar(
      entry(...party, 'DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31'),
    )
    expect(await importCalendar(never, 'Europe/London', now, 2_000)).toMatch(/takes too long/)
  }, 20_000)
})
