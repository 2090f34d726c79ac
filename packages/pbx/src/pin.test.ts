import { expect, it } from 'vitest'
import { validatePin } from './pin.ts'

const number = { e164: '+442079460100', extension: '2741' }

it.each([
  ['five digits', '48293', 'pin-length'],
  ['thirteen digits', '4829310587364', 'pin-length'],
  ['a letter', '48293a', 'pin-length'],
  ['an Arabic digit', '48293٣', 'pin-length'],
  ['nothing', '', 'pin-length'],
  ['counting up', '123456', 'pin-run'],
  ['counting up within', '981234', 'pin-run'],
  ['counting down', '876503', 'pin-run'],
  ['counting over the zero of a keypad', '578903', 'pin-run'],
  ['counting down to zero', '943210', 'pin-run'],
  ['three in a row is no run', '481236', undefined],
  ['all the same', '777777', 'pin-repeat'],
  ['three the same', '482228', 'pin-repeat'],
  ['a pair again and again', '484848', 'pin-repeat'],
  ['a triple twice', '482482', 'pin-repeat'],
  ['two the same', '482283', undefined],
  ['four digits of the number', '820794', 'pin-number'],
  ['the tail of the number', '480100', 'pin-number'],
  ['three digits of the number', '830158', undefined],
  ['the extension', '527418', 'pin-number'],
  ['six digits', '482935', undefined],
  ['twelve digits', '482935186037', undefined],
])('%s: %s', (_, pin, code) => {
  expect(validatePin(pin, number)?.code).toBe(code)
})

it('a number without extension, or with one of two digits, has only its own digits', () => {
  expect(validatePin('527418', { e164: number.e164 })).toBeUndefined()
  expect(validatePin('527418', { ...number, extension: '27' })).toBeUndefined()
})
