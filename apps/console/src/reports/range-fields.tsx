/** Which days a report is of: the last so many, or the first and the last by hand. */
import { useLingui } from '@lingui/react/macro'
import { Select } from '@mantine/core'
import { DayField } from '../parts/dates.tsx'
import { lastDays, type ReportRange } from './report-range.ts'
import classes from './reports.module.css'

interface Props {
  readonly range: ReportRange
  /** `2026-11-24`, in the zone of the site. */
  readonly today: string
  readonly zone: string
  /** How many days until today are offered by a word. */
  readonly presets: readonly number[]
  readonly onChange: (range: ReportRange) => void
}

export function RangeFields({ range, today, zone, presets, onChange }: Props) {
  const { t } = useLingui()
  const preset = presets.find((days) => range.to === today && lastDays(today, days).from === range.from)
  return (
    <>
      <Select
        className={classes.day}
        aria-label={t`Range`}
        allowDeselect={false}
        data={[
          ...presets.map((days) => ({
            value: String(days),
            label: days === 1 ? t`Today` : t`Last ${days} days`,
          })),
          ...(preset ? [] : [{ value: 'own', label: t`Own range` }]),
        ]}
        value={preset ? String(preset) : 'own'}
        onChange={(days) => days !== 'own' && onChange(lastDays(today, Number(days)))}
      />
      <DayField
        hideLabel
        className={classes.day}
        label={t`From`}
        zone={zone}
        value={range.from}
        max={range.to}
        onChange={(from) => from && onChange({ ...range, from })}
      />
      <DayField
        hideLabel
        className={classes.day}
        label={t`To`}
        zone={zone}
        min={range.from}
        value={range.to}
        max={today}
        onChange={(to) => to && onChange({ ...range, to })}
      />
    </>
  )
}
