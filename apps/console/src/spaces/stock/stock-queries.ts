/** What the stock of numbers asks for: its route begins to ask before the page is there to wait for it. */
import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { StockSearch } from './search.ts'

/** Rows of the first page: a screen holds 30, and what a filter lets through is to be seen at once. */
const FIRST_PAGE = 100
/** Rows of every further page, so that scrolling meets the next one before its end. */
const PAGE = 300

/** A filter of the address as the API takes it: list, counts and export share it. */
export const stockFilterOf = (siteId: string, { state, search, kind, organizationId }: StockSearch) => ({
  siteId,
  state,
  kind,
  organizationId,
  search: search?.trim() || undefined,
})

export type StockFilter = ReturnType<typeof stockFilterOf>

export function stockQuery(filter: StockFilter, { sort, descending }: StockSearch) {
  const query = { ...filter, sort, descending }
  return infiniteQueryOptions({
    queryKey: ['numbers', 'stock', query],
    queryFn: ({ pageParam: after, signal }) =>
      api.listNumbers({ query: { ...query, after, limit: after ? PAGE : FIRST_PAGE } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

/** Counts by state of everything else in the filter: what each button of the filter would show. */
export function stockCountsQuery({ state: _, ...filter }: StockFilter) {
  return queryOptions({
    queryKey: ['number-counts', 'stock', filter],
    queryFn: ({ signal }) => api.countNumbers({ query: filter }, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** Asks for what the page shows first. What is refused is said by the page. */
export function prefetchStock(client: QueryClient, siteId: string, search: StockSearch): void {
  const filter = stockFilterOf(siteId, search)
  void client.prefetchInfiniteQuery(stockQuery(filter, search))
  void client.prefetchQuery(stockCountsQuery(filter))
}
