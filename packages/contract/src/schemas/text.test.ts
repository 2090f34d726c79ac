import { expect, it } from 'vitest'
import { paragraph, text, verbatim, withoutUnseen } from './text.ts'

const messageOf = (value: string) => text(120).safeParse(value).error?.issues[0]?.message

it.each([
  ['turns round what follows', 'Alder\u202egro.reh', 'U+202E'],
  ['an isolate', 'Alder \u2066Finch\u2069', 'U+2066, U+2069'],
  ['no width', 'Al\u200bder', 'U+200B'],
  ['a mark of direction', 'Alder\u200f', 'U+200F'],
  ['a byte order mark within', 'Al\ufeffder', 'U+FEFF'],
  ['a soft hyphen', 'Al\u00adder', 'U+00AD'],
  ['a joiner between Latin letters', 'Al\u200dder', 'U+200D'],
  ['a filler', '\u3164', 'U+3164'],
  ['a separator of lines', 'Alder\u2028Finch', 'U+2028'],
  ['letters of a flag without its flag', 'Alder\u{e0067}', 'U+E0067'],
  ['a selector behind a letter', 'Alder\ufe0f', 'U+FE0F'],
])('%s is refused by its name', (_, value, names) => {
  expect(messageOf(value)).toBe(`must not contain characters that nobody sees (${names})`)
  expect(paragraph(120).safeParse(value).success).toBe(false)
})

it.each([
  'Zoë & Søn 🎷',
  'مطعم النخيل',
  'می\u200cخواهم',
  'क्\u200dष',
  '株式会社アルダー',
  '☎️ 1️⃣ 👩‍💻 👩🏽‍🚀 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
])('%s is a name', (value) => {
  expect(text(120).parse(value)).toBe(value)
  expect(withoutUnseen(value)).toBe(value)
})

it('what stands around a text is trimmed, marks of files included', () => {
  expect(text(120).parse('\ufeff Alder\u00a0')).toBe('Alder')
})

it.each([
  ['a letter and its accent', 'Cafe\u0301', 'Caf\u00e9'],
  ['letters and what stands above them', 'A\u030angstro\u0308m', '\u00c5ngstr\u00f6m'],
  ['syllables of Hangul', '\u1112\u1161\u11ab', '\ud55c'],
])('%s is one letter, as it is for whoever reads it', (_, written, kept) => {
  expect(text(120).parse(written)).toBe(kept)
  expect(paragraph(120).parse(`${written}\n${written}`)).toBe(`${kept}\n${kept}`)
  expect(text(kept.length).safeParse(written).success).toBe(true)
})

it.each([
  ['Alder  &   Finch', 'Alder & Finch'],
  ['Alder\u00a0 \u3000Finch', 'Alder Finch'],
  ['4\u00a0Quay House', '4\u00a0Quay House'],
])('a line %j has one space where several stand, and the space that it has', (written, kept) => {
  expect(text(120).parse(written)).toBe(kept)
  expect(text(kept.length).safeParse(written).success).toBe(true)
  expect(paragraph(120).parse(written)).toBe(written)
  expect(verbatim(120).parse(written)).toBe(written)
})

it('what comes from elsewhere loses what nobody sees and keeps the rest', () => {
  expect(withoutUnseen('\u202eAl\u200bder 👩\u200d💻\u2028')).toBe('Alder 👩\u200d💻')
})
