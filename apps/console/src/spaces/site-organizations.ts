/** The organizations of a site, by identifier: a list of numbers names their owners from here, without asking for each. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type AnswerOf, api } from '../api/client.ts'

export type SiteOrganization = AnswerOf<'listOrganizations'>['items'][number]

export const siteOrganizationsQuery = (siteId: string) =>
  queryOptions({
    queryKey: ['site-organizations', siteId],
    queryFn: () => organizationsOf(siteId),
    staleTime: 60_000,
  })

export function useSiteOrganizations(siteId: string) {
  const { data } = useQuery(siteOrganizationsQuery(siteId))
  return useMemo(
    () => ({
      known: data !== undefined,
      all: data ?? [],
      occupiers: (data ?? []).filter(({ kind }) => kind === 'occupier'),
      byId: new Map((data ?? []).map((organization) => [organization.id, organization])),
    }),
    [data],
  )
}

async function organizationsOf(siteId: string): Promise<readonly SiteOrganization[]> {
  const found: SiteOrganization[] = []
  for (let after: string | undefined; ; ) {
    const page = await api.listOrganizations({ query: { siteId, limit: 1000, after } })
    found.push(...page.items)
    if (!page.next) return found.toSorted((a, b) => a.name.localeCompare(b.name))
    after = page.next
  }
}
