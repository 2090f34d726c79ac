/** What changed in an entry of the audit, field by field. */
import type { Entry } from './entry.ts'

export interface Changed {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** The fields of an entry, those that changed; of a thing that came or went, all that it had. */
export function changedValues({ before, after }: Pick<Entry, 'before' | 'after'>): readonly Changed[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...fields].map((field) => ({ field, before: before?.[field], after: after?.[field] }))
}

/** `organizationId` → `organization`: the name of a field as words. */
export const fieldInWords = (field: string): string =>
  field
    .replace(/(?<=.)(_id|Id)$/, '')
    .replaceAll(/[_-]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()

/** Fields that hold an instant, epoch ms. */
const instantField = /(_at|At)$/

/** How instants and identifiers are written. */
export interface ValueWords {
  readonly instant: (at: number) => string
  /** undefined: not known by name. */
  readonly nameOf: (id: string) => string | undefined
}

/** A value as one line: an instant and what has a name in their words, a nested one as JSON. */
export function valueInWords(field: string, value: unknown, { instant, nameOf }: ValueWords): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'number' && instantField.test(field)) return instant(value)
  if (typeof value === 'string') return nameOf(value) ?? value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
