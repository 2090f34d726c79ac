/** The public holidays that a site subscribes to. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'

export const useSubscriptions = (siteId: string) =>
  useQuery({
    queryKey: ['holiday-subscriptions', siteId],
    queryFn: () => api.listHolidaySubscriptions({ params: { siteId } }),
  })
