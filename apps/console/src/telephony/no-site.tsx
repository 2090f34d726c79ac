/** A company that is at no site has no telephony yet: its operator locates it at one, here and now. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconMapPin } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import { Empty } from '../parts/states.tsx'
import { isOperator, may, useMe } from '../session.ts'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import classes from './no-site.module.css'
import { organizationQuery } from './queries.ts'
import { useTelephonySearch } from './search.ts'
import type { Organization } from './telephony.tsx'

export function NoSite({ organization }: { organization: Organization }) {
  const { t } = useLingui()
  const { active } = useMe()
  const name = organization.name
  return (
    <Empty
      icon={<IconMapPin size={24} stroke={1.5} aria-hidden />}
      title={t`${name} is at no site yet.`}
      action={isOperator(active.role) && <Sites organization={organization} />}
    >
      {isOperator(active.role) ? (
        <Trans>
          A main number and phones belong to a site. Choose the one where {name} is; the telephony of your
          occupiers and the stock of numbers stand in <Link to="/spaces">Spaces</Link>.
        </Trans>
      ) : (
        <Trans>A main number and phones belong to a site. Your operator says which one you are at.</Trans>
      )}
    </Empty>
  )
}

function Sites({ organization: { id: organizationId, operatorId } }: { organization: Organization }) {
  const [, change] = useTelephonySearch()
  const client = useQueryClient()
  const mayLocate = may(useMe(), 'locate-organization')
  const { data } = useQuery({
    queryKey: ['sites', operatorId],
    queryFn: () => api.listSites({ query: { operatorId, limit: 1000 } }),
    enabled: mayLocate,
  })
  const locate = useMutation({
    mutationFn: (siteId: string) => api.locateOrganization({ params: { organizationId, siteId } }),
    onSuccess: (located, site) => {
      client.setQueryData(organizationQuery(organizationId).queryKey, located)
      void client.invalidateQueries({ queryKey: ['site-organizations', site] })
      change({ site })
    },
  })
  if (!mayLocate)
    return (
      <p className="quiet">
        <Trans>An operator admin locates a company at a site.</Trans>
      </p>
    )
  return (
    <>
      <div className={classes.sites}>
        {data?.items.map(({ id, name }) => (
          <Button
            key={id}
            variant="default"
            loading={locate.isPending && locate.variables === id}
            onClick={() => locate.mutate(id)}
          >
            <Trans>Locate at {name}</Trans>
          </Button>
        ))}
      </div>
      {locate.error && <Wrong error={locate.error} />}
    </>
  )
}
