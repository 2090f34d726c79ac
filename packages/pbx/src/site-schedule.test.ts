import { describe, expect, it } from 'vitest'
import { isRefusal, refuse } from './errors.ts'
import { dayMinutes, type ScheduleEvent, validateEvent, validateOverride } from './site-schedule.ts'

function event(from: string, to: string): ScheduleEvent {
  const kind = from.includes('T') ? 'span' : 'days'
  return { id: 'e', name: 'Fair', scope: 'site', when: { kind, from, to } }
}

describe('an event that cannot be saved', () => {
  it.each([
    ['30 February', event('2026-02-30', '2026-03-01'), 'event-date'],
    ['month 13', event('2026-12-01', '2026-13-01'), 'event-date'],
    ['no date', event('soon', '2026-12-01'), 'event-date'],
    ['hour 25', event('2026-12-01T10:00', '2026-12-01T25:00'), 'event-date'],
    ['a day where a time is wanted', event('2026-12-01T10:00', '2026-12-02'), 'event-date'],
    ['ends before it starts', event('2026-12-02', '2026-12-01'), 'event-order'],
    ['ends when it starts', event('2026-12-02T10:00', '2026-12-02T10:00'), 'event-order'],
  ])('%s', (_, faulty, code) => {
    expect(validateEvent(faulty).map((fault) => fault.code)).toEqual([code])
  })
})

describe('opening times of a half day that cannot be saved', () => {
  const day = event('2026-12-24', '2026-12-24')
  it.each([
    ['on part of a day', event('2026-12-24T10:00', '2026-12-24T12:00'), '08:30', '12:00', 'event-hours'],
    ['no time', day, '8:30', '12:00', 'hours-time'],
    ['past the end of the day', day, '08:30', '24:01', 'hours-time'],
    ['past midnight', day, '22:00', '02:00', 'event-interval'],
    ['empty', day, '08:30', '08:30', 'event-interval'],
  ])('%s', (_, faulty, start, end, code) => {
    expect(validateEvent({ ...faulty, hours: [{ start, end }] }).map((fault) => fault.code)).toEqual([code])
  })
  it('empty opening times are a day that is closed', () => {
    expect(validateEvent({ ...day, hours: [] })).toEqual([])
  })
  it('faulty ones are left out of the day', () => {
    expect(
      dayMinutes([
        { start: '22:00', end: '02:00' },
        { start: 'x', end: '12:00' },
      ]),
    ).toEqual([])
  })
})

it.each([
  ['one whole day', event('2028-02-29', '2028-02-29')],
  ['over New Year', event('2026-12-31T18:00', '2027-01-01T06:00')],
])('%s can', (_, good) => {
  expect(validateEvent(good)).toEqual([])
})

it.each([
  ['ends later', { since: 0, until: 20 }, undefined],
  ['ended already', { since: 0, until: 10 }, 'override-end'],
  ['ends before it begins', { since: 30, until: 20 }, 'override-end'],
])('an override that %s', (_, times, code) => {
  expect(validateOverride({ open: true, by: 'Olga', ...times }, 10)?.code).toBe(code)
})

it('a refusal is told from any other value', () => {
  expect(isRefusal(refuse('event-site'))).toBe(true)
  for (const other of [null, undefined, 'refusal', {}, { kind: 'main' }]) expect(isRefusal(other)).toBe(false)
  expect(refuse('zone-unknown').words).toBe('There is no time zone called .')
})
