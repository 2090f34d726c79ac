import { afterEach, expect, it, vi } from 'vitest'
import { firstLocale } from './words.ts'

afterEach(() => vi.unstubAllGlobals())

it.each([
  ['what was chosen, whatever the browser wishes', 'de', ['en-GB', 'en'], 'de'],
  ['what the browser wishes most', null, ['de-AT', 'en'], 'de'],
  ['what it wishes next, where the first is not spoken', null, ['fr-CA', 'de', 'en'], 'de'],
  ['English where nothing is spoken', null, ['fr', 'it-CH'], 'en'],
  ['what the browser wishes, where the choice is none', 'xx', ['de'], 'de'],
])('the console begins in %s', (_, chosen, languages, locale) => {
  vi.stubGlobal('localStorage', { getItem: () => chosen })
  vi.stubGlobal('navigator', { languages })
  expect(firstLocale()).toBe(locale)
})
