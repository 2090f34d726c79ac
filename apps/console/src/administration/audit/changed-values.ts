/** What changed in an entry of the audit, field by field. */
import type { CallsOut, OpeningHours } from '@mainline/pbx'
import type { Route } from '../../telephony/settings-route.tsx'
import type { Entry } from './entry.ts'

export interface Changed {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** The fields of an entry, those that changed; of a thing that came or went, all that it had. */
export function changedValues({ before, after }: Pick<Entry, 'before' | 'after'>): readonly Changed[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  // By itself an identifier says nothing that the head of the entry does not.
  fields.delete('id')
  return [...fields].map((field) => ({ field, before: before?.[field], after: after?.[field] }))
}

/** `organizationId` → `organization`: the name of a field as words. */
export const fieldInWords = (field: string): string =>
  field
    .replace(/(?<=.)(_id|Id)$/, '')
    .replaceAll(/[_-]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()

/** A figure beyond it is an instant, whatever its field is called: no quantity of ours is so large. 2001, epoch ms. */
const EARLIEST = 1_000_000_000_000

/** Fields that hold an instant, epoch ms. */
const instantField = /(_at|At)$/

/** How values are written in the language of the console. */
export interface ValueWords {
  readonly instant: (at: number) => string
  /** undefined: not known by name. */
  readonly nameOf: (id: string) => string | undefined
  /** A constant, such as a state or a role; undefined: it has no words. */
  readonly constant: (value: string | boolean) => string | undefined
  readonly hours: (hours: OpeningHours) => string
  readonly route: (route: Route) => string
  readonly callsOut: (rules: CallsOut) => string
  readonly inHours: string
  readonly outOfHours: string
}

/** A value as one line: what has words in them, anything else as it is. */
export function valueInWords(field: string, value: unknown, words: ValueWords): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'number' && (instantField.test(field) || value > EARLIEST)) return words.instant(value)
  if (typeof value === 'boolean') return words.constant(value) ?? String(value)
  if (typeof value === 'string') return words.nameOf(value) ?? words.constant(value) ?? value
  if (Array.isArray(value)) return listInWords(field, value, words)
  if (isRoute(value)) return words.route(value)
  if (isHours(value)) return words.hours(value)
  if (isCallsOut(value)) return words.callsOut(value)
  if (has(value, 'greeting')) return value.greeting ? `“${value.greeting}”` : '–'
  if (isCard(value))
    return `${words.inHours}: ${valueInWords(field, value.inHours, words)}; ${words.outOfHours}: ${valueInWords(field, value.outOfHours, words)}`
  if (isRoutes(value))
    return `${words.inHours}: ${words.route(value.inHours)}; ${words.outOfHours}: ${words.route(value.outOfHours)}`
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const listInWords = (field: string, list: readonly unknown[], words: ValueWords): string =>
  list.length === 0 ? '–' : list.map((one) => valueInWords(field, one, words)).join(', ')

const has = <Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> =>
  typeof value === 'object' && value !== null && name in value

const isRoute = (value: unknown): value is Route => has(value, 'steps') && Array.isArray(value.steps)

const isHours = (value: unknown): value is OpeningHours => has(value, 'mode')

const isCallsOut = (value: unknown): value is CallsOut =>
  has(value, 'classes') && Array.isArray(value.classes) && has(value, 'linePrefix')

const isCard = (value: unknown): value is { inHours: unknown; outOfHours: unknown } =>
  has(value, 'inHours') && has(value.inHours, 'greeting') && has(value, 'outOfHours')

const isRoutes = (value: unknown): value is { inHours: Route; outOfHours: Route } =>
  has(value, 'inHours') && has(value, 'outOfHours') && isRoute(value.inHours) && isRoute(value.outOfHours)
