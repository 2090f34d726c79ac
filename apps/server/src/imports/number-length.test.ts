import { expect, it } from 'vitest'
import { wrongLength } from './number-length.ts'

it.each([
  ['a London number', '+442079460100', undefined],
  ['two digits of it missing', '+4420794601', 'The number is 2 digits short. Check its end.'],
  [
    'one digit too many',
    '+4420794601000',
    'The number has more digits than numbers of its country have. Check its end.',
  ],
  ['a Berlin number, whose length varies', '+4930901820', undefined],
  ['the beginning of an American number', '+1212555', 'The number is 4 digits short. Check its end.'],
  [
    'far too short',
    '+442079',
    'The number has fewer digits than numbers of its country have. Check its end.',
  ],
  ['a country that nobody has', '+9991234567', undefined],
])('%s', (_, e164, words) => {
  expect(wrongLength(e164)).toBe(words)
})
