import { expect, it } from 'vitest'
import { wrongLength } from './number-length.ts'

it.each([
  ['a London number', '+442079460100', undefined],
  ['two digits of it missing', '+4420794601', { is: 'short', missing: 2 }],
  ['one digit too many', '+4420794601000', { is: 'long' }],
  ['a Berlin number, whose length varies', '+4930901820', undefined],
  ['the beginning of an American number', '+1212555', { is: 'short', missing: 4 }],
  ['far too short', '+442079', { is: 'short' }],
  ['a country that nobody has', '+9991234567', undefined],
])('%s', (_, e164, fault) => {
  expect(wrongLength(e164)).toEqual(fault)
})
