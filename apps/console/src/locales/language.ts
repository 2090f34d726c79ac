/** English and German; the choice is kept in this browser. */
import { i18n } from '@lingui/core'
import { translateServer } from '../api/server-words.ts'
import { firstLocale, type Locale, languageKey, serverWordsOf, wordsOf } from './words.ts'

/** Switches the console to a language. */
export async function speak(locale: Locale): Promise<void> {
  const [{ messages }, serverWords] = await Promise.all([wordsOf(locale), serverWordsOf(locale)])
  translateServer(serverWords)
  i18n.loadAndActivate({ locale, messages })
  document.documentElement.lang = locale
  localStorage.setItem(languageKey, locale)
}

/** Begins in the language chosen before, else the browser's, else English. */
export const speakFirst = (): Promise<void> => speak(firstLocale())
