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

/** A value as one line; a nested one as JSON. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
