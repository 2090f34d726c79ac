/** The figures of a reception: its totals, and a table of what each organization, seat or day had of them. */
import { useLingui } from '@lingui/react/macro'
import type { AnswerOf } from '../api/client.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { withUnit } from '../parts/numbers.ts'
import { shareInTime } from '../reception/use-reception-today.ts'
import classes from './reports.module.css'
import { type Figure, Totals, tookInWords } from './totals.tsx'

export type ReceptionFigures = AnswerOf<'getReceptionFigures'>
type Figures = ReceptionFigures['total']
type Row = ReceptionFigures['seats'][number]

export function ReceptionTotals({ total, promise }: { total: Figures; promise: number }) {
  const { t, i18n } = useLingui()
  const promised = withUnit(promise, 's')
  const figures: readonly Figure[] = [
    [t`Calls`, total.calls.toLocaleString(i18n.locale)],
    [t`Answered`, total.answered.toLocaleString(i18n.locale)],
    [t`Answered within ${promised}`, total.inTime.toLocaleString(i18n.locale), shareInTime(total)],
    [t`Caller left`, total.left.toLocaleString(i18n.locale)],
    [t`Average wait`, tookInWords(total.averageWaitSeconds)],
    [t`Longest wait`, tookInWords(total.longestWaitSeconds)],
    [t`Average conversation`, tookInWords(total.averageTalkSeconds)],
  ]
  return <Totals figures={figures} />
}

interface TableProps {
  readonly title: string
  /** What a row is of. */
  readonly of: string
  readonly rows: readonly Row[]
  /** Seconds within which calls shall be answered. */
  readonly promise: number
}

export function ReceptionTable({ title, of, rows, promise }: TableProps) {
  const { t } = useLingui()
  const promised = withUnit(promise, 's')
  const columns: readonly Column<Row>[] = [
    { id: 'name', header: of, width: 'minmax(110px, 2fr)', cell: ({ name }) => name },
    figure('calls', t`Calls`, ({ calls }) => calls),
    figure('answered', t`Answered`, ({ answered }) => answered),
    figure('in-time', t`Within ${promised}`, (row) => shareInTime(row) ?? '–', 480),
    figure('left', t`Caller left`, ({ left }) => left, 560),
    figure('wait', t`Average wait`, (row) => tookInWords(row.averageWaitSeconds), 640),
    figure('longest', t`Longest wait`, (row) => tookInWords(row.longestWaitSeconds), 760),
    figure('talk', t`Conversation`, (row) => tookInWords(row.averageTalkSeconds), 880),
  ]
  return (
    <section className="card">
      <h2 className={classes.tableTitle}>{title}</h2>
      <DataTable label={title} rows={rows} columns={columns} rowKey={({ id }) => id} height="44dvh" />
    </section>
  )
}

const figure = (id: string, header: string, value: (row: Row) => number | string, from = 0): Column<Row> => ({
  id,
  header,
  width: 'minmax(72px, 1fr)',
  figures: true,
  end: true,
  from,
  cell: value,
})
