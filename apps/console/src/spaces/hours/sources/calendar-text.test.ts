/** Bytes of calendar files as programs write them. */
import { expect, it } from 'vitest'
import { calendarText } from './calendar-text.ts'

const utf8 = (text: string) => [...new TextEncoder().encode(text)]

it.each([
  ['UTF-8', utf8('SUMMARY:Fête')],
  ['UTF-8 after a byte-order mark', [0xef, 0xbb, 0xbf, ...utf8('SUMMARY:Fête')]],
  ['Latin-1', [...utf8('SUMMARY:F'), 0xea, ...utf8('te')]],
  ['a line that is broken within a letter', [...utf8('SUMMARY:F'), 0xc3, 13, 10, 32, 0xaa, ...utf8('te')]],
  ['a line that is broken without a carriage return, by a tab', utf8('SUMM\n\tARY:Fê\n\tte')],
])('%s', (_, bytes) => {
  expect(calendarText(Uint8Array.from(bytes))).toBe('SUMMARY:Fête')
})

it('lines of their own stay so', () => {
  expect(calendarText(Uint8Array.from(utf8('A:1\r\nB: 2\n\r\nC:3\r')))).toBe('A:1\r\nB: 2\n\r\nC:3\r')
})
