/** The alerts that stand, each with the way to where it is mended. */

import { Trans, useLingui } from '@lingui/react/macro'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Acknowledge } from '../alerts/acknowledge.tsx'
import { placeOf } from '../alerts/alert-words.ts'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { said } from '../api/server-words.ts'
import { Status } from '../parts/state-badge.tsx'
import { Failed, SkeletonRows } from '../parts/states.tsx'
import { localZone, whenInWords } from '../parts/time.ts'
import classes from './home-page.module.css'

/** @param organizationId of this company alone */
export function HomeAlerts({ organizationId }: { organizationId?: string | undefined }) {
  const { t, i18n } = useLingui()
  const { data, error, refetch } = useQuery({
    queryKey: ['alerts', 'home', organizationId],
    queryFn: () => api.listAlerts({ query: { organizationId, standing: 'true', limit: 50 } }),
  })
  useRefreshOn(['alert.'], ['alerts'])
  return (
    <section className={`card ${classes.card}`} aria-label={t`What needs people`}>
      <h2>
        <Trans>What needs people</Trans>
      </h2>
      {error && !data ? (
        <Failed what={t`The alerts could not be loaded.`} error={error} retry={() => refetch()} />
      ) : !data ? (
        <SkeletonRows rows={1} />
      ) : data.items.length === 0 ? (
        <Status tone="ok" icon={<IconCircleCheck size={16} aria-hidden />}>
          <Trans>Nothing right now.</Trans>
        </Status>
      ) : (
        <ul className={classes.list}>
          {data.items.map((alert) => {
            const place = placeOf(alert)
            return (
              <li key={alert.id}>
                <IconAlertTriangle size={16} aria-hidden className={classes.icon} />
                <span className={classes.words}>
                  {place ? <Link to={place as never}>{said(alert.words)}</Link> : said(alert.words)}
                </span>
                <span className="quiet figures">
                  {whenInWords(alert.raisedAt, Date.now(), localZone, i18n.locale)}
                </span>
                <Acknowledge alert={alert} />
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
