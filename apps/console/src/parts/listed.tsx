/** A list in its card, in each of its states: coming, failed, empty, there. */
import type { ReactNode } from 'react'
import { isNothing } from './boundary.tsx'
import { DataTable, type DataTableProps } from './data-table.tsx'
import { Failed, SkeletonRows } from './states.tsx'
import { useRowHeight } from './use-row-height.ts'

interface Props<Row> extends DataTableProps<Row> {
  readonly list: { readonly error: Error | null; readonly isPending: boolean; refetch(): unknown }
  /** "The users could not be loaded." */
  readonly failed: string
  /** Shown when there is no row: an `Empty`. */
  readonly empty: ReactNode
}

export function Listed<Row>({ list, failed, empty, ...table }: Props<Row>) {
  const { rows } = table
  const rowHeight = useRowHeight(table.rowHeight ?? 36)
  // What is nobody's business here is said in place of the whole page.
  if (list.error && rows.length === 0 && isNothing(list.error)) throw list.error
  return (
    <div className="card">
      {list.error && rows.length === 0 ? (
        <Failed what={failed} error={list.error} retry={() => list.refetch()} />
      ) : list.isPending ? (
        <SkeletonRows rows={10} height={rowHeight} />
      ) : rows.length === 0 ? (
        empty
      ) : (
        <DataTable {...table} />
      )}
    </div>
  )
}
