/**
 * Weekly hours and site schedule joined: which rule holds at an instant, and until when (M8, M9).
 * Asked once per call (C3), so it remembers its last ruling.
 */
import {
  horizonMs,
  isOpenAt,
  nextBoundary,
  type OpeningHours,
  type WeekMinutes,
  weekOf,
} from './opening-hours.ts'
import {
  type DatedEvent,
  type EventScope,
  localSpan,
  type Ruling,
  type SiteSchedule,
} from './site-schedule.ts'
import { instantInWords, minuteOfWeek, offsetWindow } from './zone-clock.ts'

/**
 * Weekly hours and schedule of one number, ready to be asked for any instant. The last ruling is kept until it
 * ends, so that a call costs two comparisons; make a new Timetable when hours or schedule change.
 */
export class Timetable {
  readonly #hours: OpeningHours
  readonly #week: WeekMinutes
  readonly #schedule: SiteSchedule
  readonly #zone: string
  readonly #events: readonly DatedEvent[]
  #ruling: Ruling | undefined
  #from = 0
  #until = 0

  constructor(hours: OpeningHours, schedule: SiteSchedule, zone: string) {
    this.#hours = hours
    this.#week = weekOf(hours)
    this.#schedule = schedule
    this.#zone = zone
    this.#events = schedule.events.map(localSpan).sort(bySpecificity)
  }

  /** What holds at the instant (epoch ms), why, and until when (M9). */
  rulingAt(instant: number): Ruling {
    if (this.#ruling !== undefined && instant >= this.#from && instant < this.#until) return this.#ruling
    const winner = this.#winnerAt(instant)
    const until = this.#endOf(winner, instant)
    this.#ruling = this.#inWords(winner, instant, until)
    this.#from = instant
    this.#until = until ?? instant + horizonMs
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

  /** An event, or the name of the rule that holds; compared by identity to find where it ends. */
  #winnerAt(instant: number): Winner {
    const { emergency, override } = this.#schedule
    if (emergency !== undefined && instant >= emergency.since) return 'emergency'
    if (override !== undefined && instant >= override.since && instant < override.until) return 'override'
    const local = instant + offsetWindow(this.#zone, instant).offset
    for (const dated of this.#events) if (local >= dated.from && local < dated.to) return dated
    return isOpenAt(this.#week, minuteOfWeek(local)) ? 'open' : 'closed'
  }

  #endOf(winner: Winner, instant: number): number | undefined {
    let cursor = instant
    while (cursor < instant + horizonMs) {
      cursor = this.#boundaryAfter(cursor, winner === 'open' || winner === 'closed')
      if (this.#winnerAt(cursor) !== winner) return cursor
    }
    return undefined
  }

  /** The first instant after `instant` at which another rule may win; weekly hours matter only while they rule. */
  #boundaryAfter(instant: number, weekly: boolean): number {
    const { emergency, override } = this.#schedule
    const window = offsetWindow(this.#zone, instant)
    let first = weekly ? nextBoundary(this.#week, this.#zone, instant) : window.until
    for (const at of [emergency?.since, override?.since, override?.until]) {
      if (at !== undefined && at > instant && at < first) first = at
    }
    for (const dated of this.#events) {
      if (dated.from - window.offset > instant) first = Math.min(first, dated.from - window.offset)
      else if (dated.to - window.offset > instant) first = Math.min(first, dated.to - window.offset)
    }
    return first
  }

  #inWords(winner: Winner, instant: number, until: number | undefined): Ruling {
    const end = until === undefined ? '' : ` until ${instantInWords(this.#zone, until, instant)}`
    const { emergency, override } = this.#schedule
    if (winner === 'emergency') {
      const reasonInWords = `Emergency closure${because(emergency?.reason)}.`
      return { open: false, rule: 'emergency', reasonInWords, until, route: emergency?.route }
    }
    if (winner === 'override') {
      const open = override?.open === true
      const state = open ? 'open' : 'closed'
      const reasonInWords = `Set to ${state} by ${override?.by}${end}${because(override?.reason)}.`
      return { open, rule: 'override', reasonInWords, until }
    }
    if (typeof winner === 'object') {
      const { id, name, route } = winner.event
      const reasonInWords = `“${name}” in the site schedule${end}.`
      return { open: false, rule: 'event', reasonInWords, until, route, eventId: id }
    }
    const open = winner === 'open'
    const always = this.#hours.mode !== 'weekly' ? 'Always' : undefined
    const reasonInWords = always
      ? `Always ${open ? 'open' : 'closed'} by its hours${end}.`
      : `${open ? 'Within' : 'Outside'} business hours${end}.`
    return { open, rule: 'weekly', reasonInWords, until }
  }
}

type Winner = 'emergency' | 'override' | 'open' | 'closed' | DatedEvent

const scopeRank: Readonly<Record<EventScope, number>> = { number: 0, organization: 1, site: 2, sites: 3 }

/** Narrower scope first, then the shorter span, then the later start; the id settles the rest. */
function bySpecificity(a: DatedEvent, b: DatedEvent): number {
  return (
    scopeRank[a.event.scope] - scopeRank[b.event.scope] ||
    a.to - a.from - (b.to - b.from) ||
    b.from - a.from ||
    (a.event.id < b.event.id ? -1 : 1)
  )
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : ` (${reason})`
}
