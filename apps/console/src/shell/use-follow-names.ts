/** What a site or a company is called, and by which clock a site lives, stands all over the console: it follows what others save. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLiveEvents } from '../api/live.tsx'

/** What shows sites by name or tells their time, and asks for nothing else when one changes. */
const ofSites: readonly string[] = [
  'site',
  'sites',
  'sites-of-reception',
  'command-bar-sites',
  'call-names',
  'site-rule',
  'site-hours',
  'report',
]

/** A burst of events is one fetch, ms. */
const BURST_MS = 150

export function useFollowNames(): void {
  const client = useQueryClient()
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const everything = useRef(false)
  useLiveEvents(({ kind, data }) => {
    const isSite = kind === 'schedule.changed' && (data as { what?: string }).what === 'site'
    const isCompany = kind === 'organization.changed'
    if (!isSite && !isCompany) return
    // A company is named in most of what is listed, and seldom renamed.
    everything.current ||= isCompany
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined
      void client.invalidateQueries(
        everything.current ? {} : { predicate: ({ queryKey: [first] }) => ofSites.includes(String(first)) },
      )
      everything.current = false
    }, BURST_MS)
  })
  useEffect(() => () => clearTimeout(waiting.current), [])
}
