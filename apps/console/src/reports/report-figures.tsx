/** The totals of a report: how many calls, what became of them, how long callers waited. */
import { useLingui } from '@lingui/react/macro'
import type { Report } from './day-rows.ts'
import { type Figure, Totals, tookInWords } from './totals.tsx'

export function ReportFigures({ total }: { total: Report['total'] }) {
  const { t, i18n } = useLingui()
  const share = (part: number) =>
    total.calls === 0 ? undefined : (part / total.calls).toLocaleString(i18n.locale, { style: 'percent' })
  const figures: readonly Figure[] = [
    [t`Calls`, total.calls.toLocaleString(i18n.locale)],
    [t`Answered`, total.answered.toLocaleString(i18n.locale), share(total.answered)],
    [t`Voicemail left`, total.voicemail.toLocaleString(i18n.locale), share(total.voicemail)],
    [t`Caller left`, total.abandoned.toLocaleString(i18n.locale), share(total.abandoned)],
    [t`Out of hours`, total.outOfHours.toLocaleString(i18n.locale), share(total.outOfHours)],
    [t`Half are answered within`, tookInWords(total.medianAnswerSeconds)],
    [t`Nine in ten within`, tookInWords(total.p90AnswerSeconds)],
  ]
  return <Totals figures={figures} />
}
