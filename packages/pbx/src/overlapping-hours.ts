/**
 * Weekly hours while they are typed (M8): which intervals overlap, and what is still free on a day. The rule joins
 * overlapping hours into one; who typed them is to know, since one of the two is usually a mistake.
 */
import { mergeSpans, minuteOfDay, type Weekday, type WeeklyInterval, weekMinutes } from './opening-hours.ts'

/**
 * For each interval the places of those it overlaps, in their order. Half-open: touching is no overlap. Sunday night
 * runs on into Monday. An interval whose times are no times overlaps none.
 */
export function overlapsOf(intervals: readonly WeeklyInterval[]): readonly (readonly number[])[] {
  const spans = intervals.map(spanOf)
  return spans.map((one, index) =>
    spans.flatMap((other, place) => (place !== index && one && other && overlap(one, other) ? [place] : [])),
  )
}

/**
 * Hours to propose for a day: the usual ones of a day that has none, an evening of one that has some; where those are
 * taken, two hours at most of the longest time that is free.
 * @returns undefined for a day that is open from midnight to midnight
 */
export function freeHours(intervals: readonly WeeklyInterval[], day: Weekday): WeeklyInterval | undefined {
  const usual = intervals.some((one) => one.day === day)
    ? { day, start: '19:00', end: '21:00' }
    : { day, start: '08:30', end: '18:00' }
  if (overlapsOf([usual, ...intervals])[0]?.length === 0) return usual
  const midnight = (day - 1) * 1440
  const taken = intervals.flatMap((interval) => {
    const span = spanOf(interval)
    // A night of Sunday lies before the Monday too.
    return span ? [span, [span[0] - weekMinutes, span[1] - weekMinutes] as const] : []
  })
  const edges = [midnight, ...mergeSpans(taken).map(within), midnight + 1440]
  let free: Span = [0, 0]
  for (let at = 0; at < edges.length; at += 2) {
    const gap: Span = [edges[at] ?? 0, edges[at + 1] ?? 0]
    if (gap[1] - gap[0] > free[1] - free[0]) free = gap
  }
  const [from, until] = free
  if (from === until) return undefined
  return { day, start: clock(from - midnight), end: clock(Math.min(until, from + 120) - midnight) }

  function within(minute: number): number {
    return Math.min(Math.max(minute, midnight), midnight + 1440)
  }
}

/** Minutes since Monday 00:00; a span of Sunday may end past the week. */
type Span = readonly [number, number]

function spanOf({ day, start, end }: WeeklyInterval): Span | undefined {
  const from = minuteOfDay(start)
  const to = minuteOfDay(end)
  if (from === undefined || to === undefined || from === to) return undefined
  const first = (day - 1) * 1440 + from
  return [first, first + (to > from ? to - from : to - from + 1440)]
}

const overlap = (one: Span, other: Span): boolean =>
  [-weekMinutes, 0, weekMinutes].some((shift) => one[0] < other[1] + shift && other[0] + shift < one[1])

/** `08:30` of the minutes of a day, `24:00` of its end. */
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
