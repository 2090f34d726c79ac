/** What the stock of numbers asks for: its route begins to ask before the page is there to wait for it. */
import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { StockSearch } from './search.ts'
import { firstStockPage, type StockFilter, stockFilterOf } from './stock-filter.ts'

/** Rows of every further page, so that scrolling meets the next one before its end. */
const PAGE = 300

export function stockQuery(filter: StockFilter, { sort, descending }: StockSearch) {
  const query = { ...filter, sort, descending }
  const first = firstStockPage(filter, { sort, descending })
  return infiniteQueryOptions({
    queryKey: ['numbers', 'stock', query],
    queryFn: ({ pageParam: after, signal }) =>
      api.listNumbers({ query: after ? { ...query, after, limit: PAGE } : first }, { signal }),
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
