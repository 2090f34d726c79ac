/**
 * Telephony of an organization at a site (M2): the main number, then its phone numbers. One page for operator, occupier
 * and provider; rights remove actions, never rearrange.
 */
import { Trans, useLingui } from '@lingui/react/macro'
import { SegmentedControl, Select } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useState } from 'react'
import type { AnswerOf } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { Boundary } from '../parts/boundary.tsx'
import { Status } from '../parts/state-badge.tsx'
import { SkeletonRows } from '../parts/states.tsx'
import { clockTime, whenInWords } from '../parts/time.ts'
import { may, useMe } from '../session.ts'
import { usePlace } from '../shell/crumbs.tsx'
import { siteOf } from './asked.ts'
import { MainNumber } from './main-number.tsx'
import { NoSite } from './no-site.tsx'
import { PhoneNumbers } from './phone-numbers.tsx'
import { mainNumberQuery, siteQuery, siteRuleQuery, sitesQuery, voiceServiceQuery } from './queries.ts'
import { useTelephonySearch } from './search.ts'
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
  return (
    <>
      <div className={classes.context}>
        <SiteChoice organization={organization} siteId={siteId} onSite={onSite} />
        <Services organizationId={organization.id} siteId={siteId} />
        <SiteClock site={site} />
        <HoursNow siteId={siteId} zone={site.timeZone} />
      </div>
      <MainNumber number={main} organization={organization} site={site} />
      <PhoneNumbers organization={organization} site={site} mainNumberId={main?.id} />
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

function Services({ organizationId, siteId }: { organizationId: string; siteId: string }) {
  const me = useMe()
  const query = voiceServiceQuery({ organizationId, siteId })
  const { data } = useQuery({ ...query, enabled: may(me, 'get-voice-service') })
  useRefreshOn(['number'], query.queryKey)
  if (!data) return null
  return (
    <span className="middle">
      <Trans>
        Voice services <strong className="figures">{data.used}</strong> of{' '}
        <strong className="figures">{data.quantity}</strong> in use
      </Trans>
    </span>
  )
}

function SiteClock({ site }: { site: Site }) {
  const { i18n } = useLingui()
  const now = useMinute()
  return (
    <span className="middle">
      {site.timeZone} <time className={classes.clock}>{clockTime(now, site.timeZone, i18n.locale)}</time>
    </span>
  )
}

function HoursNow({ siteId, zone }: { siteId: string; zone: string }) {
  const { i18n } = useLingui()
  const me = useMe()
  const query = siteRuleQuery(siteId)
  const { data } = useQuery({ ...query, enabled: may(me, 'get-site-rule') })
  useRefreshOn(['schedule', 'settings'], query.queryKey)
  if (!data) return null
  const { open, until } = data.now
  const end = until && whenInWords(until, Date.now(), zone, i18n.locale)
  return open ? (
    <Status tone="ok" icon={<IconSun size={15} stroke={1.9} aria-hidden />}>
      <strong className={classes.hours}>
        {end ? <Trans>In hours until {end}</Trans> : <Trans>In hours</Trans>}
      </strong>
    </Status>
  ) : (
    <Status tone="idle" icon={<IconMoon size={15} stroke={1.9} aria-hidden />}>
      <strong className={classes.hours}>
        {end ? <Trans>Out of hours until {end}</Trans> : <Trans>Out of hours</Trans>}
      </strong>
    </Status>
  )
}

/** Epoch ms, anew with every minute. */
export function useMinute(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
