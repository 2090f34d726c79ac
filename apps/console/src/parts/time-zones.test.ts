import { expect, it } from 'vitest'
import { zoneInWords, zoneMatches, zonesOffered } from './time-zones.ts'

it.each([
  ['a city', 'america/new_york', 'new york', true],
  ['a name as the database writes it', 'Europe/London', 'Europe/Lon', true],
  ['words in any order', 'Europe/London', 'london europe', true],
  ['what people call it', 'Europe/London', 'united kingdom', true],
  ['spaces around it', 'Europe/London', ' london ', true],
  ['one word of two', 'Europe/London', 'london america', false],
])('a zone is found by %s', (_, zone, search, found) => {
  expect(zoneMatches(zone, zoneInWords(zone, 'en'), search)).toBe(found)
})

it('speaks the language of the console', () => {
  expect(zoneInWords('Europe/Berlin', 'de')).toBe('Mitteleuropäische Zeit')
})

it('offers a city once, as it is spelt now', () => {
  const offered = zonesOffered('Europe/London')
  expect(offered).toContain('Asia/Kolkata')
  expect(offered).not.toContain('Asia/Calcutta')
  expect(offered.filter((zone) => zone === 'UTC')).toHaveLength(1)
  expect(new Set(offered).size).toBe(offered.length)
})

it('keeps what is chosen as it is written, be it listed or not', () => {
  expect(zonesOffered('Asia/Calcutta')).toContain('Asia/Calcutta')
  expect(zonesOffered('GB')).toContain('GB')
  expect(zonesOffered('')).not.toContain('')
})
