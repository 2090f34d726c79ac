/** Bytes that are no UTF-8, and where. */
import { expect, it } from 'vitest'
import { firstByteNotUtf8, lineOfByte } from './utf8.ts'

const text = (value: string) => [...Buffer.from(value)]

it.each<[string, number[], number | undefined]>([
  ['nothing', [], undefined],
  ['every length of a letter', text('a é € 🎷'), undefined],
  ['a mark at the beginning', [0xef, 0xbb, 0xbf, 0x61], undefined],
  ['the letter that stands for a wrong one', text('�'), undefined],
  ['Latin-1', [0x43, 0x61, 0x66, 0xe9], 4],
  ['Latin-1 behind that letter', [...text('�'), 0xe9, 0x61], 4],
  ['a letter that is cut off', [0x61, 0xe2, 0x82], 2],
  ['a letter longer than it need be', [0x61, 0xc0, 0xaf], 2],
  ['half of a surrogate pair', [0xed, 0xa0, 0x80], 1],
  ['a byte that no letter has', [0x61, 0x62, 0xff, 0x63], 3],
])('%s', (_, bytes, expected) => {
  expect(firstByteNotUtf8(new Uint8Array(bytes))).toBe(expected)
})

it('the line of a byte', () => {
  const bytes = new Uint8Array(text('a\nbc\n\nd'))
  expect([1, 2, 3, 6, 7].map((position) => lineOfByte(bytes, position))).toEqual([1, 1, 2, 3, 4])
})
