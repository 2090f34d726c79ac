/**
 * Telephony of an organization at a site (M2): the main number, then its phone numbers. One page for operator, occupier
 * and provider; rights remove actions, never rearrange.
 */
import { useLingui } from '@lingui/react/macro'
import { SegmentedControl, Select } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import type { AnswerOf } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { Boundary } from '../parts/boundary.tsx'
import { SkeletonRows } from '../parts/states.tsx'
import { useMe } from '../session.ts'
import { usePlace } from '../shell/crumbs.tsx'
import { siteOf } from './asked.ts'
import { CallsOutLine } from './calls-out-line.tsx'
import { MainNumber } from './main-number.tsx'
import { NoSite } from './no-site.tsx'
import { PhoneNumbers } from './phone-numbers.tsx'
import { mainNumberQuery, siteQuery, sitesQuery } from './queries.ts'
import { useTelephonySearch } from './search.ts'
import { HoursNow, ServicesUsed, SiteClock } from './site-facts.tsx'
import classes from './telephony.module.css'

export type Organization = AnswerOf<'getOrganization'>
export type Site = AnswerOf<'getSite'>

/** From so many sites on a list is easier than buttons. */
const MANY_SITES = 4

export function Telephony({ organization }: { organization: Organization }) {
  const [{ site: wanted }, change] = useTelephonySearch()
  const siteId = siteOf(organization, wanted)
  if (!siteId) return <NoSite organization={organization} />
  return (
    <Boundary key={siteId}>
      <Suspense fallback={<SkeletonRows rows={8} height={44} />}>
        <AtSite
          key={siteId}
          organization={organization}
          siteId={siteId}
          onSite={(site) => change({ site, dialog: undefined })}
        />
      </Suspense>
    </Boundary>
  )
}

interface AtSiteProps {
  readonly organization: Organization
  readonly siteId: string
  readonly onSite: (siteId: string) => void
}

function AtSite({ organization, siteId, onSite }: AtSiteProps) {
  const { data: site } = useSuspenseQuery(siteQuery(siteId))
  const mainQuery = mainNumberQuery({ organizationId: organization.id, siteId })
  const { data: main } = useSuspenseQuery(mainQuery)
  useRefreshOn(['number'], mainQuery.queryKey)
  usePlace(site.name)
  // A user of a company sees the numbers that are theirs; whether there is a main number besides is not told.
  const { role } = useMe().active
  const knowsMain = main !== null || role !== 'occupier-user'
  return (
    <>
      <div className={classes.context}>
        <SiteChoice organization={organization} siteId={siteId} onSite={onSite} />
        <ServicesUsed organizationId={organization.id} siteId={siteId} />
        <SiteClock site={site} />
        <HoursNow siteId={siteId} zone={site.timeZone} />
      </div>
      {knowsMain && <MainNumber number={main} organization={organization} site={site} />}
      <PhoneNumbers organization={organization} site={site} mainNumberId={main?.id} />
      <CallsOutLine site={site} />
    </>
  )
}

function SiteChoice({ organization, siteId, onSite }: AtSiteProps) {
  const { t } = useLingui()
  const { data } = useQuery(sitesQuery(organization.operatorId))
  const sites = (data?.items ?? []).filter(({ id }) => organization.siteIds.includes(id))
  if (sites.length < 2) return sites[0] ? <strong>{sites[0].name}</strong> : null
  const choices = sites.map(({ id, name }) => ({ value: id, label: name }))
  return sites.length < MANY_SITES ? (
    <SegmentedControl aria-label={t`Site`} value={siteId} onChange={onSite} data={choices} />
  ) : (
    <Select
      aria-label={t`Site`}
      value={siteId}
      onChange={(value) => value && onSite(value)}
      data={choices}
      searchable
      allowDeselect={false}
    />
  )
}
