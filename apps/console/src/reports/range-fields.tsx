/** Which days a report is of: the last so many, or the first and the last by hand. */
import { useLingui } from '@lingui/react/macro'
import { Select } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { lastDays, type ReportRange } from './report-range.ts'
import classes from './reports.module.css'

interface Props {
  readonly range: ReportRange
  /** `2026-11-24`, in the zone of the site. */
  readonly today: string
  /** How many days until today are offered by a word. */
  readonly presets: readonly number[]
  readonly onChange: (range: ReportRange) => void
}

export function RangeFields({ range, today, presets, onChange }: Props) {
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
      <Day
        label={t`From`}
        value={range.from}
        max={range.to}
        onChange={(from) => onChange({ ...range, from })}
      />
      <Day label={t`To`} value={range.to} max={today} onChange={(to) => onChange({ ...range, to })} />
    </>
  )
}

interface DayProps {
  readonly label: string
  readonly value: string
  readonly max: string
  readonly onChange: (day: string) => void
}

const Day = ({ label, value, max, onChange }: DayProps) => (
  <DateInput
    className={classes.day}
    aria-label={label}
    valueFormat="D MMM YYYY"
    maxDate={max}
    value={value}
    onChange={(day) => day && onChange(day)}
  />
)
