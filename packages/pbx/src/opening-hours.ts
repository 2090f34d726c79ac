/**
 * Business hours (M8): the weekly intervals of a site or of a main number that overrides them.
 * An instant is converted to local time and looked up; hours are never added to a local time, so both passes of
 * the repeated hour count alike and the missing hour merely shortens its interval.
 */
import { type Refusal, refuse } from './errors.ts'
import { dayMs, minuteMs, minuteOfWeek, offsetWindow } from './zone-clock.ts'

/** ISO 8601 weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/**
 * One half-open interval `[start, end)` of local time, `HH:MM` with `24:00` allowed as an end.
 * An end before the start lies on the next day; the interval belongs to the day it starts on.
 */
export interface WeeklyInterval {
  readonly day: Weekday
  readonly start: string
  readonly end: string
}

/** Hours of a week. Stored as this very object (JSON). */
export type OpeningHours =
  | { readonly mode: 'always-open' }
  | { readonly mode: 'always-closed' }
  | { readonly mode: 'weekly'; readonly intervals: readonly WeeklyInterval[] }

/** Hours in minutes since Monday 00:00: merged, sorted, none past the week's end; `[start, end, start, end …]`. */
export type WeekMinutes = readonly number[]

/** Minutes of a week. */
export const weekMinutes = 7 * 1440
/** How far ahead a change is looked for. */
export const horizonMs = 400 * dayMs

/** Mon–Fri 08:30–18:00 (M8). */
export const defaultHours: OpeningHours = {
  mode: 'weekly',
  intervals: ([1, 2, 3, 4, 5] as const).map((day) => ({ day, start: '08:30', end: '18:00' })),
}

/** Every fault of the hours, in the order of the intervals; none for hours that can be saved. */
export function validateHours(hours: OpeningHours): readonly Refusal[] {
  if (hours.mode !== 'weekly') return []
  const faults: Refusal[] = []
  for (const { day, start, end } of hours.intervals) {
    if (!Number.isInteger(day) || day < 1 || day > 7) faults.push(refuse('hours-day', { text: String(day) }))
    const from = minuteOfDay(start)
    const to = minuteOfDay(end)
    if (from === undefined || from === 1440) faults.push(refuse('hours-time', { text: start }))
    else if (to === undefined) faults.push(refuse('hours-time', { text: end }))
    else if (from === to) faults.push(refuse('hours-empty', { text: start }))
  }
  return faults
}

/** True if the instant (epoch ms) lies within the hours in that zone. */
export function isOpen(hours: OpeningHours, zone: string, instant: number): boolean {
  return isOpenAt(weekOf(hours), minuteOfWeek(instant + offsetWindow(zone, instant).offset))
}

/** The next instant (epoch ms) at which `isOpen` changes; undefined if it does not within 400 days. */
export function nextChange(hours: OpeningHours, zone: string, instant: number): number | undefined {
  const week = weekOf(hours)
  const open = isOpen(hours, zone, instant)
  let cursor = instant
  while (cursor < instant + horizonMs) {
    cursor = nextBoundary(week, zone, cursor)
    if (isOpen(hours, zone, cursor) !== open) return cursor
  }
  return undefined
}

/** Whether a minute lies in one of the intervals of a week, or of a day when the boundaries are those of a day. */
export function isOpenAt(boundaries: readonly number[], minute: number): boolean {
  // The number of boundaries at or before the minute is odd within an interval.
  let passed = 0
  while (passed < boundaries.length && (boundaries[passed] ?? 0) <= minute) passed++
  return passed % 2 === 1
}

/**
 * The next instant after `instant` at which weekly hours may change: a boundary of the week or a change of offset,
 * whichever is first.
 */
export function nextBoundary(week: WeekMinutes, zone: string, instant: number): number {
  const window = offsetWindow(zone, instant)
  const local = instant + window.offset
  const minute = minuteOfWeek(local)
  const boundary = week.find((at) => at > minute) ?? weekMinutes + (week[0] ?? weekMinutes)
  const minuteStart = Math.floor(local / minuteMs) * minuteMs
  return Math.min(minuteStart + (boundary - minute) * minuteMs - window.offset, window.until)
}

const weeks = new WeakMap<OpeningHours, WeekMinutes>()

/** The hours as sorted minutes, computed once per object. Faulty intervals are left out. */
export function weekOf(hours: OpeningHours): WeekMinutes {
  let week = weeks.get(hours)
  if (week === undefined) {
    week = compileWeek(hours)
    weeks.set(hours, week)
  }
  return week
}

function compileWeek(hours: OpeningHours): WeekMinutes {
  if (hours.mode === 'always-open') return [0, weekMinutes]
  if (hours.mode === 'always-closed') return []
  const pieces: (readonly [number, number])[] = []
  for (const { day, start, end } of hours.intervals) {
    const from = minuteOfDay(start)
    const to = minuteOfDay(end)
    if (from === undefined || to === undefined || from === to) continue
    const first = (day - 1) * 1440 + from
    const last = first + (to > from ? to - from : to - from + 1440)
    // Sunday night runs on into the week's Monday.
    pieces.push([first, Math.min(last, weekMinutes)])
    if (last > weekMinutes) pieces.push([0, last - weekMinutes])
  }
  return mergeSpans(pieces)
}

/** Spans of minutes as one sorted list of boundaries, overlapping and touching ones joined. */
export function mergeSpans(spans: readonly (readonly [number, number])[]): readonly number[] {
  const merged: number[] = []
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const end = merged[merged.length - 1]
    if (end !== undefined && from <= end) merged[merged.length - 1] = Math.max(end, to)
    else merged.push(from, to)
  }
  return merged
}

/** Minutes since midnight of `HH:MM`, 1440 for `24:00`; undefined for any other text. */
export function minuteOfDay(text: string): number | undefined {
  const match = /^(\d\d):(\d\d)$/.exec(text)
  if (match === null) return undefined
  const minute = Number(match[1]) * 60 + Number(match[2])
  return Number(match[2]) < 60 && minute <= 1440 ? minute : undefined
}
