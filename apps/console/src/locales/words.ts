/** The words of each language, loaded when it is spoken. */

export const languages = [
  { locale: 'en', name: 'English' },
  { locale: 'de', name: 'Deutsch' },
] as const

export type Locale = (typeof languages)[number]['locale']

/** Where this browser keeps the choice. */
export const languageKey = 'mainline.language'

export const wordsOf = (locale: Locale) => (locale === 'de' ? import('./de.po') : import('./en.po'))

/** What the server says, in the language; undefined where that is its own. */
export const serverWordsOf = async (locale: Locale) =>
  locale === 'de' ? import('./server-words.de.ts') : undefined

/** The words that the console opens with: a second asking costs nothing. */
export const firstWords = () => wordsOf(firstLocale())

const isSpoken = (tag: string | undefined): tag is Locale => languages.some(({ locale }) => locale === tag)

/** The language chosen before, else the browser's, else English. */
export function firstLocale(): Locale {
  const wished = [localStorage.getItem(languageKey), ...navigator.languages].map((tag) => tag?.slice(0, 2))
  return wished.find(isSpoken) ?? 'en'
}
