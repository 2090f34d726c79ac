/** The dated events of a site, all of them, in the order in which they begin. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type AnswerOf, api } from '../../../api/client.ts'
import type { Site } from '../../site-layout.tsx'

export type SiteEvent = AnswerOf<'listSiteEvents'>['items'][number]

export function useSiteEvents(site: Pick<Site, 'id'>) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['site-events', site.id],
    queryFn: () => eventsOf(site.id),
  })
  const events = useMemo(() => (data ?? []).toSorted((a, b) => (a.when.from < b.when.from ? -1 : 1)), [data])
  return { events, error, isPending, refetch }
}

async function eventsOf(siteId: string): Promise<readonly SiteEvent[]> {
  const found: SiteEvent[] = []
  for (let after: string | undefined; ; ) {
    const page = await api.listSiteEvents({ query: { siteId, limit: 1000, after } })
    found.push(...page.items)
    if (!page.next) return found
    after = page.next
  }
}
