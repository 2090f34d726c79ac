/** The report day by day, newest first: the chart in figures. */
import { useLingui } from '@lingui/react/macro'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { durationInWords, shortDate } from '../parts/time.ts'
import type { DayRow } from './day-rows.ts'

export function DayTable({ rows }: { rows: readonly DayRow[] }) {
  const { t, i18n } = useLingui()
  const figure = (
    id: 'calls' | 'answered' | 'voicemail' | 'abandoned' | 'outOfHours' | 'other',
    header: string,
    from = 0,
  ): Column<DayRow> => ({
    id,
    header,
    width: 'minmax(64px, 1fr)',
    figures: true,
    end: true,
    from,
    cell: (row) => (row[id] === 0 ? <span className="quiet">0</span> : row[id].toLocaleString(i18n.locale)),
  })
  const columns: readonly Column<DayRow>[] = [
    {
      id: 'day',
      header: t`Day`,
      width: 'minmax(90px, 1fr)',
      figures: true,
      cell: ({ day }) => shortDate(`${day}T12:00:00Z`, 'UTC', i18n.locale),
    },
    figure('calls', t`Calls`),
    figure('answered', t`Answered`),
    figure('voicemail', t`Voicemail left`, 480),
    figure('abandoned', t`Caller left`, 560),
    figure('other', t`Other`, 640),
    figure('outOfHours', t`Out of hours`, 720),
    {
      id: 'wait',
      header: t`Half answered within`,
      width: 'minmax(90px, 1fr)',
      figures: true,
      end: true,
      from: 840,
      cell: ({ medianAnswerSeconds }) =>
        medianAnswerSeconds === null ? (
          <span className="quiet">–</span>
        ) : (
          durationInWords(medianAnswerSeconds)
        ),
    },
  ]
  return (
    <div className="card">
      <DataTable
        label={t`Days`}
        rows={rows.toReversed()}
        columns={columns}
        rowKey={({ day }) => day}
        height="50dvh"
      />
    </div>
  )
}
