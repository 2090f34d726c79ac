/** Who answered, and in which step callers left, most calls first. */
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { type PathEntry, useStepWords } from '../calls/call-words.ts'
import { withNumbersPrinted } from '../parts/numbers.ts'
import type { Report } from './day-rows.ts'
import classes from './reports.module.css'

export function Tallies({ total: { answeredBy, abandonedIn } }: { total: Report['total'] }) {
  const { t } = useLingui()
  const steps = useStepWords()
  return (
    <div className={classes.tallies}>
      <Tally title={t`Answered by`} rows={answeredBy} nobody={<Trans>Nobody answered a call.</Trans>} />
      <Tally
        title={t`Callers left during`}
        rows={abandonedIn.map(({ name, calls }) => ({
          name: steps[name as PathEntry['step']] ?? name,
          calls,
        }))}
        nobody={<Trans>No caller left before somebody answered.</Trans>}
      />
    </div>
  )
}

interface TallyProps {
  readonly title: string
  readonly rows: Report['total']['answeredBy']
  readonly nobody: ReactNode
}

function Tally({ title, rows, nobody }: TallyProps) {
  const { i18n } = useLingui()
  const most = Math.max(1, ...rows.map(({ calls }) => calls))
  return (
    <section className={`card ${classes.card}`} aria-label={title}>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="quiet">{nobody}</p>
      ) : (
        <ul className={classes.tally}>
          {rows.map(({ name, calls }) => (
            <li key={name}>
              <span className="cut">{withNumbersPrinted(name)}</span>
              <span className={classes.track} aria-hidden>
                <i style={{ flexGrow: calls }} />
                <span style={{ flexGrow: most - calls }} />
              </span>
              <b className="figures">{calls.toLocaleString(i18n.locale)}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
