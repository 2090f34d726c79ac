import { describe, expect, it } from 'vitest'
import { dateInWords, durationInWords, whenInWords } from './time.ts'

const zone = 'Europe/London'
const now = Date.parse('2026-11-24T10:42:00Z')

describe('a time as the console writes it', () => {
  it.each([
    ['of today', '2026-11-24T08:30:00Z', '08:30'],
    ['within six days', '2026-11-20T18:42:00Z', 'Fri 18:42'],
    ['before that', '2026-11-03T18:42:00Z', '3 Nov 18:42'],
    ['of another year', '2027-03-28T01:30:00Z', '28 Mar 2027 02:30'],
  ])('%s', (_, at, words) => {
    expect(whenInWords(at, now, zone, 'en')).toBe(words)
  })
})

it.each([
  ['2026-03-02T09:00:00Z', 'en', 'Mon 2 Mar'],
  ['2025-11-24T09:00:00Z', 'en', 'Mon 24 Nov 2025'],
  ['2025-11-24T09:00:00Z', 'de', 'Mo., 24. Nov. 2025'],
  ['2027-01-01T00:30:00Z', 'en', 'Fri 1 Jan 2027'],
])('a date, which says its year when it is another: %s in %s', (at, locale, words) => {
  expect(dateInWords(at, now, zone, locale)).toBe(words)
})

describe('a duration', () => {
  it.each([
    [0, '0 s'],
    [59.6, '1 min'],
    [252, '4 min 12 s'],
    [3_780, '1 h 3 min'],
    [47 * 3_600, '47 h 0 min'],
    [2_843 * 3_600, '118 d 11 h'],
  ])('%d s is %s', (seconds, words) => {
    expect(durationInWords(seconds).replaceAll('\u00a0', ' ')).toBe(words)
  })
})
