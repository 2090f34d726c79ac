/** The rows of the list of messages: only those in sight are drawn, arrows move between them. */
import { useLingui } from '@lingui/react/macro'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef } from 'react'
import classes from './inbox.module.css'
import { InboxRow, ROW_HEIGHT } from './inbox-row.tsx'
import { type InboxItem, keyOf } from './message.ts'

interface RowsProps {
  readonly rows: readonly InboxItem[]
  readonly opened: string | undefined
  readonly onOpen: (key: string) => void
  readonly onEnd: () => void
  /** What stands in place of the opened row; above all when it is no more among them. */
  readonly children: ReactNode
}

/** Rows before the end of what is loaded, where more is asked for. */
const AHEAD = 24
/** Of what stands in place of a row, until it is measured, px. */
const OPENED_HEIGHT = 320

export function Rows({ rows, opened, onOpen, onEnd, children }: RowsProps) {
  const { t } = useLingui()
  const scroll = useRef<HTMLDivElement>(null)
  const current = rows.findIndex((row) => keyOf(row) === opened)
  const tall = children ? current : -1
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (index === tall ? OPENED_HEIGHT : ROW_HEIGHT),
    // The height that a row has opened is not the one that it has among the others.
    getItemKey: useCallback(
      (index: number) => `${index === tall ? 'opened ' : ''}${rows[index] ? keyOf(rows[index]) : index}`,
      [rows, tall],
    ),
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - AHEAD) onEnd()
  }, [last, rows.length, onEnd])
  const onKey = (event: KeyboardEvent) => {
    const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    // Within an opened row, arrows are those of its player.
    if (!(event.target instanceof Element && event.target.id.startsWith('message-'))) return
    event.preventDefault()
    const target = Math.max(0, Math.min(rows.length - 1, current + by))
    const row = rows[target]
    if (!row) return
    onOpen(keyOf(row))
    virtual.scrollToIndex(target)
    requestAnimationFrame(() =>
      document.getElementById(`message-${keyOf(row)}`)?.focus({ preventScroll: true }),
    )
  }
  return (
    <div ref={scroll} className={classes.scroll}>
      {current === -1 && children}
      <ul aria-label={t`Messages`} style={{ height: virtual.getTotalSize() }} onKeyDown={onKey}>
        {items.map(({ index, start }) => {
          const item = rows[index]
          if (index === tall)
            return (
              <li
                key={`opened ${opened}`}
                ref={virtual.measureElement}
                data-index={index}
                aria-posinset={index + 1}
                aria-setsize={rows.length}
                style={{ transform: `translateY(${start}px)` }}
              >
                {children}
              </li>
            )
          return (
            item && (
              <InboxRow
                key={keyOf(item)}
                item={item}
                place={index + 1}
                of={rows.length}
                start={start}
                opened={index === current}
                inOrder={index === Math.max(0, current)}
                onOpen={onOpen}
              />
            )
          )
        })}
      </ul>
    </div>
  )
}
