/** What settings of a main number are, and what of them was changed, in German (M5, N11, product §6.5). */
import { calendarWords } from './hours-sentences.de.ts'

const parts: Readonly<Record<string, string>> = {
  'In hours': 'In den Öffnungszeiten',
  'Out of hours': 'Außerhalb der Öffnungszeiten',
  Hours: 'Öffnungszeiten',
  'Notice at the end in hours': 'Ansage am Ende in den Öffnungszeiten',
  'Notice at the end out of hours': 'Ansage am Ende außerhalb der Öffnungszeiten',
  'Voicemail is sent as': 'Die Mailbox sendet',
}

const values: Readonly<Record<string, string>> = {
  none: 'keine',
  closed: 'geschlossen',
  'nobody-available': 'niemand zu sprechen',
  'try-later': 'später versuchen',
  attachment: 'Anhang',
  'attachment-only': 'nur den Anhang',
  link: 'einen Link',
  'those of the site': 'die des Standorts',
  'Always open': 'Immer geöffnet',
  'Always closed': 'Immer geschlossen',
}

const emails: readonly (readonly [RegExp, string])[] = [
  [/^Voicemail also goes to (.+)\.$/, 'Mailbox-Nachrichten gehen auch an $1.'],
  [/^Voicemail no longer goes to (.+)\.$/, 'Mailbox-Nachrichten gehen nicht mehr an $1.'],
]

const steps: readonly (readonly [RegExp, string])[] = [
  [/^hunt group for (\d+) s$/, 'Sammelruf ($1 s)'],
  [/^reception for (\d+) s$/, 'Empfang ($1 s)'],
  [/^forward to (\+?\d*) for (\d+) s$/, 'Weiterleitung an $1 ($2 s)'],
  [/^voicemail$/, 'Mailbox'],
  [/^voicemail \(0 for reception\)$/, 'Mailbox (0 für den Empfang)'],
  [/^a spoken notice$/, 'eine Ansage'],
]

/** "In hours: Hunt group for 20 s, then voicemail (was: Voicemail)."; undefined: it says nothing of the kind. */
export function ofSettings(english: string): string | undefined {
  for (const [pattern, german] of emails) if (pattern.test(english)) return english.replace(pattern, german)
  const [, part = '', now = '', before] = /^([^:]+): (.+?)(?: \(was: (.+)\))?\.$/.exec(english) ?? []
  const name = parts[part]
  if (!name) return
  return before === undefined
    ? `${name}: ${valueIn(now)}.`
    : `${name}: ${valueIn(now)} (vorher: ${valueIn(before)}).`
}

const valueIn = (english: string): string => values[english] ?? routeOf(english) ?? weekOf(english)

/** "Hunt group for 20 s, then voicemail" (M4). */
function routeOf(english: string): string | undefined {
  const german = english.split(', then ').map((step) => {
    const small = step.charAt(0).toLowerCase() + step.slice(1)
    const [pattern, words] = steps.find(([known]) => known.test(small)) ?? []
    return pattern && small.replace(pattern, words ?? '')
  })
  return german.includes(undefined) ? undefined : german.join(', dann ')
}

/** "Mon–Fri 08:30–18:00 and 19:00–20:00". */
const weekOf = (english: string): string =>
  english.replaceAll(' and ', ' und ').replace(/[A-Z][a-z]{2}/g, (day) => calendarWords[day] ?? day)
