import { describe, expect, it } from 'vitest'
import { defaultHours } from './opening-hours.ts'
import type { EventScope, ScheduleEvent, SiteSchedule } from './site-schedule.ts'
import { Timetable } from './timetable.ts'

const noon = Date.parse('2026-12-02T12:00Z')
const hour = 3_600_000
const day = 24 * hour

function event(id: string, scope: EventScope, from: string, to: string): ScheduleEvent {
  const when = from.includes('T')
    ? ({ kind: 'span', from, to } as const)
    : ({ kind: 'days', from, to } as const)
  return { id, name: id, scope, when }
}

function ruling(schedule: SiteSchedule, at = noon) {
  return new Timetable(defaultHours, schedule, 'Europe/London').rulingAt(at)
}

const emergency = { since: noon - hour, by: 'Olga', reason: 'flood' }
const override = { open: true, since: noon - hour, until: noon + hour, by: 'Olga', reason: 'open day' }
const party = event('party', 'site', '2026-12-02', '2026-12-02')

describe('which rule wins (M9)', () => {
  it.each([
    ['weekly hours alone', {}, 'weekly', true, 'Within business hours until 18:00.'],
    [
      'an event over hours',
      { events: [party] },
      'event',
      false,
      '“party” in the site schedule until Thu 3 Dec 00:00.',
    ],
    [
      'an override over an event',
      { events: [party], override },
      'override',
      true,
      'Set to open by Olga until 13:00 (open day).',
    ],
    ['a closure over an override', { override, emergency }, 'emergency', false, 'Emergency closure (flood).'],
    [
      'a closed override without a reason',
      { override: { open: false, since: 0, until: noon + hour, by: 'Olga' } },
      'override',
      false,
      'Set to closed by Olga until 13:00.',
    ],
  ] as const)('%s', (_, schedule, rule, open, words) => {
    const { rule: won, open: isOpenNow, reasonInWords } = ruling({ events: [], ...schedule })
    expect([won, isOpenNow, reasonInWords]).toEqual([rule, open, words])
  })

  it.each([
    [
      'number over organization',
      event('a', 'organization', '2026-12-02', '2026-12-02'),
      event('b', 'number', '2026-12-01', '2026-12-20'),
    ],
    [
      'organization over site',
      event('a', 'site', '2026-12-02', '2026-12-02'),
      event('b', 'organization', '2026-12-01', '2026-12-20'),
    ],
    [
      'one site over several',
      event('a', 'sites', '2026-12-02', '2026-12-02'),
      event('b', 'site', '2026-12-01', '2026-12-20'),
    ],
    [
      'a single day over a range, however short',
      event('a', 'site', '2026-12-02', '2026-12-03'),
      event('b', 'site', '2026-12-01T23:00', '2026-12-02T23:00'),
    ],
    [
      'a range over one of many dates',
      { ...event('a', 'site', '2026-12-02', '2026-12-02'), recurring: true },
      event('b', 'site', '2026-12-01', '2026-12-20'),
    ],
    [
      'a narrower scope over any kind of date',
      event('a', 'site', '2026-12-02', '2026-12-02'),
      { ...event('b', 'number', '2026-12-02', '2026-12-02'), recurring: true },
    ],
    [
      'the shorter of two',
      event('a', 'site', '2026-12-01', '2026-12-20'),
      event('b', 'site', '2026-12-02T11:00', '2026-12-02T13:00'),
    ],
    [
      'the later start of two equally long',
      event('a', 'site', '2026-12-01', '2026-12-02'),
      event('b', 'site', '2026-12-02', '2026-12-03'),
    ],
    [
      'the lower id of two alike',
      event('c', 'site', '2026-12-02', '2026-12-02'),
      event('b', 'site', '2026-12-02', '2026-12-02'),
    ],
  ])('%s', (_, loser, winner) => {
    expect(ruling({ events: [loser, winner] }).eventId).toBe('b')
    expect(ruling({ events: [winner, loser] }).eventId).toBe('b')
  })

  it('an override not begun and one that has ended count for nothing', () => {
    expect(ruling({ events: [], override: { ...override, since: noon + 1 } }).until).toBe(noon + 1)
    expect(ruling({ events: [], override: { ...override, until: noon } }).rule).toBe('weekly')
  })
  it('the override of the number itself is over before that of its site --> the site’s holds again (M9)', () => {
    const siteOverride = {
      open: false,
      since: noon - hour,
      until: noon + 2 * hour,
      by: 'Hugo',
      reason: 'power cut',
    }
    const table = new Timetable(defaultHours, { events: [], override, siteOverride }, 'Europe/London')
    const strip = table.rulings(noon, noon + 3 * hour)
    expect(strip.map(({ until, ruling: { open, reasonInWords } }) => [until, open, reasonInWords])).toEqual([
      [noon + hour, true, 'Set to open by Olga until 13:00 (open day).'],
      [noon + 2 * hour, false, 'Set to closed by Hugo until 14:00 (power cut).'],
      [noon + 3 * hour, true, 'Within business hours until 18:00.'],
    ])
  })
  it('both say the same --> each is named for its own time', () => {
    const siteOverride = { ...override, until: noon + 2 * hour, by: 'Hugo' }
    const table = new Timetable(defaultHours, { events: [], override, siteOverride }, 'Europe/London')
    expect(table.rulings(noon, noon + 2 * hour).map(({ ruling }) => ruling.reasonInWords)).toEqual([
      'Set to open by Olga until 13:00 (open day).',
      'Set to open by Hugo until 14:00 (open day).',
    ])
  })
  it('a closure that is still ahead ends the present ruling', () => {
    const { rule, until } = ruling({ events: [], emergency: { ...emergency, since: noon + hour } })
    expect([rule, until]).toEqual(['weekly', noon + hour])
  })
  it('a Saturday holiday cuts Friday night at midnight', () => {
    const nights = { mode: 'weekly', intervals: [{ day: 5, start: '22:00', end: '02:00' }] } as const
    const table = new Timetable(
      nights,
      { events: [event('holiday', 'site', '2026-12-05', '2026-12-05')] },
      'Europe/London',
    )
    expect(table.rulingAt(Date.parse('2026-12-04T23:59Z')).open).toBe(true)
    expect(table.rulingAt(Date.parse('2026-12-05T00:00Z')).rule).toBe('event')
  })
  it('an event with a faulty date never wins', () => {
    expect(ruling({ events: [event('x', 'number', '2026-02-30', '2026-13-99')] }).rule).toBe('weekly')
  })
  it('always open and always closed say so', () => {
    const words = (mode: 'always-open' | 'always-closed') =>
      new Timetable({ mode }, { events: [] }, 'UTC').rulingAt(noon).reasonInWords
    expect(words('always-open')).toBe('Always open by its hours.')
    expect(words('always-closed')).toBe('Always closed by its hours.')
  })
  it('carries the own route of an event and of a closure', () => {
    const route = { steps: [], end: 'closed' } as const
    expect(ruling({ events: [{ ...party, route }] }).route).toBe(route)
    expect(ruling({ events: [], emergency: { since: 0, by: 'Olga', route } }).route).toBe(route)
  })
})

describe('the strip', () => {
  it('covers its days without a gap and ends on time', () => {
    const strip = new Timetable(defaultHours, { events: [party] }, 'Europe/London').rulings(
      noon,
      noon + 7 * day,
    )
    expect(strip[0]?.from).toBe(noon)
    expect(strip[strip.length - 1]?.until).toBe(noon + 7 * day)
    for (let i = 1; i < strip.length; i++) expect(strip[i]?.from).toBe(strip[i - 1]?.until)
    expect(new Timetable({ mode: 'always-open' }, { events: [] }, 'UTC').rulings(0, day)).toHaveLength(1)
  })
})
