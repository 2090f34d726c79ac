/** The public holidays that a site subscribes to, and what a subscription is called. */
import { useQuery } from '@tanstack/react-query'
import { type AnswerOf, api } from '../../../api/client.ts'
import { useCountries } from './use-holiday-places.ts'

type Subscription = AnswerOf<'listHolidaySubscriptions'>['items'][number]

export const useSubscriptions = (siteId: string) =>
  useQuery({
    queryKey: ['holiday-subscriptions', siteId],
    queryFn: () => api.listHolidaySubscriptions({ params: { siteId } }),
  })

/** "United Kingdom ENG": the country by name, its parts by code. */
export function useSubscriptionName(): (subscription: Subscription) => string {
  const countries = useCountries()
  return ({ country, state, region }) => {
    const name = countries.find(({ code }) => code === country)?.name ?? country
    return [name, state, region].filter(Boolean).join(' ')
  }
}
