/** Engines: the processes that handle calls, which live and which died, and what this one holds now. */
import { Trans, useLingui } from '@lingui/react/macro'
import { IconCircleCheck, IconCircleX, IconPower } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type AnswerOf, api } from '../../api/client.ts'
import { useRefreshOn } from '../../api/live.tsx'
import type { Column } from '../../parts/data-table.tsx'
import { Listed } from '../../parts/listed.tsx'
import { Status } from '../../parts/state-badge.tsx'
import { Empty } from '../../parts/states.tsx'
import { localZone, whenInWords } from '../../parts/time.ts'
import classes from '../administration.module.css'
import { Counters } from './counters.tsx'

type Engine = AnswerOf<'listEngines'>['items'][number]

const REFRESH_MS = 5_000
const order: Readonly<Record<Engine['state'], number>> = { live: 0, dead: 1, ended: 2 }

export function EnginesPage() {
  const { t } = useLingui()
  const queryKey = ['engines']
  const engines = useQuery({ queryKey, queryFn: () => api.listEngines({}), refetchInterval: REFRESH_MS })
  useRefreshOn(['alert.'], queryKey)
  const status = useQuery({
    queryKey: ['engine-status'],
    queryFn: () => api.getEngineStatus({}),
    refetchInterval: REFRESH_MS,
  })
  const rows = (engines.data?.items ?? []).toSorted(
    (a, b) => order[a.state] - order[b.state] || b.startedAt.localeCompare(a.startedAt),
  )
  const newest = Math.max(0, ...rows.map(({ acknowledgedChange }) => acknowledgedChange))
  return (
    <>
      <Listed
        list={engines}
        label={t`Engines`}
        failed={t`The engines could not be loaded.`}
        rows={rows}
        columns={useColumns(
          newest,
          rows.some(({ rtpenginesLost }) => rtpenginesLost.length > 0),
        )}
        rowKey={({ id }) => id}
        height="40dvh"
        empty={
          <Empty title={t`No engine has started yet.`}>
            <Trans>Numbers cannot ring until one does.</Trans>
          </Empty>
        }
      />
      <section className={classes.section} aria-labelledby="counters">
        <h2 id="counters">
          <Trans>What the engine of this server holds now</Trans>
        </h2>
        <Counters status={status} />
      </section>
    </>
  )
}

/** @param misses whether an engine misses an rtpengine */
function useColumns(newest: number, misses: boolean): readonly Column<Engine>[] {
  const { t, i18n } = useLingui()
  const when = (at: string) => whenInWords(at, Date.now(), localZone, i18n.locale)
  const missed: Column<Engine> = {
    id: 'rtpengine',
    header: t`rtpengine does not answer`,
    width: 'minmax(150px, 1fr)',
    cell: ({ rtpenginesLost }) =>
      rtpenginesLost.length > 0 && (
        <Status tone="bad" icon={<IconCircleX size={15} aria-hidden />}>
          {rtpenginesLost.join(', ')}
        </Status>
      ),
  }
  return [
    {
      id: 'name',
      header: t`Engine`,
      width: 'minmax(150px, 1.2fr)',
      cell: ({ name }) => <strong>{name}</strong>,
    },
    { id: 'state', header: t`State`, width: '190px', cell: (engine) => <State {...engine} /> },
    {
      id: 'since',
      header: t`Since`,
      width: '130px',
      figures: true,
      from: 480,
      cell: ({ startedAt }) => when(startedAt),
    },
    {
      id: 'change',
      header: t`Changes`,
      width: 'minmax(150px, 1fr)',
      from: 720,
      cell: ({ state, acknowledgedChange }) => {
        if (state !== 'live') return <span className="quiet">–</span>
        const behind = newest - acknowledgedChange
        return behind > 0 ? t`${behind} behind` : t`Has all of them`
      },
    },
    ...(misses ? [missed] : []),
  ]

  function State({ state, heartbeatAt }: Engine) {
    switch (state) {
      case 'live':
        return <Status tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>{t`Live`}</Status>
      case 'dead':
        return (
          <Status tone="bad" icon={<IconCircleX size={15} aria-hidden />}>
            {t`Dead since ${when(heartbeatAt)}`}
          </Status>
        )
      default:
        return (
          <Status tone="idle" icon={<IconPower size={15} aria-hidden />}>
            {t`Ended ${when(heartbeatAt)}`}
          </Status>
        )
    }
  }
}
