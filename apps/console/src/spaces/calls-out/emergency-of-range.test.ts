import { expect, it } from 'vitest'
import { emergencyNumbersBetween } from './emergency-of-range.ts'

it.each([
  ['of one country', '+442079460100', '+442079460199', [['44', ['112', '999']]]],
  [
    'of two countries',
    '+442079460100',
    '+493023125000',
    [
      ['44', ['112', '999']],
      ['49', ['112', '110']],
    ],
  ],
  ['a country that is in no list', '+2463701234', '+2463701234', [['246', ['112', '911']]]],
  ['a site without numbers', undefined, undefined, []],
])('%s', (_, first, last, expected) =>
  expect(
    emergencyNumbersBetween(first, last).map(({ callingCode, numbers }) => [callingCode, numbers]),
  ).toEqual(expected),
)
