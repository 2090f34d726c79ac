/**
 * Weekly hours as the grid edits them: spans in minutes since the midnight of their day. A span past midnight belongs to
 * the day it starts on (M8) and runs on above 1440.
 */
import type { OpeningHours, Weekday, WeeklyInterval } from '@mainline/pbx'

export interface Span {
  /** Stays the same while it is edited. */
  readonly key: number
  readonly day: Weekday
  readonly from: number
  readonly to: number
}

const dayMinutes = 1440
/** Steps of the arrows and of dragging, minutes. */
export const stepMinutes = 15
export const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

/** What a row of the grid shows, minutes: a night of the weekend ends about two. */
export const shownMinutes = 26 * 60

/** Place of a minute in a row, or its width. */
export const share = (minutes: number): string => `${(Math.min(minutes, shownMinutes) / shownMinutes) * 100}%`

let lastKey = 0

export function spansOf(hours: OpeningHours): readonly Span[] {
  return hours.mode === 'weekly' ? sorted(hours.intervals.map(spanOf)) : []
}

function spanOf({ day, start, end }: WeeklyInterval): Span {
  const from = minutesOf(start)
  const to = minutesOf(end)
  return { key: ++lastKey, day, from, to: to > from ? to : to + dayMinutes }
}

export const intervalsOf = (spans: readonly Span[]): readonly WeeklyInterval[] =>
  sorted(spans.flatMap(asKept)).map(({ day, from, to }) => ({
    day,
    start: clock(from),
    end: to === dayMinutes ? '24:00' : clock(to),
  }))

/** A whole day from another time than midnight is two: an interval that ends at the time it starts at is none (M8). */
const asKept = (span: Span): readonly Span[] =>
  span.to - span.from < dayMinutes || span.from === 0
    ? [span]
    : [
        { ...span, to: dayMinutes },
        { ...span, day: dayAfter(span.day), from: 0, to: span.to - dayMinutes },
      ]

const dayAfter = (day: Weekday): Weekday => (day === 7 ? 1 : ((day + 1) as Weekday))

const sorted = (spans: readonly Span[]): readonly Span[] =>
  spans.toSorted((a, b) => a.day - b.day || a.from - b.from)

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** `08:30`; of a minute past midnight the time of the next day. */
export function clock(minute: number): string {
  const within = ((minute % dayMinutes) + dayMinutes) % dayMinutes
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

export const spanInWords = ({ from, to }: Pick<Span, 'from' | 'to'>): string =>
  `${clock(from)}–${to === dayMinutes ? '24:00' : clock(to)}`

export const ofDay = (spans: readonly Span[], day: Weekday): readonly Span[] =>
  sorted(spans).filter((span) => span.day === day)

/** Until when the day before runs into this one, minutes; 0: it does not. */
export function overhang(spans: readonly Span[], day: Weekday): number {
  const before = spans.filter((span) => span.day === (day === 1 ? 7 : day - 1))
  return Math.max(0, ...before.map(({ to }) => to - dayMinutes))
}

/** How far an edge can go without an empty span, and without meeting the one beside it. */
export function edgeRange(
  spans: readonly Span[],
  span: Span,
  edge: 'from' | 'to',
): readonly [number, number] {
  const beside = ofDay(spans, span.day).filter(({ key }) => key !== span.key)
  if (edge === 'from') {
    const before = beside.filter(({ from }) => from < span.from).map(({ to }) => to)
    const least = Math.max(0, overhang(spans, span.day), span.to - dayMinutes, ...before)
    return [least, Math.min(span.to - stepMinutes, dayMinutes - stepMinutes)]
  }
  const after = beside.filter(({ from }) => from > span.from).map(({ from }) => from)
  const tomorrow = ofDay(spans, dayAfter(span.day))[0]
  const most = Math.min(span.from + dayMinutes, (tomorrow?.from ?? dayMinutes) + dayMinutes, ...after)
  return [span.from + stepMinutes, most]
}

export function moveEdge(
  spans: readonly Span[],
  key: number,
  edge: 'from' | 'to',
  to: number,
): readonly Span[] {
  return spans.map((span) => {
    if (span.key !== key) return span
    const [least, most] = edgeRange(spans, span, edge)
    return { ...span, [edge]: Math.min(Math.max(to, least), most) }
  })
}

/** A typed end at or before the start is one of the next day. */
export function typeEdge(
  spans: readonly Span[],
  key: number,
  edge: 'from' | 'to',
  time: string,
): readonly Span[] {
  if (!/^\d\d:\d\d$/.test(time)) return spans
  const span = spans.find((one) => one.key === key)
  const minute = minutesOf(time)
  const wanted = edge === 'to' && span && minute <= span.from ? minute + dayMinutes : minute
  return moveEdge(spans, key, edge, wanted)
}

/** Adds two hours at a minute, or what is free there; undefined where nothing is free. */
export function addSpan(
  spans: readonly Span[],
  day: Weekday,
  at: number,
): { spans: readonly Span[]; key: number } | undefined {
  const own = ofDay(spans, day)
  if (own.some(({ from, to }) => from <= at && at < to) || at < overhang(spans, day)) return undefined
  const next = own.find(({ from }) => from > at)?.from ?? dayMinutes
  const to = Math.min(at + 120, next)
  if (to - at < stepMinutes) return undefined
  const key = ++lastKey
  return { spans: sorted([...spans, { key, day, from: at, to }]), key }
}

/** Where a day has room for two more hours: at 08:30 when it is closed, else an hour after its last span. */
export function roomOf(spans: readonly Span[], day: Weekday): number {
  const last = ofDay(spans, day).at(-1)
  return last ? Math.min(last.to + 60, dayMinutes - 60) : Math.max(510, overhang(spans, day))
}

export const removeSpan = (spans: readonly Span[], key: number): readonly Span[] =>
  spans.filter((span) => span.key !== key)

/** The hours of one day for other days too, in place of theirs. */
export function copyDay(spans: readonly Span[], from: Weekday, to: readonly Weekday[]): readonly Span[] {
  const own = ofDay(spans, from)
  const kept = spans.filter(({ day }) => day === from || !to.includes(day))
  const copies = to
    .filter((day) => day !== from)
    .flatMap((day) => own.map((span) => ({ ...span, key: ++lastKey, day })))
  return sorted([...kept, ...copies])
}
