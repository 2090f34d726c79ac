/** The numbers of a site as a list that grows while it is scrolled, and their counts by state. */
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api } from '../../api/client.ts'
import { useRefreshOn } from '../../api/live.tsx'
import { useStockSearch } from './search.ts'

/** Rows of a page: a screen holds 40, so that scrolling meets the next page before its end. */
const PAGE = 300

/** The filter of the address as the API takes it: list, counts and export share it. */
export function useStockFilter(siteId: string) {
  const [{ state, search, kind, organizationId }] = useStockSearch()
  const [text] = useDebouncedValue(search?.trim(), 120)
  return useMemo(
    () => ({ siteId, state, kind, organizationId, search: text || undefined }),
    [siteId, state, kind, organizationId, text],
  )
}

export type StockFilter = ReturnType<typeof useStockFilter>

export function useStock(filter: StockFilter) {
  const [{ sort, descending }] = useStockSearch()
  const query = { ...filter, sort, descending, limit: PAGE }
  const numbers = useInfiniteQuery({
    queryKey: ['numbers', 'stock', query],
    queryFn: ({ pageParam, signal }) =>
      api.listNumbers({ query: { ...query, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  useRefreshOn(['number'], ['numbers', 'stock'])
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = numbers
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage])
  return { numbers, rows, more }
}

/** Counts by state of everything else in the filter: what each button of the filter would show. */
export function useStockCounts({ state: _, ...filter }: StockFilter) {
  const queryKey = ['number-counts', 'stock', filter]
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.countNumbers({ query: filter }, { signal }),
    placeholderData: keepPreviousData,
  })
  useRefreshOn(['number'], ['number-counts', 'stock'])
  return data
}
