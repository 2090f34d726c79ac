/** Countries whose public holidays can be subscribed, and the parts of one, in the language of the page. */
import { useLingui } from '@lingui/react/macro'
import { useQueries, useQuery } from '@tanstack/react-query'
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
  return useQuery({ ...partsQuery(country ?? '', i18n.locale), enabled: country !== null }).data?.items ?? []
}

const partsQuery = (country: string, language: string) => ({
  queryKey: ['holiday-states', country, language],
  queryFn: () => api.listHolidayStates({ params: { country }, query: { language } }),
  staleTime: Number.POSITIVE_INFINITY,
})

/** A country or a part of one, each by its name once that is known. */
interface Place {
  readonly country: string
  readonly state: string | null
  readonly region: string | null
}

/** "England, United Kingdom" */
export function usePlaceName(places: readonly Place[]): (place: Place) => string {
  const { i18n } = useLingui()
  const countries = useCountries()
  const divided = [...new Set(places.filter(({ state }) => state).map(({ country }) => country))]
  const parts = useQueries({ queries: divided.map((country) => partsQuery(country, i18n.locale)) })
  return ({ country, state, region }) => {
    const found = parts[divided.indexOf(country)]?.data?.items.find(({ code }) => code === state)
    const regionName = found?.regions.find(({ code }) => code === region)?.name ?? region
    const countryName = countries.find(({ code }) => code === country)?.name ?? country
    return [regionName, found?.name ?? state, countryName].filter(Boolean).join(', ')
  }
}
