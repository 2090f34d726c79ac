/** The days of a strip: stretches of rules, cut at local midnights. */
import { clockTime, localDay } from './time.ts'

/** A stretch under one rule. Instants are ISO 8601 or epoch ms. */
export interface Stretch {
  readonly from: string | number
  readonly until: string | number
  readonly open: boolean
  /** An event, override or closure rules, not the weekly hours. */
  readonly special: boolean
  /** Its name, for the line below the bar. */
  readonly label?: string | undefined
  /** The same where a day is no wider than five letters: on a phone. */
  readonly short?: string | undefined
}

/** A local day and what rules in it, as shares of its bar in percent. Epoch ms. */
export interface Day {
  readonly key: string
  readonly start: number
  readonly end: number
  readonly parts: readonly (Stretch & { left: number; width: number })[]
}

const ms = (at: string | number): number => (typeof at === 'number' ? at : Date.parse(at))

/** Cuts the stretches at local midnights; a day may have 23 or 25 hours. */
export function daysOf(stretches: readonly Stretch[], zone: string): readonly Day[] {
  const first = stretches[0]
  const last = stretches.at(-1)
  if (!first || !last) return []
  const days: Day[] = []
  const end = ms(last.until)
  // From this afternoon to the same hour in a fortnight are fifteen dates, and fourteen columns.
  const columns = Math.max(1, Math.round((end - ms(first.from)) / (24 * hour)))
  for (let start = midnightBefore(ms(first.from), zone); start < end && days.length < columns; ) {
    const next = midnightAfter(start, zone)
    const day = { start, end: next }
    const parts = stretches
      .filter(({ from, until }) => ms(from) < next && ms(until) > start)
      .map((stretch) => {
        const left = share(Math.max(ms(stretch.from), start), day)
        return { ...stretch, left, width: share(Math.min(ms(stretch.until), next), day) - left }
      })
    // What remains of a day at the end of the picture is no day.
    if (end - start > (next - start) / 2 || days.length === 0)
      days.push({ key: localDay(start, zone), ...day, parts })
    start = next
  }
  return days
}

/** How far into the day, percent. */
export const share = (at: number, { start, end }: { start: number; end: number }): number =>
  ((at - start) / (end - start)) * 100

/** `18:00–24:00`: from when until when a stretch rules in the day. */
export function timesWithin(
  { start, end }: Day,
  { from, until }: Stretch,
  zone: string,
  locale: string,
): string {
  const begins = clockTime(Math.max(ms(from), start), zone, locale)
  return `${begins}–${ms(until) >= end ? '24:00' : clockTime(ms(until), zone, locale)}`
}

const hour = 3_600_000

function midnightBefore(at: number, zone: string): number {
  const day = localDay(at, zone)
  let start = at - (at % (hour / 4))
  while (localDay(start - hour / 4, zone) === day) start -= hour / 4
  return start
}

function midnightAfter(start: number, zone: string): number {
  const day = localDay(start, zone)
  let next = start + 22 * hour
  while (localDay(next, zone) === day) next += hour / 4
  return next
}
