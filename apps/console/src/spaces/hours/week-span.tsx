/** One span of the week: chosen by a click, moved by its edges, which are sliders for keys and for the pointer. */
import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import classes from './week-grid.module.css'
import {
  clock,
  edgeRange,
  moveEdge,
  removeSpan,
  type Span,
  share,
  shownMinutes,
  spanInWords,
  stepMinutes,
} from './week-model.ts'

interface Props {
  readonly name: string
  readonly span: Span
  readonly spans: readonly Span[]
  readonly editable: boolean
  readonly selected: boolean
  readonly onSelect: (key: number | undefined) => void
  readonly onChange: (spans: readonly Span[], step?: string) => void
}

export function WeekSpan(props: Props) {
  const { name, span, editable, selected, onSelect } = props
  const place = {
    insetInlineStart: share(span.from),
    inlineSize: `calc(${share(span.to)} - ${share(span.from)})`,
  }
  if (!editable)
    return (
      <span className={classes.span} style={place}>
        {spanInWords(span)}
      </span>
    )
  return (
    <div className={classes.span} style={place} data-selected={selected || undefined}>
      <Edge {...props} edge="from" />
      <button
        type="button"
        className={classes.body}
        aria-pressed={selected}
        aria-label={`${name}, ${spanInWords(span)}`}
        onClick={() => onSelect(span.key)}
      >
        {spanInWords(span)}
      </button>
      <Edge {...props} edge="to" />
    </div>
  )
}

function Edge({ name, span, spans, edge, onSelect, onChange }: Props & { edge: 'from' | 'to' }) {
  const { t } = useLingui()
  const drags = useRef(0)
  const [least, most] = edgeRange(spans, span, edge)
  const set = (minute: number, step: string) => onChange(moveEdge(spans, span.key, edge, minute), step)
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Delete') {
      onChange(removeSpan(spans, span.key))
      onSelect(undefined)
    } else {
      const by = stepOf(event, span[edge], least, most)
      if (by === undefined) return
      set(span[edge] + by, `${span.key} ${edge} keys`)
    }
    event.preventDefault()
  }
  const onMove = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const track = event.currentTarget.parentElement?.parentElement?.getBoundingClientRect()
    if (!track) return
    const minute = ((event.clientX - track.left) / track.width) * shownMinutes
    set(Math.round(minute / stepMinutes) * stepMinutes, `${span.key} ${edge} drag ${drags.current}`)
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      className={classes.edge}
      data-edge={edge}
      aria-label={edge === 'from' ? t`${name}, from` : t`${name}, to`}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={span[edge]}
      aria-valuetext={clock(span[edge])}
      onFocus={() => onSelect(span.key)}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        drags.current++
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={onMove}
    />
  )
}

/** 15 minutes by an arrow, an hour with Shift or by page; to the ends of what is possible by Home and End. */
function stepOf(event: KeyboardEvent, at: number, least: number, most: number): number | undefined {
  const step = event.shiftKey ? 60 : stepMinutes
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return step
    case 'ArrowLeft':
    case 'ArrowDown':
      return -step
    case 'PageUp':
      return 60
    case 'PageDown':
      return -60
    case 'Home':
      return least - at
    case 'End':
      return most - at
    default:
      return undefined
  }
}
