/** One row of a {@link DataTable}: drawn anew only when something about it has changed, not while the list is scrolled. */
import { type KeyboardEvent, memo } from 'react'
import classes from './data-table.module.css'
import type { Column } from './data-table.tsx'

export interface TableRowProps<Row> {
  readonly row: Row
  readonly index: number
  /** From the top of the list, px. */
  readonly start: number
  readonly height: number
  readonly columns: readonly Column<Row>[]
  readonly template: string
  readonly selected: boolean | undefined
  /** The one row that Tab reaches. */
  readonly inOrder: boolean
  readonly onFocus: (index: number) => void
  readonly onKey: (event: KeyboardEvent<HTMLElement>, row: Row, index: number) => void
}

function Row<R>(props: TableRowProps<R>) {
  const { row, index, start, height, columns, template, selected, inOrder, onFocus, onKey } = props
  const facts = { selected: selected ?? false }
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-row={index}
      tabIndex={inOrder ? 0 : -1}
      className={classes.row}
      style={{ gridTemplateColumns: template, height, transform: `translateY(${start}px)` }}
      onFocus={() => onFocus(index)}
      onKeyDown={(event) => onKey(event, row, index)}
    >
      {columns.map(({ id, cell, figures, end }) => (
        <span key={id} role="cell" className={figures ? 'figures' : undefined} data-end={end || undefined}>
          {cell(row, facts)}
        </span>
      ))}
    </div>
  )
}

export const TableRow = memo(Row) as typeof Row
