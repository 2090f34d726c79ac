/** The names of all organizations that the person sees, by identifier: rows of a list name their company from here. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type AnswerOf, api } from '../api/client.ts'

export type Organization = AnswerOf<'listOrganizations'>['items'][number]

/** All of them, in the order of their names. */
export const everyOrganization = queryOptions({
  queryKey: ['organizations', 'all'],
  queryFn: allOf,
  staleTime: 60_000,
})

export function useOrganizations() {
  const { data } = useQuery(everyOrganization)
  return useMemo(
    () => ({
      all: data ?? [],
      byId: new Map((data ?? []).map((one) => [one.id, one])),
      known: data !== undefined,
    }),
    [data],
  )
}

async function allOf(): Promise<readonly Organization[]> {
  const found: Organization[] = []
  for (let after: string | undefined; ; ) {
    const page = await api.listOrganizations({ query: { limit: 1000, after } })
    found.push(...page.items)
    if (!page.next) return found.toSorted((a, b) => a.name.localeCompare(b.name))
    after = page.next
  }
}
