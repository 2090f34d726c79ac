import { describe, expect, it } from 'vitest'
import { fillInWords, type Greeting, greetingAt } from './voicemail-box.ts'

const everyday: Greeting = { file: 'everyday', kind: 'no-answer' }
const german: Greeting = { file: 'german', kind: 'no-answer', language: 'de' }
const night: Greeting = { file: 'night', kind: 'out-of-hours' }
const winter: Greeting = { file: 'winter', kind: 'dated', from: 1_000, until: 2_000 }
const newYear: Greeting = { file: 'new-year', kind: 'dated', from: 1_500, until: 1_600 }
const all = [everyday, german, night, winter, newYear]

describe('the greeting of a mailbox (C9)', () => {
  it.each([
    ['in hours --> no answer', all, true, 500, 'en', 'everyday'],
    ['in the language of the number', all, true, 500, 'de', 'german'],
    ['out of hours', all, false, 500, 'en', 'night'],
    ['out of hours without one for it --> no answer', [everyday], false, 500, 'en', 'everyday'],
    ['in hours never the one for out of hours', [night], true, 500, 'en', undefined],
    ['in another language --> none', [german], true, 500, 'en', undefined],
    ['from its first moment a dated one', all, true, 1_000, 'de', 'winter'],
    ['out of hours too', all, false, 1_000, 'en', 'winter'],
    ['of two dated ones the one that began last', all, true, 1_500, 'en', 'new-year'],
    ['until its end, exclusive', all, true, 2_000, 'en', 'everyday'],
    ['none chosen --> the default by name', [], true, 500, 'en', undefined],
  ] as const)('%s', (_, greetings, open, at, language, file) => {
    expect(greetingAt(greetings, { open, at, language })?.file).toBe(file)
  })
})

it.each([
  ['nearly full, mailed', false, true, 'holds 90 messages; with 100 it is full', 'needed.'],
  ['full, nobody is mailed', true, false, 'is full: callers hear that', 'set for its messages.'],
])('a mailbox that is %s -- people hear so', (_edge, full, mailed, says, ends) => {
  const words = fillInWords({ name: 'Alder', full, mailed })
  expect(words).toContain(`The mailbox of Alder ${says}`)
  expect(words.endsWith(ends)).toBe(true)
})
