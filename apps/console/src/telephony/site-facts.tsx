/** What is true of a company's site right now: services in use, the clock there, whether it is open. */
import { Trans, useLingui } from '@lingui/react/macro'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRefreshOn } from '../api/live.tsx'
import { Status } from '../parts/state-badge.tsx'
import { clockTime, whenInWords } from '../parts/time.ts'
import { useMinute } from '../parts/use-minute.ts'
import { may, useMe } from '../session.ts'
import { siteRuleQuery, voiceServiceQuery } from './queries.ts'
import classes from './site-facts.module.css'
import type { Site } from './telephony.tsx'

export function ServicesUsed({ organizationId, siteId }: { organizationId: string; siteId: string }) {
  const me = useMe()
  const query = voiceServiceQuery({ organizationId, siteId })
  const { data, isLoading } = useQuery({ ...query, enabled: may(me, 'get-voice-service') })
  useRefreshOn(['number'], query.queryKey)
  // What stands beside it must not jump when it comes.
  if (!data && !isLoading) return null
  const { used, quantity } = data ?? { used: 0, quantity: 0 }
  return (
    <span className="middle" style={{ visibility: data ? undefined : 'hidden' }}>
      <Trans>
        Voice services <strong className="figures">{used}</strong> of{' '}
        <strong className="figures">{quantity}</strong> in use
      </Trans>
    </span>
  )
}

export function SiteClock({ site }: { site: Pick<Site, 'timeZone'> }) {
  const { i18n } = useLingui()
  const now = useMinute()
  return (
    <span className="middle">
      {site.timeZone} <time className={classes.clock}>{clockTime(now, site.timeZone, i18n.locale)}</time>
    </span>
  )
}

export function HoursNow({ siteId, zone }: { siteId: string; zone: string }) {
  const { i18n } = useLingui()
  const me = useMe()
  const query = siteRuleQuery(siteId)
  const { data } = useQuery({ ...query, enabled: may(me, 'get-site-rule') })
  useRefreshOn(['schedule', 'settings'], query.queryKey)
  if (!data) return null
  const { open, until } = data.now
  const end = until && whenInWords(until, Date.now(), zone, i18n.locale)
  return open ? (
    <Status wraps tone="ok" icon={<IconSun size={15} stroke={1.9} aria-hidden />}>
      <strong className={classes.hours}>
        {end ? <Trans>In hours until {end}</Trans> : <Trans>In hours</Trans>}
      </strong>
    </Status>
  ) : (
    <Status wraps tone="idle" icon={<IconMoon size={15} stroke={1.9} aria-hidden />}>
      <strong className={classes.hours}>
        {end ? <Trans>Out of hours until {end}</Trans> : <Trans>Out of hours</Trans>}
      </strong>
    </Status>
  )
}
