import { describe, expect, it } from 'vitest'
import { dayGreeting } from './day-greeting.ts'
import { defaultCard, type ReceptionCard, showCard, validateCard } from './reception-card.ts'

const at = Date.parse('2026-12-02T10:00Z')
const occasion = { at, open: true, zone: 'Europe/London', language: 'en-GB', organizationName: 'Acme' }
const card = (greeting: string, change: Partial<ReceptionCard> = {}): ReceptionCard => ({
  inHours: { greeting, comments: [] },
  ...change,
})
const comment = (text: string, expiresAt?: number) => ({ text, expiresAt, author: 'Olga' })

describe('“good morning” follows the clock of the site (M11)', () => {
  it.each([
    ['Europe/London', 'en', '2026-12-02T04:59Z', 'good evening'],
    ['Europe/London', 'en-GB', '2026-12-02T05:00Z', 'good morning'],
    ['Europe/London', 'en', '2026-12-02T11:59:59Z', 'good morning'],
    ['Europe/London', 'en', '2026-12-02T12:00Z', 'good afternoon'],
    ['Europe/London', 'en', '2026-12-02T17:59Z', 'good afternoon'],
    ['Europe/London', 'en', '2026-12-02T18:00Z', 'good evening'],
    ['Asia/Kathmandu', 'en', '2026-12-02T06:14Z', 'good morning'],
    ['Asia/Kathmandu', 'en', '2026-12-02T06:15Z', 'good afternoon'],
    ['Europe/London', 'en', '2026-06-02T11:00Z', 'good afternoon'],
    ['Europe/Berlin', 'de-AT', '2026-12-02T10:00Z', 'guten Morgen'],
    ['Europe/Paris', 'fr', '2026-12-02T20:00Z', 'bonsoir'],
    ['Europe/London', 'tlh', '2026-12-02T10:00Z', 'good morning'],
    ['Europe/London', '', '2026-12-02T10:00Z', 'good morning'],
  ])('%s %s %s: %s', (zone, language, text, words) => {
    expect(dayGreeting(zone, language, Date.parse(text))).toBe(words)
  })
})

describe('what the receptionist sees', () => {
  it('the default by name', () => {
    expect(showCard(defaultCard, occasion)).toEqual({
      greeting: 'Good morning, Acme, how may I help you?',
      pronunciation: undefined,
      comments: [],
    })
  })
  it.each(['', ' \n'])('an emptied greeting (%j) is the default again', (greeting) => {
    expect(showCard(card(greeting), occasion).greeting).toBe('Good morning, Acme, how may I help you?')
  })
  it.each([
    ['Hello, {good morning} from {organization}', 'Hello, good morning from Acme'],
    ['{organization}. {good morning}!', 'Acme. Good morning!'],
    ['Nothing to fill in', 'Nothing to fill in'],
  ])('%s', (greeting, words) => {
    expect(showCard(card(greeting), occasion).greeting).toBe(words)
  })
  it('a name with a dollar sign stays what it is', () => {
    expect(showCard(card('{organization}'), { ...occasion, organizationName: 'A$&B' }).greeting).toBe('A$&B')
  })
  it('comments until they expire, and how the name is said', () => {
    const comments = [
      comment('Anna is ill', at),
      comment('Parking is full', at + 1),
      comment('Ask for the code'),
    ]
    const shown = showCard(
      card('Hi', { inHours: { greeting: 'Hi', comments }, pronunciation: 'AK-me' }),
      occasion,
    )
    expect(shown.comments.map(({ text }) => text)).toEqual(['Parking is full', 'Ask for the code'])
    expect(shown.pronunciation).toBe('AK-me')
  })
  it('out of hours the other side, or the same where there is none', () => {
    const closed = { ...occasion, open: false }
    const outOfHours = { greeting: 'We are closed', comments: [comment('Take a message')] }
    expect(showCard(card('Open', { outOfHours }), closed)).toMatchObject(outOfHours)
    expect(showCard(card('Open'), closed).greeting).toBe('Open')
  })
})

describe('a card that can and cannot be saved', () => {
  const side = (greeting: string, comments = [comment('x')]) => ({ greeting, comments })
  it.each<[string, ReceptionCard, string[]]>([
    ['the default', defaultCard, []],
    ['a greeting of 250 characters', card('🎷'.repeat(250)), []],
    ['one more', card('x'.repeat(251)), ['card-greeting']],
    ['no greeting at all', card(''), []],
    ['a comment of 1,000', { inHours: side('Hi', [comment('🎷'.repeat(1000))]) }, []],
    ['one more character', { inHours: side('Hi', [comment('x'.repeat(1001))]) }, ['card-comment']],
    ['an empty comment', { inHours: side('Hi', [comment('')]) }, ['card-comment']],
    ['21 comments', { inHours: side('Hi', Array(21).fill(comment('x'))) }, ['card-comments']],
    ['a placeholder that is none', card('{good evening}, {name}'), ['card-placeholder', 'card-placeholder']],
    ['a fault out of hours', card('Hi', { outOfHours: side('x'.repeat(251)) }), ['card-greeting']],
    ['a long pronunciation', card('Hi', { pronunciation: 'x'.repeat(121) }), ['card-pronunciation']],
  ])('%s', (_, candidate, codes) => {
    expect(validateCard(candidate).map(({ code }) => code)).toEqual(codes)
  })
  it('a placeholder is named with those there are', () => {
    expect(validateCard(card('{name}'))[0]?.words).toBe(
      'There is no placeholder {name}; what is filled in is {good morning} and {organization}.',
    )
  })
})
