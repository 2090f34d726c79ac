/** Alerts: what needs people now, and what was mended; each leads to where its cause is. */

import { Trans, useLingui } from '@lingui/react/macro'
import { SegmentedControl } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { said } from '../api/server-words.ts'
import type { Column } from '../parts/data-table.tsx'
import form from '../parts/form.module.css'
import { Listed } from '../parts/listed.tsx'
import { Status } from '../parts/state-badge.tsx'
import { Empty } from '../parts/states.tsx'
import { localZone, whenInWords } from '../parts/time.ts'
import { useAddress } from '../parts/use-address.ts'
import { usePages } from '../parts/use-pages.ts'
import { Acknowledge } from './acknowledge.tsx'
import { type Alert, placeOf } from './alert-words.ts'

/** What the list keeps in its address. */
export interface AlertsSearch {
  state?: 'all'
}

export function AlertsPage() {
  const { t } = useLingui()
  const [search, change] = useAddress<AlertsSearch>()
  const all = search.state === 'all'
  const alerts = usePages<Alert>(['alerts', { all }], (after) =>
    api.listAlerts({ query: { ...(!all && { standing: 'true' }), after, limit: 200 } }),
  )
  useRefreshOn(['alert.'], ['alerts'])
  const columns = useColumns()
  return (
    <>
      <div className={form.tools}>
        <SegmentedControl
          aria-label={t`State`}
          value={all ? 'all' : 'standing'}
          onChange={(value) => change({ state: value === 'all' ? 'all' : undefined })}
          data={[
            { value: 'standing', label: t`Now` },
            { value: 'all', label: t`All` },
          ]}
        />
      </div>
      <Listed
        list={alerts}
        label={t`Alerts`}
        failed={t`The alerts could not be loaded.`}
        rows={alerts.rows}
        columns={columns}
        rowKey={({ id }) => id}
        rowHeight={44}
        stale={alerts.stale}
        onEnd={alerts.more}
        empty={
          <Empty
            icon={<IconCircleCheck size={24} stroke={1.5} />}
            title={all ? t`There was no alert yet.` : t`Nothing needs anybody right now.`}
          >
            <Trans>
              An alert says when somebody calls an emergency number, a number would ring nowhere, a mailbox is
              nearly full, an engine is lost or a webhook fails.
            </Trans>
          </Empty>
        }
      />
    </>
  )
}

function useColumns(): readonly Column<Alert>[] {
  const { t, i18n } = useLingui()
  const when = (at: string) => whenInWords(at, Date.now(), localZone, i18n.locale)
  return [
    {
      id: 'state',
      header: t`State`,
      width: '104px',
      cell: ({ clearedAt, severity }) =>
        clearedAt ? (
          <Status tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>{t`Over`}</Status>
        ) : (
          <Status
            tone={severity === 'critical' ? 'bad' : 'wait'}
            icon={<IconAlertTriangle size={15} aria-hidden />}
          >
            {severity === 'critical' ? t`Critical` : t`Warning`}
          </Status>
        ),
    },
    {
      id: 'words',
      header: t`What is wrong`,
      width: 'minmax(170px, 1fr)',
      cell: (alert) => {
        const place = placeOf(alert)
        return place ? (
          <Link to={place as never} title={said(alert.words)}>
            {said(alert.words)}
          </Link>
        ) : (
          <span title={said(alert.words)}>{said(alert.words)}</span>
        )
      },
    },
    {
      id: 'since',
      header: t`Since`,
      width: '110px',
      figures: true,
      from: 560,
      cell: ({ raisedAt }) => when(raisedAt),
    },
    {
      id: 'until',
      header: t`Until`,
      width: '110px',
      figures: true,
      from: 760,
      cell: ({ clearedAt }) => (clearedAt ? when(clearedAt) : <span className="quiet">–</span>),
    },
    {
      id: 'seen',
      header: t`Seen`,
      width: 'minmax(84px, 170px)',
      end: true,
      cell: (alert) => (alert.clearedAt && !alert.acknowledgedBy ? null : <Acknowledge alert={alert} />),
    },
  ]
}
