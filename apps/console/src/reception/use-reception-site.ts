/** The sites whose reception may be seen, and the one that is. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'

export const useSitesOfReception = () =>
  useQuery({
    queryKey: ['sites-of-reception'],
    queryFn: () => api.listSites({ query: { limit: 100 } }),
  })

/** The one that was asked for, else the first. */
export function useReceptionSite(asked: string | undefined) {
  const sites = useSitesOfReception()
  const items = sites.data?.items ?? []
  return { sites, items, chosen: items.find(({ id }) => id === asked) ?? items[0] }
}
