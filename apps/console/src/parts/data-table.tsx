/**
 * A long list: sticky head, virtual rows, one row in the order of focus, arrows or J and K between rows, Enter opens.
 * Rows ask for more when the end comes near. A row is not a button; what opens it is a link inside.
 */
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type ReactNode,
  startTransition,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import classes from './data-table.module.css'
import { TableRow } from './table-row.tsx'
import { useRowHeight } from './use-row-height.ts'

export interface Column<Row> {
  readonly id: string
  readonly header: ReactNode
  /** As in `grid-template-columns`: `160px`, `minmax(120px, 1fr)`. */
  readonly width: string
  readonly cell: (row: Row, facts: RowFacts) => ReactNode
  readonly figures?: boolean
  readonly end?: boolean
  /** Not shown below this width of the list, px. */
  readonly from?: number
}

/** What is so of a row besides what it says. */
export interface RowFacts {
  readonly selected: boolean
}

export interface DataTableProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  /** A row is drawn anew only when it or these change: keep them with `useMemo` where a list is long. */
  readonly columns: readonly Column<Row>[]
  readonly rowKey: (row: Row) => string
  /** Known number of all rows, loaded or not. */
  readonly total?: number | undefined
  readonly rowHeight?: number
  readonly selected?: (row: Row) => boolean
  readonly onOpen?: (row: Row) => void
  readonly onKey?: (event: KeyboardEvent, row: Row) => void
  readonly onEnd?: () => void
  /** Dimmed: rows of an earlier filter while the new ones come. */
  readonly stale?: boolean
  /** Height of the scrolled area; grows with the page when left out. */
  readonly height?: string
}

/** Rows beyond the visible ones, so that quick scrolling shows no blank row. */
const OVERSCAN = 24
/** As long as a list has just come: what is seen is drawn first, what lies beyond right after. */
const OVERSCAN_AT_FIRST = 4
/** Rows before the end of what is loaded, where more is asked for. */
const AHEAD = 48

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, columns, rowKey, total, onEnd, stale, height = '70dvh' } = props
  const rowHeight = useRowHeight(props.rowHeight ?? 36)
  const scroll = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const width = useWidth(scroll)
  const fitting = columns.filter(({ from }) => from === undefined || width >= from).length
  // biome-ignore lint/correctness/useExhaustiveDependencies: a width matters only where it lets another number of columns fit
  const shown = useMemo(
    () => columns.filter(({ from }) => from === undefined || width >= from),
    [columns, fitting],
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: useOverscan(rows[0] === undefined ? undefined : rowKey(rows[0])),
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - AHEAD) onEnd?.()
  }, [last, rows.length, onEnd])
  const template = shown.map((column) => column.width).join(' ')
  const focusRow = (index: number) => {
    const target = Math.max(0, Math.min(rows.length - 1, index))
    setActive(target)
    virtual.scrollToIndex(target)
    requestAnimationFrame(() =>
      scroll.current?.querySelector<HTMLElement>(`[data-row="${target}"]`)?.focus({ preventScroll: true }),
    )
  }
  const onRowKey = useLatest((event: KeyboardEvent<HTMLElement>, row: Row, index: number): void => {
    const own = event.target === event.currentTarget
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowDown' || (own && event.key === 'j')) focusRow(index + 1)
    else if (event.key === 'ArrowUp' || (own && event.key === 'k')) focusRow(index - 1)
    else if (own && event.key === 'Home') focusRow(0)
    else if (own && event.key === 'End') focusRow(rows.length - 1)
    else if (own && event.key === 'Enter' && props.onOpen) props.onOpen(row)
    else {
      if (own) props.onKey?.(event, row)
      return
    }
    event.preventDefault()
  })
  return (
    <div
      ref={scroll}
      className={classes.scroll}
      style={{ maxHeight: height }}
      data-stale={stale || undefined}
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={(total ?? rows.length) + 1}
        className={classes.table}
      >
        {/* biome-ignore lint/a11y/useFocusableInteractive: the head is not interactive */}
        <div role="row" aria-rowindex={1} className={classes.head} style={{ gridTemplateColumns: template }}>
          {shown.map(({ id, header, end }) => (
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <span key={id} role="columnheader" data-end={end || undefined}>
              {header}
            </span>
          ))}
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start }) => {
            const row = rows[index]
            return (
              row !== undefined && (
                <TableRow
                  key={rowKey(row)}
                  row={row}
                  index={index}
                  start={start}
                  height={rowHeight}
                  columns={shown}
                  template={template}
                  selected={props.selected?.(row)}
                  inOrder={index === active}
                  onFocus={setActive}
                  onKey={onRowKey}
                />
              )
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** @param first identifies the list by its first row: more rows at its end are the same list */
function useOverscan(first: string | undefined): number {
  const [drawn, setDrawn] = useState<string>()
  useEffect(() => startTransition(() => setDrawn(first)), [first])
  return drawn === first ? OVERSCAN : OVERSCAN_AT_FIRST
}

/** The same function for ever, which does what the latest one given would do. */
function useLatest<Args extends readonly unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(act)
  latest.current = act
  return useCallback((...args) => latest.current(...args), [])
}

function useWidth(element: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(4_000)
  useEffect(() => {
    const watched = element.current
    if (!watched) return
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width))
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return width
}
