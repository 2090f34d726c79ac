/** A page of rows as the contract shows it. */
import type { Page } from '@mainline/storage'

export function presentPage<Row, Shown>(
  { items, next }: Page<Row>,
  show: (row: Row) => Shown,
): { items: Shown[]; next?: string } {
  const shown = items.map(show)
  return next === undefined ? { items: shown } : { items: shown, next }
}
