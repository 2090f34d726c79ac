/** Home: what needs people now, whom callers reach, and what is going on. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type AnswerOf, api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { printed } from '../parts/numbers.ts'
import { StateBadge, Status } from '../parts/state-badge.tsx'
import { SkeletonRows } from '../parts/states.tsx'
import { whenInWords } from '../parts/time.ts'
import { may, useMe } from '../session.ts'
import { useCrumbs } from '../shell/crumbs.tsx'
import classes from './home-page.module.css'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

export function HomePage() {
  const { t } = useLingui()
  const { name, active } = useMe()
  useCrumbs([{ label: t`Home` }])
  return (
    <div className={classes.page}>
      <header>
        <h1>{active.organizationName}</h1>
        <p className="middle">{name}</p>
      </header>
      <Alerts />
      <MainNumbers />
    </div>
  )
}

type Alert = AnswerOf<'listAlerts'>['items'][number]

function Alerts() {
  const { t, i18n } = useLingui()
  const key = ['alerts']
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => api.listAlerts({ query: { standing: 'true', limit: 50 } as never }),
  })
  useRefreshOn(['alert.'], key)
  if (!data) return <SkeletonRows rows={2} />
  return (
    <section className={`card ${classes.card}`} aria-label={t`What needs people`}>
      <h2>
        <Trans>What needs people</Trans>
      </h2>
      {data.items.length === 0 ? (
        <Status tone="ok" icon={<IconCircleCheck size={16} aria-hidden />}>
          <Trans>Nothing right now.</Trans>
        </Status>
      ) : (
        <ul className={classes.list}>
          {data.items.map((alert) => (
            <li key={alert.id}>
              <IconAlertTriangle size={16} aria-hidden className={classes.icon} />
              <span className={classes.words}>{alert.words}</span>
              <span className="quiet figures">
                {whenInWords(alert.raisedAt, Date.now(), zone, i18n.locale)}
              </span>
              <Acknowledge alert={alert} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Acknowledge({ alert }: { alert: Alert }) {
  const me = useMe()
  const client = useQueryClient()
  const seen = useMutation({
    mutationFn: () => api.acknowledgeAlert({ params: { alertId: alert.id } } as never),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  })
  if (alert.acknowledgedBy)
    return (
      <span className="quiet">
        <Trans>seen by {alert.acknowledgedBy}</Trans>
      </span>
    )
  if (!may(me, 'acknowledge-alert')) return null
  return (
    <Button variant="default" size="compact-sm" loading={seen.isPending} onClick={() => seen.mutate()}>
      <Trans>Seen</Trans>
    </Button>
  )
}

/** The main numbers that the person may see, each with the way to its page. */
function MainNumbers() {
  const { t } = useLingui()
  const key = ['numbers', 'main']
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => api.listNumbers({ query: { kind: 'main', limit: 50 } }),
  })
  useRefreshOn(['number'], key)
  const owned = data?.items.filter(({ organizationId }) => organizationId !== null) ?? []
  if (owned.length === 0) return null
  return (
    <section className={`card ${classes.card}`} aria-label={t`Main numbers`}>
      <h2>
        <Trans>Main numbers</Trans>
      </h2>
      <ul className={classes.list}>
        {owned.map(({ id, e164, state, label, organizationId, siteId }) => (
          <li key={id}>
            <Link
              to={`/occupiers/${organizationId}/telephony` as never}
              search={{ site: siteId } as never}
              className="figures"
            >
              {printed(e164)}
            </Link>
            <StateBadge state={state} />
            <span className={classes.words}>{label}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
