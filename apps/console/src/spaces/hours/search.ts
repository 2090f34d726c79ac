/** What the page of hours keeps in its address. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

export interface HoursSearch {
  events?: 'past'
  dialog?: 'event' | 'holidays' | 'calendar' | 'close'
  /** The event that the dialog edits; none: a new one. */
  event?: string
}

type Change = { [K in keyof HoursSearch]?: HoursSearch[K] | undefined }

export function useHoursSearch(): [HoursSearch, (change: Change) => void] {
  const search: HoursSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = useCallback(
    (changed: Change) => {
      void navigate({
        to: '.',
        search: (old: HoursSearch) => ({ ...old, ...changed }),
        replace: true,
      } as never)
    },
    [navigate],
  )
  return [search, change]
}
