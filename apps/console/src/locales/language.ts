/** English and German; the choice is kept in this browser. */
import { i18n } from '@lingui/core'
import { firstLocale, type Locale, languageKey, wordsOf } from './words.ts'

/** Switches the console to a language. */
export async function speak(locale: Locale): Promise<void> {
  const { messages } = await wordsOf(locale)
  i18n.loadAndActivate({ locale, messages })
  document.documentElement.lang = locale
  localStorage.setItem(languageKey, locale)
}

/** Begins in the language chosen before, else the browser's, else English. */
export const speakFirst = (): Promise<void> => speak(firstLocale())
