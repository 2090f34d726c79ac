/** Hours of a week as a line of text: "Mon–Fri 08:30–18:00, Sat 10:00–12:00" (M4, M8). */

import type { OpeningHours, WeeklyInterval } from './opening-hours.ts'
import type { DayInterval } from './site-schedule.ts'

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** Days in a row with the same intervals are said once. */
export function hoursInWords(hours: OpeningHours): string {
  if (hours.mode === 'always-open') return 'Always open'
  if (hours.mode === 'always-closed') return 'Always closed'
  const days = dayNames.map((_, index) => intervalsOf(hours.intervals, index + 1))
  const parts: string[] = []
  for (let first = 0; first < days.length; ) {
    const times = days[first] ?? ''
    let last = first
    while (days[last + 1] === times) last++
    if (times !== '') parts.push(`${daysInWords(first, last)} ${times}`)
    first = last + 1
  }
  return parts.length === 0 ? 'Always closed' : parts.join(', ')
}

function intervalsOf(intervals: readonly WeeklyInterval[], day: number): string {
  const own = intervals.filter((interval) => interval.day === day)
  return own
    .toSorted((a, b) => (a.start < b.start ? -1 : 1))
    .map(spanInWords)
    .join(' and ')
}

const spanInWords = ({ start, end }: DayInterval): string => `${start}–${end}`

const daysInWords = (first: number, last: number): string =>
  first === last ? `${dayNames[first]}` : `${dayNames[first]}–${dayNames[last]}`
