/** English and German, loaded when they are spoken; the choice is kept in this browser. */
import { i18n } from '@lingui/core'

export const languages = [
  { locale: 'en', name: 'English' },
  { locale: 'de', name: 'Deutsch' },
] as const

export type Locale = (typeof languages)[number]['locale']

const key = 'mainline.language'

/** Switches the console to a language. */
export async function speak(locale: Locale): Promise<void> {
  const { messages } = locale === 'de' ? await import('./de.po') : await import('./en.po')
  i18n.loadAndActivate({ locale, messages })
  document.documentElement.lang = locale
  localStorage.setItem(key, locale)
}

/** The language chosen before, else the browser's, else English. */
export function firstLocale(): Locale {
  const wished = [localStorage.getItem(key), ...navigator.languages].map((tag) => tag?.slice(0, 2))
  return languages.find(({ locale }) => wished.includes(locale))?.locale ?? 'en'
}
