/** Companies whose callers go before others in the queue of a reception (C7). */
import { useLingui } from '@lingui/react/macro'
import { MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

interface Props {
  readonly siteId: string
  readonly organizationIds: readonly string[]
  readonly change: (organizationIds: string[]) => void
}

export function PriorityField({ siteId, organizationIds, change }: Props) {
  const { t } = useLingui()
  const companies = useQuery({
    queryKey: ['companies-of-reception', siteId],
    queryFn: () => api.listOrganizations({ query: { siteId, limit: 500 } }),
  })
  const here = companies.data?.items ?? []
  // Whoever has left the site is not named here, and stays as it is.
  const named = here.filter(({ id }) => organizationIds.includes(id)).map(({ id }) => id)
  const unnamed = organizationIds.filter((id) => !named.includes(id))
  return (
    <MultiSelect
      label={t`Callers of these companies go first`}
      description={t`All others are answered in the order in which they came.`}
      data={here.map(({ id, name }) => ({ value: id, label: name }))}
      value={named}
      onChange={(chosen) => change([...unnamed, ...chosen])}
      searchable
      clearable
    />
  )
}
