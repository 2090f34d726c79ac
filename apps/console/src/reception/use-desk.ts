/** The reception of a site as it is now: fetched anew with each event, and now and then in case one was missed. */
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { api } from '../api/client.ts'
import { useLiveEvents } from '../api/live.tsx'

/** How often it is fetched without an event, ms: events may be late when the database is busy. */
const REFRESH_MS = 3_000

/** An answer that is not there by then is lost with the network that it was on its way by; the next look does not wait for it, ms. */
const PATIENCE_MS = 6_000

export const deskKey = (siteId: string) => ['desk', siteId] as const

export function useDesk(siteId: string) {
  const query = useQuery({
    queryKey: deskKey(siteId),
    queryFn: async ({ signal }) => {
      const asked = Date.now()
      const inTime = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
      const desk = await api.getDesk({ params: { siteId } }, { signal: inTime })
      // Half the way there and back is over when the answer was written.
      return { desk, ahead: Date.parse(desk.now) - (asked + Date.now()) / 2 }
    },
    refetchInterval: REFRESH_MS,
    refetchIntervalInBackground: true,
    staleTime: 0,
  })
  const { refetch } = query
  const look = useGathered(refetch)
  useLiveEvents((event) => {
    const ours = event.kind === 'reception.changed' && event.siteId === siteId
    if (ours || event.kind === 'reset') look()
  })
  useEffect(() => {
    const onFocus = () => void refetch()
    window.addEventListener('focus', onFocus)
    return () => window.removeEventListener('focus', onFocus)
  }, [refetch])
  return query
}

/** Between two looks, ms: a burst of events is two of them. */
const GATHER_MS = 150

/** The first event looks at once; those that come until the answer is there, and shortly after it, are one more look. */
function useGathered(refetch: (options: { cancelRefetch: boolean }) => Promise<unknown>): () => void {
  const state = useRef({ looking: false, again: false })
  return useCallback(() => {
    const { current } = state
    const look = () => {
      current.looking = true
      current.again = false
      // An answer on its way is never thrown away: under many events none would arrive.
      void refetch({ cancelRefetch: false }).finally(() =>
        setTimeout(() => {
          current.looking = false
          if (current.again) look()
        }, GATHER_MS),
      )
    }
    if (current.looking) current.again = true
    else look()
  }, [refetch])
}
