/**
 * Weekly hours, site schedule and dated changes joined: which rule holds at an instant, and until when (M8, M9).
 * Asked once per call (C3), so it remembers its last ruling.
 */
import { type CompiledChange, compileChange, type DatedChange } from './dated-change.ts'
import { type DatedEvent, datedEvents, nextBoundaryOf, type Verdict, verdictOf } from './dated-event.ts'
import {
  horizonMs,
  isOpenAt,
  nextBoundary,
  type OpeningHours,
  type WeekMinutes,
  weekOf,
} from './opening-hours.ts'
import { rulingInWords } from './ruling-in-words.ts'
import type { Ruling, SiteSchedule } from './site-schedule.ts'
import { dayMs, minuteOfWeek, offsetWindow } from './zone-clock.ts'

/**
 * Everything that decides over the hours of one number, ready to be asked for any instant. The last ruling is kept
 * until it or its day ends, so that a call costs two comparisons; make a new Timetable when hours, schedule or changes change.
 */
export class Timetable {
  readonly #hours: OpeningHours
  readonly #week: WeekMinutes
  readonly #schedule: SiteSchedule
  readonly #zone: string
  readonly #overrides: readonly HeldOverride[]
  readonly #events: readonly DatedEvent[]
  readonly #changes: readonly CompiledChange[]
  #ruling: Ruling | undefined
  #from = 0
  #until = 0

  /** @param changes of the number's settings, not overlapping */
  constructor(
    hours: OpeningHours,
    schedule: SiteSchedule,
    zone: string,
    changes: readonly DatedChange[] = noChanges,
  ) {
    this.#hours = hours
    this.#week = weekOf(hours)
    this.#schedule = schedule
    this.#zone = zone
    this.#overrides = overridesOf(schedule)
    this.#events = datedEvents(schedule)
    this.#changes = changes.map(compileChange)
  }

  /** Whether it was made of these hours in this zone. */
  isOf(hours: OpeningHours, zone: string): boolean {
    return this.#hours === hours && this.#zone === zone
  }

  /** What holds at the instant (epoch ms), why, and until when (M9). */
  rulingAt(instant: number): Ruling {
    if (this.#ruling !== undefined && instant >= this.#from && instant < this.#until) return this.#ruling
    const local = this.#localOf(instant)
    const change = this.#changeAt(local)
    const verdict = this.#verdictAt(instant, local, change)
    const until = this.#endOf(verdict, change, instant)
    this.#ruling = rulingInWords(verdict, {
      instant,
      until,
      zone: this.#zone,
      hours: change?.change.hours ?? this.#hours,
      schedule: this.#schedule,
      change: change?.change,
    })
    this.#from = instant
    // Words name a day as it is seen from the day of the call, so a ruling is remembered for that day only.
    const midnight = instant + dayMs - (((local % dayMs) + dayMs) % dayMs)
    const unchanged = Math.min(midnight, offsetWindow(this.#zone, instant).until)
    this.#until = Math.min(until ?? unchanged, unchanged)
    return this.#ruling
  }

  /** Every ruling from `from` (epoch ms) on, until `to`, in order. */
  rulings(from: number, to: number): readonly { from: number; until: number; ruling: Ruling }[] {
    const strip: { from: number; until: number; ruling: Ruling }[] = []
    for (let at = from; at < to; ) {
      const ruling = this.rulingAt(at)
      const until = Math.min(ruling.until ?? to, to)
      strip.push({ from: at, until, ruling })
      at = until
    }
    return strip
  }

  #localOf(instant: number): number {
    return instant + offsetWindow(this.#zone, instant).offset
  }

  #changeAt(local: number): CompiledChange | undefined {
    for (const change of this.#changes) if (local >= change.from && local < change.until) return change
    return undefined
  }

  #verdictAt(instant: number, local: number, change: CompiledChange | undefined): Verdict {
    const { emergency } = this.#schedule
    if (emergency !== undefined && instant >= emergency.since) return closedByEmergency
    for (const { since, until, verdict } of this.#overrides)
      if (instant >= since && instant < until) return verdict
    for (const dated of this.#events)
      if (local >= dated.from && local < dated.to) return verdictOf(dated, local)
    return isOpenAt(change?.week ?? this.#week, minuteOfWeek(local)) ? withinHours : outsideHours
  }

  #endOf(verdict: Verdict, change: CompiledChange | undefined, instant: number): number | undefined {
    let cursor = instant
    while (cursor < instant + horizonMs) {
      cursor = this.#boundaryAfter(cursor, verdict.rule === 'weekly', change?.week ?? this.#week)
      const local = this.#localOf(cursor)
      if (this.#changeAt(local) !== change || this.#verdictAt(cursor, local, change) !== verdict)
        return cursor
    }
    return undefined
  }

  /** The first instant after `instant` at which another rule may win; weekly hours matter only while they rule. */
  #boundaryAfter(instant: number, weekly: boolean, week: WeekMinutes): number {
    const { emergency } = this.#schedule
    const window = offsetWindow(this.#zone, instant)
    const local = instant + window.offset
    let first = weekly ? nextBoundary(week, this.#zone, instant) : window.until
    if (emergency !== undefined && emergency.since > instant) first = Math.min(first, emergency.since)
    for (const { since, until } of this.#overrides) {
      if (since > instant) first = Math.min(first, since)
      else if (until > instant) first = Math.min(first, until)
    }
    for (const dated of this.#events) first = Math.min(first, nextBoundaryOf(dated, local) - window.offset)
    for (const { from, until } of this.#changes) {
      if (from > local) first = Math.min(first, from - window.offset)
      else if (until > local) first = Math.min(first, until - window.offset)
    }
    return first
  }
}

const noChanges: readonly DatedChange[] = []
const closedByEmergency: Verdict = { rule: 'emergency', open: false }
const withinHours: Verdict = { rule: 'weekly', open: true }
const outsideHours: Verdict = { rule: 'weekly', open: false }

/** An override and what it says. Epoch ms. */
interface HeldOverride {
  readonly since: number
  readonly until: number
  readonly verdict: Verdict
}

/** Those of a schedule, the narrower one first. */
function overridesOf({ override, siteOverride }: SiteSchedule): readonly HeldOverride[] {
  return [override, siteOverride].flatMap((one) => {
    if (one === undefined) return []
    const { since, until, open } = one
    return [{ since, until, verdict: { rule: 'override', open, override: one } }]
  })
}
