/** A list that comes by page: its rows so far, and `more` for the next page. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback } from 'react'

interface PageOf<Row> {
  readonly items: readonly Row[]
  readonly next?: string | undefined
}

/** @param fetchPage given "next" of the page before, undefined for the first page */
export function usePages<Row, Page extends PageOf<Row> = PageOf<Row>>(
  queryKey: readonly unknown[],
  fetchPage: (after: string | undefined, signal: AbortSignal) => Promise<Page & PageOf<Row>>,
) {
  const query = useInfiniteQuery({
    queryKey: [...queryKey],
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const {
    data,
    error,
    isPending,
    isPlaceholderData,
    refetch,
    fetchNextPage,
    hasNextPage,
    isFetchingNextPage,
  } = query
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage])
  const pages: readonly Page[] = data?.pages ?? []
  const rows: readonly Row[] = pages.flatMap((page) => page.items)
  return { pages, rows, error, isPending, stale: isPlaceholderData, refetch, more }
}
