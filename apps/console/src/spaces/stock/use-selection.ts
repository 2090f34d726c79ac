/** Which rows of a list are chosen: one by one, a range with Shift, all that are loaded. */
import { useCallback, useMemo, useRef, useState } from 'react'

export interface Selection<Row> {
  /** Those of the chosen that are loaded, in the order of the list. */
  readonly chosen: readonly Row[]
  readonly has: (row: Row) => boolean
  /** Chooses or leaves a row; with `range` every row from the last one touched to this one. */
  readonly toggle: (row: Row, range: boolean) => void
  readonly toggleAll: () => void
  readonly clear: () => void
}

export function useSelection<Row extends { readonly id: string }>(rows: readonly Row[]): Selection<Row> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const anchor = useRef<string>(undefined)
  const all = useRef(rows)
  all.current = rows
  const chosen = useMemo(() => (ids.size === 0 ? [] : rows.filter(({ id }) => ids.has(id))), [ids, rows])
  const toggle = useCallback(({ id }: Row, range: boolean) => {
    const among = all.current
    const from = range ? among.findIndex((row) => row.id === anchor.current) : -1
    const to = among.findIndex((row) => row.id === id)
    anchor.current = id
    setIds((old) => {
      const next = new Set(old)
      if (from >= 0)
        for (const row of among.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(row.id)
      else if (!next.delete(id)) next.add(id)
      return next
    })
  }, [])
  return {
    chosen,
    has: useCallback(({ id }) => ids.has(id), [ids]),
    toggle,
    toggleAll: useCallback(
      () => setIds((old) => (old.size > 0 ? new Set() : new Set(all.current.map(({ id }) => id)))),
      [],
    ),
    clear: useCallback(() => setIds(new Set()), []),
  }
}
