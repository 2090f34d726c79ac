/** Weekly hours day by day: several intervals a day, past midnight allowed; always open and always closed by name. */
import { Trans, useLingui } from '@lingui/react/macro'
import { defaultHours, freeHours, type OpeningHours, overlapsOf, type WeeklyInterval } from '@mainline/pbx'
import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { IconAlertTriangle, IconPlus, IconX } from '@tabler/icons-react'
import { TimeField } from '../../parts/dates.tsx'
import { Status } from '../../parts/state-badge.tsx'
import classes from './hours-editor.module.css'

type Weekly = Extract<OpeningHours, { mode: 'weekly' }>
const days = [1, 2, 3, 4, 5, 6, 7] as const

/** `Mon` of ISO day 1. */
export const dayName = (day: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))

export function HoursEditor({
  hours,
  onChange,
}: {
  hours: OpeningHours
  onChange: (hours: OpeningHours) => void
}) {
  const { t } = useLingui()
  return (
    <div className={classes.editor}>
      <SegmentedControl
        aria-label={t`Kind of hours`}
        value={hours.mode}
        onChange={(mode) => onChange(mode === 'weekly' ? defaultHours : ({ mode } as OpeningHours))}
        data={[
          { value: 'weekly', label: t`By schedule` },
          { value: 'always-open', label: t`Always open` },
          { value: 'always-closed', label: t`Always closed` },
        ]}
      />
      {hours.mode === 'weekly' && <Week hours={hours} onChange={onChange} />}
    </div>
  )
}

function Week({ hours, onChange }: { hours: Weekly; onChange: (hours: Weekly) => void }) {
  const { t, i18n } = useLingui()
  const { intervals } = hours
  const set = (changed: readonly WeeklyInterval[]) => onChange({ mode: 'weekly', intervals: changed })
  const edit = (edited: WeeklyInterval, field: 'start' | 'end', value: string) =>
    set(intervals.map((one) => (one === edited ? { ...one, [field]: value } : one)))
  const overlaps = overlapsOf(intervals)
  /** `Mon 19:00–21:00` of each interval that this one overlaps. */
  const others = (one: WeeklyInterval) =>
    (overlaps[intervals.indexOf(one)] ?? [])
      .flatMap((place) => intervals[place] ?? [])
      .map(({ day, start, end }) => `${dayName(day, i18n.locale)} ${start}–${end}`)
      .join(', ')
  return (
    <div className={classes.week}>
      {days.map((day) => {
        const ofDay = intervals.filter((one) => one.day === day)
        const name = dayName(day, i18n.locale)
        const free = freeHours(intervals, day)
        return (
          <div key={day} className={classes.day} role="group" aria-label={name}>
            <span className={classes.name}>{name}</span>
            <div className={classes.intervals}>
              {ofDay.map((interval, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: an interval is its place; its times are being typed
                <span key={index} className={classes.interval}>
                  <TimeField
                    label={t`${name}, from`}
                    value={interval.start}
                    onChange={(time) => edit(interval, 'start', time)}
                  />
                  –
                  <TimeField
                    label={t`${name}, to`}
                    value={interval.end === '24:00' ? '00:00' : interval.end}
                    onChange={(time) => edit(interval, 'end', time === '00:00' ? '24:00' : time)}
                  />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t`Remove ${name} ${interval.start}`}
                    onClick={() => set(intervals.filter((one) => one !== interval))}
                  >
                    <IconX size={15} aria-hidden />
                  </ActionIcon>
                  <Overlapped others={others(interval)} />
                </span>
              ))}
              {ofDay.length === 0 && (
                <span className="quiet">
                  <Trans>Closed</Trans>
                </span>
              )}
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconPlus size={14} aria-hidden />}
                aria-label={t`Add hours on ${name}`}
                aria-disabled={!free || undefined}
                data-disabled={!free || undefined}
                onClick={() => free && set([...intervals, free])}
              >
                <Trans>Add</Trans>
              </Button>
            </div>
          </div>
        )
      })}
    </div>
  )
}

/** Allowed, since both are in hours; said, since one of the two is usually a mistake. */
const Overlapped = ({ others }: { others: string }) =>
  others !== '' && (
    <span role="status">
      <Status wraps tone="wait" icon={<IconAlertTriangle size={15} aria-hidden />}>
        <Trans>Overlaps {others}; what both have counts once.</Trans>
      </Status>
    </span>
  )
