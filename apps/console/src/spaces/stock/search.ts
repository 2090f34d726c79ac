/** What the stock of numbers keeps in its address. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { NumberState } from '../../parts/state-badge.tsx'

export interface StockSearch {
  state?: NumberState
  search?: string
  /** Only numbers that are nominated as main. */
  kind?: 'main'
  organizationId?: string
  sort?: 'extension' | 'state'
  descending?: 'true'
  dialog?: 'add'
  /** The import panel is open. */
  import?: 'open'
}

export function useStockSearch(): [
  StockSearch,
  (change: { [K in keyof StockSearch]?: StockSearch[K] | undefined }) => void,
] {
  const search: StockSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = useCallback(
    (changed: object) => {
      void navigate({
        to: '.',
        search: (old: StockSearch) => ({ ...old, ...changed }),
        replace: true,
      } as never)
    },
    [navigate],
  )
  return [search, change]
}
