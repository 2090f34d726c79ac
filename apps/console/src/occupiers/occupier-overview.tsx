/** An occupier at a glance: what goes on, what needs people, whom its callers reach, and where it sits. */
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { HomeAlerts } from '../home/home-alerts.tsx'
import homeClasses from '../home/home-page.module.css'
import { MainNumbers } from '../home/main-numbers.tsx'
import { NewMessages } from '../home/new-messages.tsx'
import { RightNow } from '../home/right-now.tsx'
import { may, useMe } from '../session.ts'
import { sitesQuery } from '../telephony/queries.ts'
import { HoursNow, ServicesUsed, SiteClock } from '../telephony/site-facts.tsx'
import { useOccupier } from './occupier-layout.tsx'
import classes from './occupier-overview.module.css'

export function OccupierOverview() {
  const { id } = useOccupier()
  const me = useMe()
  return (
    <div className={homeClasses.page}>
      <RightNow organizationId={id} />
      <HomeAlerts organizationId={id} />
      <MainNumbers organizationId={id} withSentence={may(me, 'get-main-number')} />
      <Sites />
      <NewMessages organizationId={id} />
    </div>
  )
}

function Sites() {
  const { t } = useLingui()
  const { id, operatorId, siteIds } = useOccupier()
  const { data } = useQuery(sitesQuery(operatorId))
  const sites = data?.items.filter((site) => siteIds.includes(site.id)) ?? []
  if (sites.length === 0) return null
  return (
    <section className={`card ${homeClasses.card}`} aria-label={t`Sites`}>
      <h2>
        <Trans>Sites</Trans>
      </h2>
      <ul className={homeClasses.list}>
        {sites.map((site) => (
          <li key={site.id}>
            <Link
              to={`/occupiers/${id}/telephony` as never}
              search={{ site: site.id } as never}
              className={classes.site}
            >
              {site.name}
            </Link>
            <ServicesUsed organizationId={id} siteId={site.id} />
            <SiteClock site={site} />
            <HoursNow siteId={site.id} zone={site.timeZone} />
          </li>
        ))}
      </ul>
    </section>
  )
}
