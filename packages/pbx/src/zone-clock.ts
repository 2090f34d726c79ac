/**
 * Local time of a zone, fast: the offset that holds between two transitions is asked of Temporal once and kept,
 * so that a call costs a comparison and an addition. The cache is a memo of facts; it decides nothing.
 */
import { Temporal } from 'temporal-polyfill'
import { isRefusal, type Refusal, refuse } from './errors.ts'

/** The span `[from, until)` of epoch ms in which `local = instant + offset`. */
export interface OffsetWindow {
  readonly from: number
  readonly until: number
  /** Milliseconds east of UTC. */
  readonly offset: number
}

export const minuteMs = 60_000
export const dayMs = 86_400_000
/** A zone without a transition ahead is asked again after this long. */
const askAgainMs = 400 * dayMs
const mostWindows = 64

const windowsByZone = new Map<string, OffsetWindow[]>()

/** A refusal if `zone` is no IANA zone, else undefined. */
export function validateZone(zone: string): Refusal | undefined {
  const name = zoneNamed(zone)
  return isRefusal(name) ? name : undefined
}

/** An IANA zone as the database of zones writes it: "europe/london" is Europe/London. An offset is none: it never changes. */
export function zoneNamed(zone: string): string | Refusal {
  try {
    const { timeZoneId } = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    // Temporal takes offsets, and the zones of instants that are written out.
    const isName = /^[a-z]/i.test(zone) && timeZoneId.length === zone.length
    return isName ? timeZoneId : refuse('zone-unknown', { zone })
  } catch {
    return refuse('zone-unknown', { zone })
  }
}

/**
 * The window of `zone` that holds the instant (epoch ms). Throws RangeError for an unknown zone, which
 * `validateZone` keeps out of stored settings.
 */
export function offsetWindow(zone: string, instant: number): OffsetWindow {
  let windows = windowsByZone.get(zone)
  if (windows === undefined) {
    windows = []
    windowsByZone.set(zone, windows)
  }
  for (let i = windows.length - 1; i >= 0; i--) {
    const window = windows[i]
    if (window !== undefined && instant >= window.from && instant < window.until) return window
  }
  const window = askTemporal(zone, instant)
  if (windows.length >= mostWindows) windows.shift()
  windows.push(window)
  return window
}

/**
 * The instant (epoch ms) of a local time given in ms as if it were UTC: in the repeated hour the first pass, in the
 * missing one as far behind the gap as the clock would be.
 */
export function instantOf(zone: string, local: number): number {
  const plain = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime()
  return plain.toZonedDateTime(zone).epochMilliseconds
}

function askTemporal(zone: string, instant: number): OffsetWindow {
  // Transitions lie on whole seconds; one ms later makes "before" include the instant itself.
  const after = Temporal.Instant.fromEpochMilliseconds(Math.floor(instant) + 1).toZonedDateTimeISO(zone)
  const here = Temporal.Instant.fromEpochMilliseconds(Math.floor(instant)).toZonedDateTimeISO(zone)
  const previous = after.getTimeZoneTransition('previous')
  const next = here.getTimeZoneTransition('next')
  return {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: next?.epochMilliseconds ?? instant + askAgainMs,
    offset: here.offsetNanoseconds / 1e6,
  }
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** Minutes since Monday 00:00 of a local time in ms. */
export function minuteOfWeek(local: number): number {
  const days = Math.floor(local / dayMs)
  // 1970-01-01 was a Thursday, three days after Monday.
  const weekday = (((days + 3) % 7) + 7) % 7
  return weekday * 1440 + Math.floor((local - days * dayMs) / minuteMs)
}

/** An instant in words, local to the zone: `18:00` on the day of `seenFrom`, else `Mon 30 Nov 08:30`. */
export function instantInWords(zone: string, instant: number, seenFrom: number): string {
  const local = instant + offsetWindow(zone, instant).offset
  const seen = seenFrom + offsetWindow(zone, seenFrom).offset
  const minute = minuteOfWeek(local)
  const time = `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`
  if (Math.floor(local / dayMs) === Math.floor(seen / dayMs)) return time
  const date = new Date(local)
  const day = `${dayNames[Math.floor(minute / 1440)]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`
  const year = date.getUTCFullYear()
  return year === new Date(seen).getUTCFullYear() ? `${day} ${time}` : `${day} ${year} ${time}`
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
