/** What a page keeps in its address: filters, tabs, the dialog that is open. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

type Change<Search> = { readonly [K in keyof Search]?: Search[K] | undefined }

/** The search of the address, and how to change some of it; undefined takes a part away. */
export function useAddress<Search extends object>(): readonly [Search, (change: Change<Search>) => void] {
  const search = useSearch({ strict: false }) as unknown as Search
  const navigate = useNavigate()
  const change = useCallback(
    (changed: Change<Search>) =>
      void navigate({ to: '.', search: (old: object) => ({ ...old, ...changed }), replace: true } as never),
    [navigate],
  )
  return [search, change]
}
