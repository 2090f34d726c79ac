import { describe, expect, it } from 'vitest'
import { sayWhen } from './dates.ts'
import { sayNumber, sayYear } from './numbers.ts'
import { type SpokenLanguage, spokenLanguage, type Utterance } from './utterance.ts'

const said = (what: readonly Utterance[]) =>
  what.map((piece) => ('prompt' in piece ? piece.prompt : `“${piece.digits}”`)).join(' ')

describe('languages', () => {
  it.each([
    ['en', 'en'],
    ['en-GB', 'en'],
    ['de-AT', 'de'],
    ['DE', 'de'],
    ['fr', 'en'],
    ['', 'en'],
  ])('%s is spoken as %s', (tag, language) => expect(spokenLanguage(tag)).toBe(language))
})

describe('numbers', () => {
  it.each<[number, SpokenLanguage, string]>([
    [0, 'en', 'number-0'],
    [21, 'en', 'number-21'],
    [21, 'de', 'number-21'],
    [99, 'de', 'number-99'],
    [100, 'en', 'hundreds-1'],
    [101, 'en', 'hundreds-1 and number-1'],
    [101, 'de', 'hundreds-1 number-1'],
    [999, 'en', 'hundreds-9 and number-99'],
    [1000, 'en', '“1000”'],
    [-1, 'en', '“-1”'],
  ])('%i in %s: %s', (count, language, words) => expect(said(sayNumber(count, language))).toBe(words))

  it.each<[number, SpokenLanguage, string]>([
    [2000, 'en', 'two-thousand'],
    [2009, 'en', 'two-thousand and number-9'],
    [2026, 'en', 'number-20 number-26'],
    [2026, 'de', 'two-thousand number-26'],
    [1999, 'de', '“1999”'],
    [2100, 'en', '“2100”'],
  ])('the year %i in %s: %s', (year, language, words) => expect(said(sayYear(year, language))).toBe(words))
})

describe('dates and times', () => {
  const now = Date.parse('2026-11-28T12:00:00Z')
  it.each<[string, string, SpokenLanguage, string, string]>([
    ['this morning', '2026-11-28T09:05:00Z', 'en', 'Europe/London', 'today at number-9 oh number-5 am'],
    ['this morning', '2026-11-28T08:05:00Z', 'de', 'Europe/Berlin', 'today at hour-9 number-5'],
    ['on the hour', '2026-11-28T10:00:00Z', 'en', 'Europe/London', 'today at number-10 am'],
    ['on the hour', '2026-11-28T00:00:00Z', 'de', 'Europe/Berlin', 'today at hour-1'],
    ['noon', '2026-11-28T12:00:00Z', 'en', 'Europe/London', 'today at noon'],
    ['midnight', '2026-11-28T00:00:00Z', 'en', 'Europe/London', 'today at midnight'],
    ['half past midnight', '2026-11-28T00:30:00Z', 'en', 'Europe/London', 'today at number-12 number-30 am'],
    ['after noon', '2026-11-28T12:01:00Z', 'en', 'Europe/London', 'today at number-12 oh number-1 pm'],
    ['late', '2026-11-27T23:59:00Z', 'en', 'Europe/London', 'yesterday at number-11 number-59 pm'],
    [
      'late, but today where I am',
      '2026-11-27T23:30:00Z',
      'de',
      'Europe/Berlin',
      'today at hour-0 number-30',
    ],
    [
      'still yesterday where I am',
      '2026-11-28T04:59:00Z',
      'en',
      'America/New_York',
      'yesterday at number-11 number-59 pm',
    ],
    [
      'last Monday',
      '2026-11-23T14:10:00Z',
      'en',
      'Europe/London',
      'weekday-1 day-23 month-11 at number-2 number-10 pm',
    ],
    [
      'a Sunday in summer time',
      '2026-07-05T14:10:00Z',
      'de',
      'Europe/Berlin',
      'weekday-7 day-5 month-7 at hour-16 number-10',
    ],
    [
      'last year',
      '2025-12-31T22:30:00Z',
      'en',
      'Europe/London',
      'weekday-3 day-31 month-12 number-20 number-25 at number-10 number-30 pm',
    ],
    [
      'New Year where I am',
      '2025-12-31T23:30:00Z',
      'de',
      'Europe/Berlin',
      'weekday-4 day-1 month-1 at hour-0 number-30',
    ],
  ])('%s: %s in %s of %s', (_, instant, language, zone, words) => {
    expect(said(sayWhen(Date.parse(instant), { language, zone, now }))).toBe(words)
  })

  it.each([
    ['first pass of the repeated hour', '2026-10-25T00:30:00Z', 'hour-2 number-30'],
    ['second pass of the repeated hour', '2026-10-25T01:30:00Z', 'hour-2 number-30'],
    ['after the missing hour', '2026-03-29T01:00:00Z', 'hour-3'],
  ])('%s', (_, instant, words) => {
    const at = Date.parse(instant)
    expect(said(sayWhen(at, { language: 'de', zone: 'Europe/Berlin', now: at }))).toBe(`today at ${words}`)
  })
})
