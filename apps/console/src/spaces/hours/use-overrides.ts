/** What is set by hand at a site and still holds, for the site as a whole. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type AnswerOf, api } from '../../api/client.ts'

export type Override = AnswerOf<'listOverrides'>['items'][number]

export function useOverrides(siteId: string): {
  readonly manual: Override | undefined
  readonly emergency: Override | undefined
} {
  const { data } = useQuery({
    queryKey: ['site-overrides', siteId],
    queryFn: () => api.listOverrides({ params: { siteId } }),
    refetchInterval: 60_000,
  })
  const ofSite = data?.items.filter(({ numberId }) => numberId === null) ?? []
  return {
    manual: ofSite.find(({ kind }) => kind === 'manual'),
    emergency: ofSite.find(({ kind }) => kind === 'emergency'),
  }
}

/** After a change of what is set by hand. */
export function useRefreshOverrides(siteId: string): () => void {
  const client = useQueryClient()
  return () => {
    for (const key of ['site-overrides', 'site-rule'])
      void client.invalidateQueries({ queryKey: [key, siteId] })
  }
}
