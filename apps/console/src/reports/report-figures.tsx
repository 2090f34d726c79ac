/** The totals of a report: how many calls, what became of them, how long callers waited. */
import { useLingui } from '@lingui/react/macro'
import { durationInWords } from '../parts/time.ts'
import type { Report } from './day-rows.ts'
import classes from './reports.module.css'

export function ReportFigures({ total }: { total: Report['total'] }) {
  const { t, i18n } = useLingui()
  const share = (part: number) =>
    total.calls === 0 ? undefined : (part / total.calls).toLocaleString(i18n.locale, { style: 'percent' })
  const wait = (seconds: number | null) => (seconds === null ? '–' : durationInWords(seconds))
  const figures: readonly (readonly [string, string, string?])[] = [
    [t`Calls`, total.calls.toLocaleString(i18n.locale)],
    [t`Answered`, total.answered.toLocaleString(i18n.locale), share(total.answered)],
    [t`Voicemail left`, total.voicemail.toLocaleString(i18n.locale), share(total.voicemail)],
    [t`Caller left`, total.abandoned.toLocaleString(i18n.locale), share(total.abandoned)],
    [t`Out of hours`, total.outOfHours.toLocaleString(i18n.locale), share(total.outOfHours)],
    [t`Half are answered within`, wait(total.medianAnswerSeconds)],
    [t`Nine in ten within`, wait(total.p90AnswerSeconds)],
  ]
  return (
    <section className={`card ${classes.card}`} aria-label={t`Totals`}>
      <dl className={classes.figures}>
        {figures.map(([label, value, note]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="figures">
              {value} {note && <small>{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
