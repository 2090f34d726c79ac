/** The public holidays that a site subscribes to. */
import { useQuery } from '@tanstack/react-query'
import { type AnswerOf, api } from '../../../api/client.ts'

export type Subscription = AnswerOf<'listHolidaySubscriptions'>['items'][number]

export const useSubscriptions = (siteId: string) =>
  useQuery({
    queryKey: ['holiday-subscriptions', siteId],
    queryFn: () => api.listHolidaySubscriptions({ params: { siteId } }),
  })
