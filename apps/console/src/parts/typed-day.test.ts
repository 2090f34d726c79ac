import { expect, it } from 'vitest'
import { readDay } from './typed-day.ts'

const today = '2026-11-29'

it.each([
  ['24.11.', '2026-11-24'],
  ['29 Nov', '2026-11-29'],
  ['30/11', '2025-11-30'],
  ['24.11.2027', '2027-11-24'],
])('a day without a year where only past ones are asked for: %s', (text, day) => {
  expect(readDay(text, { locale: 'en', today, latest: '2026-11-29' })).toBe(day)
})

it.each([
  ['as the field writes it', 'Thu 24 Dec 2026', 'en', '2026-12-24'],
  ['as the German field writes it', 'Do. 24. Dez. 2026', 'de', '2026-12-24'],
  ['with dots', '24.12.2026', 'en', '2026-12-24'],
  ['with slashes and two figures of the year', '24/12/26', 'en', '2026-12-24'],
  ['of ISO 8601', '2026-12-24', 'en', '2026-12-24'],
  ['in small letters', '24 dec 2026', 'en', '2026-12-24'],
  ['with another short name of its month', '24 Sept 2027', 'en', '2027-09-24'],
  ['with the month in front', 'December 24, 2026', 'en', '2026-12-24'],
  ['in German without a dot', '24. Dez 2026', 'de', '2026-12-24'],
  ['with a German month of three letters', '3. Mär 2027', 'de', '2027-03-03'],
  ['without a year, yet to come', '24.12.', 'en', '2026-12-24'],
  ['without a year, past', '3 March', 'en', '2027-03-03'],
  ['of 29 February in a year that has one', '29.2.2028', 'en', '2028-02-29'],
  ['that there is not', '31.2.2027', 'en', null],
  ['with the month in front, as figures', '12/24/2026', 'en', null],
  ['that is no day', 'nonsense', 'en', null],
  ['of a month that there is not', '24 Xyz 2026', 'en', null],
])('a day %s', (_, text, locale, day) => {
  expect(readDay(text, { locale, today })).toBe(day)
})
