/** An occupier: its name, its tabs, the opened one. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useLocation, useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { api } from '../api/client.ts'
import { CallHistory } from '../calls/call-history.tsx'
import { useInboxCounts } from '../messages/use-inbox.ts'
import { Boundary } from '../parts/boundary.tsx'
import { SkeletonRows } from '../parts/states.tsx'
import { TabbedPage } from '../parts/tabbed-page.tsx'
import { dayInWords, localZone, monthAndYear } from '../parts/time.ts'
import { useAtRest } from '../parts/use-at-rest.ts'
import { may, useMe } from '../session.ts'
import { useCrumbs } from '../shell/crumbs.tsx'
import { organizationQuery } from '../telephony/queries.ts'
import type { Organization } from '../telephony/telephony.tsx'
import { LeaveMenu } from './leave-menu.tsx'
import classes from './occupier-layout.module.css'

export function OccupierLayout() {
  return (
    <Boundary>
      <Suspense fallback={<SkeletonRows rows={8} height={44} />}>
        <Occupier />
      </Suspense>
    </Boundary>
  )
}

/** One that has left is on record only (N7). */
function Left({ organization, at }: { organization: Organization; at: string }) {
  const { t, i18n } = useLingui()
  const when = dayInWords(at, Date.now(), localZone, i18n.locale)
  useCrumbs([{ label: t`Occupiers`, to: '/occupiers' }, { label: organization.name }])
  return (
    <>
      <header className={classes.head}>
        <h1>{organization.name}</h1>
        <span className="meta">
          <Trans>Left on {when}</Trans>
        </span>
        <div className={classes.actions}>
          <History organization={organization} />
        </div>
      </header>
      <p className="middle">
        <Trans>Its numbers rest, and nobody can sign in for it any more. Its calls are on record.</Trans>
      </p>
      <CallHistory organizationId={organization.id} />
    </>
  )
}

/** What was changed of it. */
function History({ organization }: { organization: Organization }) {
  if (!may(useMe(), 'list-audit')) return null
  return (
    <Button
      variant="default"
      leftSection={<IconHistory size={16} aria-hidden />}
      renderRoot={(props) => (
        <Link
          {...props}
          to={'/administration/audit' as never}
          search={{ organization: organization.id, named: organization.name } as never}
        />
      )}
    >
      <Trans>History</Trans>
    </Button>
  )
}

/** The occupier whose address is open. */
export function useOccupier() {
  const { organizationId = '' } = useParams({ strict: false })
  return useSuspenseQuery(organizationQuery(organizationId)).data
}

function Occupier() {
  const organization = useOccupier()
  const left = organization.decommissionedAt
  return left ? <Left organization={organization} at={left} /> : <Present organization={organization} />
}

function Present({ organization }: { organization: Organization }) {
  const { t, i18n } = useLingui()
  const { pathname } = useLocation()
  const since = monthAndYear(organization.createdAt, i18n.locale)
  const me = useMe()
  const atRest = useAtRest()
  const mayHear = me.active.role !== 'operator-admin' && me.active.role !== 'operator-user'
  const { data: inbox } = useInboxCounts({ organizationId: organization.id, enabled: atRest && mayHear })
  const { data: counts } = useQuery({
    queryKey: ['organization-counts', organization.id],
    queryFn: () => api.countOrganization({ params: { organizationId: organization.id } }),
    enabled: atRest && may(me, 'count-organization'),
  })
  const tabs = [
    { value: 'overview', label: t`Overview` },
    ...(may(me, 'list-users') ? [{ value: 'users', label: t`Users`, count: counts?.users }] : []),
    { value: 'services', label: t`Services` },
    { value: 'telephony', label: t`Telephony` },
    // A landlord sees no message of a company: it would count none.
    { value: 'messages', label: t`Messages`, ...(mayHear && { count: inbox?.new }) },
    { value: 'calls', label: t`Calls` },
    { value: 'devices', label: t`Devices`, count: counts?.devices },
  ]
  const tab = pathname.split('/')[3] ?? 'telephony'
  useCrumbs([
    { label: t`Occupiers`, to: '/occupiers' },
    { label: organization.name, to: `/occupiers/${organization.id}/telephony` },
    { label: tabs.find(({ value }) => value === tab)?.label ?? tab },
  ])
  return (
    <>
      <header className={classes.head}>
        <h1>{organization.name}</h1>
        <span className="meta">
          {organization.kind === 'operator' ? (
            <Trans>Operator since {since}</Trans>
          ) : (
            <Plural
              value={organization.siteIds.length}
              one={`Occupier at # site since ${since}`}
              other={`Occupier at # sites since ${since}`}
            />
          )}
        </span>
        <div className={classes.actions}>
          <History organization={organization} />
          {may(me, 'decommission-organization') && <LeaveMenu organization={organization} />}
        </div>
      </header>
      <TabbedPage label={organization.name} path={`/occupiers/${organization.id}`} tabs={tabs} value={tab} />
    </>
  )
}
