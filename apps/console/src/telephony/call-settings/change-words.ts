/** When a dated change holds, in words. */
import { useLingui } from '@lingui/react/macro'
import { dateInWords } from '../../parts/time.ts'

interface Span {
  /** `YYYY-MM-DDTHH:MM`, local to the site. */
  readonly from: string
  readonly until: string
}

/** "Tue 1 Dec, 00:00 – Tue 5 Jan 2027, 00:00": days of the site's own calendar, whatever the zone of the reader. */
export function useSpanWords(): (span: Span) => string {
  const { i18n } = useLingui()
  const moment = (local: string) =>
    `${dateInWords(`${local.slice(0, 10)}T12:00Z`, Date.now(), 'UTC', i18n.locale)}, ${local.slice(11, 16)}`
  return ({ from, until }) => `${moment(from)} – ${moment(until)}`
}
