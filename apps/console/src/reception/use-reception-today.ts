/** What a reception did with the calls of today, the day of its site. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { instantOfLocal } from '../parts/local-time.ts'
import { localDay } from '../parts/time.ts'
import type { Desk } from './desk-state.ts'

/** How often it is read without an event, ms: a promise is kept or broken when the call has ended and is written. */
const REFRESH_MS = 15_000

export function useReceptionToday({ siteId, zone }: Pick<Desk, 'siteId' | 'zone'>) {
  const queryKey = ['reception-today', siteId]
  useRefreshOn(['call.ended'], queryKey)
  const { data } = useQuery({
    queryKey,
    queryFn: () => {
      const from = instantOfLocal(`${localDay(Date.now(), zone)} 00:00:00`, zone)
      const to = new Date(Date.now() + 60_000).toISOString()
      return api.getReceptionFigures({ params: { siteId }, query: { from, to } })
    },
    refetchInterval: REFRESH_MS,
    refetchIntervalInBackground: true,
  })
  return data
}

/** `94 %` of all calls, with a no-break space: one that nobody answered was not answered in time. undefined without calls. */
export function shareInTime({ calls, inTime }: { calls: number; inTime: number }): string | undefined {
  return calls === 0 ? undefined : `${Math.round((100 * inTime) / calls)}\u00a0%`
}
