/** The gauges of the engine: at rest all but the counts since the start are at zero again. */
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { UseQueryResult } from '@tanstack/react-query'
import type { AnswerOf } from '../../api/client.ts'
import { withUnit } from '../../parts/numbers.ts'
import { Failed, SkeletonRows } from '../../parts/states.tsx'
import { durationInWords } from '../../parts/time.ts'
import classes from './counters.module.css'

type EngineStatus = AnswerOf<'getEngineStatus'>

const MEGABYTE = 1_000_000

export function Counters({ status }: { status: UseQueryResult<EngineStatus> }) {
  const { t, i18n } = useLingui()
  const { data, error, refetch } = status
  if (error && !data)
    return (
      <div className="card">
        <Failed what={t`The counters could not be loaded.`} error={error} retry={() => refetch()} />
      </div>
    )
  if (!data)
    return (
      <div className="card">
        <SkeletonRows rows={5} />
      </div>
    )
  const { transactions, memory, rtpengines } = data
  const pending = Object.values(transactions).reduce((sum, each) => sum + each, 0)
  const figures: readonly (readonly [string, string | number])[] = [
    [t`Ready`, data.ready ? t`Yes` : t`No`],
    [t`Running for`, durationInWords(data.uptimeSeconds)],
    [t`Calls now`, data.liveCalls],
    [t`Calls since the start`, data.callsTotal],
    [t`Registered phones`, data.registrations],
    [t`Dialogs`, data.dialogs],
    [t`Transactions`, pending],
    [t`Timers`, data.timers],
    [t`Media ports`, data.mediaPorts],
    [t`TCP connections`, data.connections],
    [t`Cached routes`, data.cachedPlans],
    [t`Call records not stored yet`, data.journalBacklog],
    [t`Refused SIP messages`, data.droppedMessages],
    [t`Calls refused for overload`, data.refusedCalls],
    [t`Memory`, withUnit(Math.round(memory.rssBytes / MEGABYTE), 'MB')],
    ...rtpengines.map(
      ({ name, reachable, sessionsInUse }) =>
        [
          `rtpengine ${name}`,
          reachable ? plural(sessionsInUse, { one: '# session', other: '# sessions' }) : t`Does not answer`,
        ] as const,
    ),
  ]
  return (
    <dl className={`card ${classes.counters}`}>
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="figures">{typeof value === 'number' ? value.toLocaleString(i18n.locale) : value}</dd>
        </div>
      ))}
    </dl>
  )
}
