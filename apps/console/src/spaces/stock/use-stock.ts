/** The numbers of a site as a list that grows while it is scrolled, and their counts by state. */
import { useThrottledValue } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useRefreshOn } from '../../api/live.tsx'
import { useStockSearch } from './search.ts'
import { type StockFilter, stockFilterOf } from './stock-filter.ts'
import { stockCountsQuery, stockQuery } from './stock-queries.ts'

/** What is typed quicker than this, ms, is asked for at once and together. */
const TYPED_TOGETHER_MS = 120

/** The filter of the address; of what is typed the first letter counts at once. */
export function useStockFilter(siteId: string): StockFilter {
  const [{ state, search, kind, organizationId }] = useStockSearch()
  const text = useThrottledValue(search, TYPED_TOGETHER_MS)
  return useMemo(
    () => stockFilterOf(siteId, { state, kind, organizationId, search: text } as never),
    [siteId, state, kind, organizationId, text],
  )
}

export function useStock(filter: StockFilter) {
  const [{ sort, descending }] = useStockSearch()
  const numbers = useInfiniteQuery(stockQuery(filter, { sort, descending } as never))
  useRefreshOn(['number'], ['numbers', 'stock'])
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = numbers
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage])
  return { numbers, rows, more }
}

export function useStockCounts(filter: StockFilter) {
  const { data } = useQuery(stockCountsQuery(filter))
  useRefreshOn(['number'], ['number-counts', 'stock'])
  return data
}
