/** What changed in an entry of the audit, field by field. */
import type { Entry } from './audit-page.tsx'

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

/** `organizationId` → `organization id`: the name of a field as words. */
export const fieldInWords = (field: string): string =>
  field
    .replaceAll(/[_-]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()

/** Fields that hold an instant, epoch ms. */
const instantField = /(_at|At)$/

/** A value as one line: an instant as written by `instant`, a nested one as JSON. */
export function valueInWords(field: string, value: unknown, instant: (at: number) => string): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'number' && instantField.test(field)) return instant(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
