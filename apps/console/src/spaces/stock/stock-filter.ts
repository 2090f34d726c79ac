/** The filter of the stock as the API takes it. */
import type { StockSearch } from './search.ts'

/** Rows of the first page: a screen holds 30, and what a filter lets through is to be seen at once. */
const FIRST_PAGE = 100

/** A filter of the address as the API takes it: list, counts and export share it. */
export const stockFilterOf = (siteId: string, { state, search, kind, organizationId }: StockSearch) => ({
  siteId,
  state,
  kind,
  organizationId,
  search: search?.trim() || undefined,
})

export type StockFilter = ReturnType<typeof stockFilterOf>

export const firstStockPage = (filter: StockFilter, { sort, descending }: StockSearch) => ({
  ...filter,
  sort,
  descending,
  limit: FIRST_PAGE,
})
