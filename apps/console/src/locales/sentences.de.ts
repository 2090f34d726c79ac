/**
 * What the core says of calls, hours, alerts and imports, in German. Its sentences are few and are kept with the calls as they were
 * said, so they are translated where they are read: each form with its gaps beside the German one, in a file of its subject beside
 * this one. That each has a form is tested.
 */
import { alerts, callersGo, unready, whyUnready } from './alert-sentences.de.ts'
import { reasons, results, steps } from './ending-sentences.de.ts'
import type { Form } from './form.ts'
import { calendarWords, rulings } from './hours-sentences.de.ts'
import { imports, tableFaults } from './import-sentences.de.ts'
import { counted, path } from './path-sentences.de.ts'
import { previewed } from './preview-sentences.de.ts'
import { ofSettings } from './settings-sentences.de.ts'

/** A sentence of the server; one that is not known stays as it is. */
export function sentence(english: string): string {
  const [said = english, rest] = english.split(/(?<=\.) (?=The dated change “)/)
  const change = rest && /^The dated change “(.+)” holds\.$/.exec(rest)
  if (change) return `${sentence(said)} Es gilt die datierte Änderung „${change[1]}“.`
  return (
    fitted(english, whole) ??
    ofWeek(english) ??
    ofSettings(english) ??
    ofEnd(english) ??
    ofHunt(english) ??
    ofUnready(english) ??
    english
  )
}

/** "Mon–Fri 08:30–18:00, Sat 10:00–12:00 and 14:00–16:00" (M4). */
function ofWeek(english: string): string | undefined {
  if (
    !/^(?:[A-Z][a-z]{2}(?:–[A-Z][a-z]{2})? \d\d:\d\d–\d\d:\d\d(?: and \d\d:\d\d–\d\d:\d\d)*(?:, |$))+$/.test(
      english,
    )
  )
    return
  return english.replaceAll(' and ', ' und ').replace(/[A-Z][a-z]{2}/g, (day) => calendarWords[day] ?? day)
}

/** "Answered by Maya Alder: the caller hung up." */
function ofEnd(english: string): string | undefined {
  const cut = english.lastIndexOf(': ')
  const reason = reasons[english.slice(cut + 2, -1)]
  const result = cut < 0 ? undefined : fitted(english.slice(0, cut), endings)
  return reason && result && `${result}. ${capital(reason)}.`
}

/** "Of those called 2 busy, 1 declined." */
function ofHunt(english: string): string | undefined {
  const parts = /^Of those called (.+)\.$/.exec(english)?.[1]?.split(', ')
  return parts && `Von den Angerufenen: ${parts.map((part) => fitted(part, outcomes) ?? part).join(', ')}.`
}

/** "… opens at 09:00, and nothing would ring: no phone of its hunt group is registered. Callers go …" */
function ofUnready(english: string): string | undefined {
  const [, number = '', why = '', then = ''] = /^(.+ would ring): ([^.]+)\. ([^.]+)\.$/.exec(english) ?? []
  const said = fitted(number, readiness)
  return said && whyUnready[why] && `${said}: ${whyUnready[why]}. ${callersGo[then] ?? then}.`
}

interface Fitting {
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly german: string
}

const fitting = ([english, german]: Form): Fitting => {
  const names = [...english.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const escaped = english.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  const pattern = escaped.replace(/\{(\w+)\}/g, (_, name: string) =>
    /^[nm]$/.test(name) ? '(\\d+)' : '(.+?)',
  )
  return { pattern: new RegExp(`^${pattern}$`), names, german }
}

/** Who heard a message and has not signed in (N11). */
const listeners: readonly Form[] = [
  ['A caller who withheld the number', 'Anruf mit unterdrückter Nummer'],
  ['Whoever has the link of the letter', 'Wer den Link aus der E-Mail hat'],
]
const whole = [...rulings, ...previewed, ...path, ...alerts, ...imports, ...listeners].map(fitting)
const endings = results.map(fitting)
const outcomes = counted.map(fitting)
const readiness = unready.map(fitting)
const tables = tableFaults.map(fitting)

/** Why a file is no table; undefined: it says nothing of the kind. */
export const tableFault = (english: string): string | undefined => fitted(english, tables)

function fitted(english: string, forms: readonly Fitting[]): string | undefined {
  for (const { pattern, names, german } of forms) {
    const found = pattern.exec(english)
    if (!found) continue
    return german.replace(/\{(\w+)\}/g, (_, name: string) =>
      filled(name, found[names.indexOf(name) + 1] ?? ''),
    )
  }
}

function filled(name: string, value: string): string {
  if (name === 'when')
    return value
      .replace(/\b[A-Z][a-z]{2}\b/g, (word) => calendarWords[word] ?? word)
      .replace(/^(\D+) (\d+) /, '$1, $2. ')
  if (name === 'step') return steps[value] ?? value
  if (name === 'why') return capital(reasons[value] ?? value)
  return value
    .replace(/, by way of (.+)$/, ', über $1')
    .replace(/ \(sent on as (\d+)\)$/, ' (weitergegeben als $1)')
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
