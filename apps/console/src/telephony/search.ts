/** What the telephony page keeps in its address: site, what is open, filters. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { NumberState } from '../parts/state-badge.tsx'

export type MainDialog = 'call-settings' | 'hunt-group' | 'greetings' | 'pin' | 'deactivate' | 'try' | 'edit'

export interface TelephonySearch {
  site?: string
  /** The summary is closed; it is open when left out. */
  closed?: true
  /** The list of phone numbers is closed. */
  list?: 'closed'
  dialog?: MainDialog
  /** What of the dialog is open. */
  panel?: 'versions' | 'dated'
  /** Of its versions: the one that is meant. */
  version?: number
  /** The dated change that is edited. */
  change?: string
  state?: NumberState | 'unregistered'
  search?: string
}

export function useTelephonySearch(): [TelephonySearch, (change: Partial<TelephonySearch>) => void] {
  const search: TelephonySearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = useCallback(
    (changed: Partial<TelephonySearch>) => {
      void navigate({
        to: '.',
        search: (old: TelephonySearch) => ({ ...old, ...changed }),
        replace: true,
      } as never)
    },
    [navigate],
  )
  return [search, change]
}
