/** Calls: those that are going on, then the history. */
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { printed, withNumbersPrinted } from '../parts/numbers.ts'
import { Tag } from '../parts/state-badge.tsx'
import { useCrumbs } from '../shell/crumbs.tsx'
import { CallHistory } from './call-history.tsx'
import { minutes, useLiveWords } from './call-words.ts'
import classes from './calls-page.module.css'
import { Direction } from './direction.tsx'

export function CallsPage() {
  const { t } = useLingui()
  useCrumbs([{ label: t`Calls` }])
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Trans>Calls</Trans>
        </h1>
      </header>
      <LiveCalls />
      <CallHistory />
    </div>
  )
}

function LiveCalls() {
  const { t } = useLingui()
  const words = useLiveWords()
  const queryKey = ['live-calls']
  const { data } = useQuery({ queryKey, queryFn: () => api.listLiveCalls({}), refetchInterval: 10_000 })
  useRefreshOn(['call.'], queryKey)
  if (!data || data.total === 0) return null
  return (
    <section className="card" aria-labelledby="now">
      <h2 id="now" className={classes.section}>
        <Trans>Now</Trans> <span className="figures quiet">{data.total}</span>
      </h2>
      <ul className={classes.live}>
        {data.items.map((call) => (
          <li key={call.callId}>
            <Direction outgoing={call.outgoing} />
            <span className="figures">{call.callerNumber ? printed(call.callerNumber) : t`Withheld`}</span>
            <span className="quiet">→</span>
            <span className="figures">{printed(call.calledNumber)}</span>
            <Tag tone={call.answeredAt ? 'ok' : 'wait'}>
              {call.answeredBy === null ? words(call.state) : withNumbersPrinted(call.answeredBy)}
            </Tag>
            <span className="figures quiet">{minutes((Date.now() - Date.parse(call.startedAt)) / 1000)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
