/** The sites that the person sees, of one operator when it is named. */
import { useQuery } from '@tanstack/react-query'
import { type AnswerOf, api } from '../api/client.ts'

export type Site = AnswerOf<'listSites'>['items'][number]

const none: readonly Site[] = []

export function useSites(operatorId?: string): readonly Site[] {
  const { data } = useQuery({
    queryKey: ['sites', operatorId ?? 'all'],
    queryFn: () => api.listSites({ query: { operatorId, limit: 1000 } }),
    staleTime: 60_000,
  })
  return data?.items ?? none
}
