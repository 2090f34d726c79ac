/** A week drawn to scale: a row for each day from midnight to two in the next night, spans with edges that can be moved. */
import { useLingui } from '@lingui/react/macro'
import type { Weekday } from '@mainline/pbx'
import { ActionIcon } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { dayName } from '../../telephony/call-settings/hours-editor.tsx'
import classes from './week-grid.module.css'
import {
  addSpan,
  ofDay,
  overhang,
  roomOf,
  type Span,
  share,
  shownMinutes,
  spanInWords,
  stepMinutes,
  weekdays,
} from './week-model.ts'
import { WeekSpan } from './week-span.tsx'

export interface GridNow {
  readonly day: Weekday
  readonly minute: number
}

export interface WeekGridProps {
  readonly spans: readonly Span[]
  readonly now: GridNow
  readonly editable: boolean
  readonly selected: number | undefined
  readonly onSelect: (key: number | undefined) => void
  /** `step` names what belongs together for undo. */
  readonly onChange: (spans: readonly Span[], step?: string) => void
}

const hours = [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26]

export function WeekGrid(props: WeekGridProps) {
  return (
    <div className={classes.week}>
      <span />
      <div className={classes.scale} aria-hidden>
        {hours.map((hour) => (
          <span key={hour} style={{ insetInlineStart: share(hour * 60) }}>
            {String(hour > 24 ? hour - 24 : hour).padStart(2, '0')}
          </span>
        ))}
      </div>
      <span />
      {weekdays.map((day) => (
        <Day key={day} day={day} {...props} />
      ))}
    </div>
  )
}

function Day({ day, spans, now, editable, selected, onSelect, onChange }: WeekGridProps & { day: Weekday }) {
  const { t, i18n } = useLingui()
  const name = dayName(day, i18n.locale)
  const own = ofDay(spans, day)
  const before = overhang(spans, day)
  const add = (at: number) => {
    const added = addSpan(spans, day, at)
    if (!added) return
    onChange(added.spans)
    onSelect(added.key)
  }
  const onTrack = (event: MouseEvent<HTMLElement>) => {
    if (!editable || event.target !== event.currentTarget) return
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const minute = ((event.clientX - left) / width) * shownMinutes
    add(Math.floor(minute / (2 * stepMinutes)) * 2 * stepMinutes)
  }
  const words =
    own.length === 0
      ? t`Closed`
      : own.length === 1 && own[0]
        ? spanInWords(own[0])
        : t`${own.length} intervals`
  return (
    <>
      <span className={classes.day} data-today={now.day === day || undefined}>
        {name}
      </span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button at the end of the row does the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button at the end of the row does the same by keyboard */}
      <div className={classes.track} data-editable={editable || undefined} onClick={onTrack}>
        {now.day === day && <i className={classes.now} style={{ insetInlineStart: share(now.minute) }} />}
        {before > 0 && (
          <i
            className={classes.before}
            style={{ insetInlineStart: 0, inlineSize: share(before) }}
            title={t`From the day before`}
          />
        )}
        {own.map((span, index) => (
          <WeekSpan
            key={span.key}
            name={own.length === 1 ? name : t`${name}, interval ${index + 1}`}
            span={span}
            spans={spans}
            editable={editable}
            selected={span.key === selected}
            onSelect={onSelect}
            onChange={onChange}
          />
        ))}
      </div>
      <span className={classes.sum} data-closed={own.length === 0 || undefined}>
        <span>{words}</span>
        {editable && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            className={classes.add}
            aria-label={t`Add hours on ${name}`}
            onClick={() => add(roomOf(spans, day))}
          >
            <IconPlus size={14} aria-hidden />
          </ActionIcon>
        )}
      </span>
    </>
  )
}
