/** Countries whose public holidays can be subscribed, and the parts of one, in the language of the page. */
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'

export function useCountries() {
  const { i18n } = useLingui()
  const language = i18n.locale
  const { data } = useQuery({
    queryKey: ['holiday-countries', language],
    queryFn: () => api.listHolidayCountries({ query: { language } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.items ?? []
}

export function useParts(country: string | null) {
  const { i18n } = useLingui()
  const language = i18n.locale
  const { data } = useQuery({
    queryKey: ['holiday-states', country, language],
    enabled: country !== null,
    queryFn: () => api.listHolidayStates({ params: { country: country ?? '' }, query: { language } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.items ?? []
}
