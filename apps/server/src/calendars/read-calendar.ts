/**
 * Reads an iCalendar file (RFC 5545) as events of a site (M9): all-day and timed, repeating ones expanded, zones
 * converted to the time of the site. What cannot be read is named, and the rest is read all the same.
 * Runs within calendar-worker.ts: a rule that can never be met keeps ical.js busy for ever.
 */
import { oneLine, withoutUnseen } from '@mainline/contract'
import { instantOf, offsetWindow, validateZone } from '@mainline/pbx'
import type { SourceEvent } from '@mainline/storage'
import ICAL from 'ical.js'

export interface CalendarOptions {
  readonly text: string
  /** IANA zone of the site. */
  readonly zone: string
  /** What ends before is left out, ms since the epoch. */
  readonly from: number
  /** What begins at or after is left out. */
  readonly until: number
  /** Dates at most. */
  readonly limit: number
}

export interface CalendarReading {
  readonly events: readonly SourceEvent[]
  /** One sentence per entry that could not be read, wholly or in part. */
  readonly errors: readonly { readonly entry: string; readonly message: string }[]
  /** Entries that were cancelled or lie outside the time that is looked at. */
  readonly skipped: number
}

/** Repetitions that are looked through in one entry, past ones included. */
const mostRepetitions = 20_000

/** @returns a sentence when the text is no calendar at all */
export function readCalendar(options: CalendarOptions): CalendarReading | string {
  const calendar = calendarOf(options.text)
  if (calendar?.name !== 'vcalendar') return noCalendar
  const reader = new Reader(options)
  const entries = calendar.getAllSubcomponents('vevent')
  for (const entry of entries) if (!isException(entry)) reader.read(entry, exceptionsOf(entry, entries))
  return reader.reading()
}

const noCalendar =
  'The text is no iCalendar: it begins with BEGIN:VCALENDAR and ends with END:VCALENDAR, one property a line. Export the calendar again as a file that ends in .ics.'

/** Undefined for what is no iCalendar, whatever the library says about it. */
function calendarOf(text: string): ICAL.Component | undefined {
  try {
    // Some programs put a byte-order mark or an empty line before it.
    const content = ICAL.parse(text.replace(/^[\uFEFF\s]+/, ''))
    return new ICAL.Component(content as ConstructorParameters<typeof ICAL.Component>[0])
  } catch {
    return undefined
  }
}

/** What keeps an entry from being read, in our words. */
class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

const uidOf = (entry: ICAL.Component): string => String(entry.getFirstPropertyValue('uid') ?? '')
const isException = (entry: ICAL.Component): boolean => entry.hasProperty('recurrence-id')
const exceptionsOf = (entry: ICAL.Component, all: readonly ICAL.Component[]): ICAL.Component[] =>
  all.filter((other) => isException(other) && uidOf(other) === uidOf(entry))
const isCancelled = (entry: ICAL.Component): boolean =>
  String(entry.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED'
/** The words of a library help nobody who has the file. */
const messageOf = (error: unknown): string =>
  error instanceof Unreadable
    ? error.message
    : 'it cannot be read: a date, time, duration or rule in it is not written as iCalendar has it (RFC 5545)'

class Reader {
  readonly #options: CalendarOptions
  readonly #events = new Map<string, SourceEvent>()
  readonly #errors: { entry: string; message: string }[] = []
  #skipped = 0

  constructor(options: CalendarOptions) {
    this.#options = options
  }

  reading(): CalendarReading {
    return { events: [...this.#events.values()], errors: this.#errors, skipped: this.#skipped }
  }

  read(entry: ICAL.Component, exceptions: ICAL.Component[]): void {
    const label = nameOf(entry)
    try {
      if (uidOf(entry) === '') throw new Unreadable('it has no UID')
      if (!entry.hasProperty('dtstart')) throw new Unreadable('it has no DTSTART')
      requireDates(entry)
      if (isCancelled(entry)) this.#skipped++
      else if (entry.hasProperty('rrule') || entry.hasProperty('rdate')) this.#expand(entry, exceptions)
      else {
        const event = new ICAL.Event(entry)
        this.#add(entry, uidOf(entry), event.startDate, event.endDate, false)
      }
    } catch (error) {
      this.#errors.push({ entry: label, message: messageOf(error) })
    }
  }

  #expand(entry: ICAL.Component, exceptions: ICAL.Component[]): void {
    for (const exception of exceptions) requireDates(exception)
    const event = new ICAL.Event(entry, { exceptions, strictExceptions: true })
    const iterator = event.iterator()
    for (let count = 0; count < mostRepetitions; count++) {
      const next = iterator.next() as ICAL.Time | null
      if (!next) return
      const { item, startDate, endDate } = event.getOccurrenceDetails(next)
      if (toLocal(startDate, entry, this.#options.zone) >= this.#localOf(this.#options.until)) return
      if (!isCancelled(item.component))
        this.#add(item.component, `${uidOf(entry)}/${next.toString()}`, startDate, endDate, true)
    }
    throw new Unreadable(`it repeats more than ${mostRepetitions} times; only the first ones were read`)
  }

  #add(entry: ICAL.Component, key: string, start: ICAL.Time, end: ICAL.Time, recurring: boolean): void {
    const { zone, from, until, limit } = this.#options
    const [first, last] = [toLocal(start, entry, zone), toLocal(end, entry, zone)]
    if (last <= this.#localOf(from) || first >= this.#localOf(until)) {
      this.#skipped++
      return
    }
    if (this.#events.size >= limit)
      throw new Unreadable(`the calendar has more than ${limit} dates; the rest was left out`)
    const when = start.isDate ? wholeDays(first, last) : span(first, last)
    this.#events.set(key, { key: key.slice(0, 500), name: nameOf(entry), when, recurring })
  }

  #localOf(instant: number): number {
    return instant + offsetWindow(this.#options.zone, instant).offset
  }
}

const written = /^(\d{4}-\d\d-\d\d)(?:T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)Z?)?$/

/** The library makes 9 April 2027 of the 99th day of month 13. @throws {@link Unreadable} for a date that does not exist */
function requireDates(entry: ICAL.Component): void {
  for (const name of ['dtstart', 'dtend', 'recurrence-id', 'rdate', 'exdate'])
    for (const property of entry.getAllProperties(name))
      for (const value of property.toJSON().slice(3))
        if (typeof value === 'string' && !isDate(value))
          throw new Unreadable(
            `its ${name.toUpperCase()} is a date that does not exist: ${value.slice(0, 40)}`,
          )
}

function isDate(value: string): boolean {
  const day = written.exec(value)?.[1]
  if (day === undefined) return false
  const instant = Date.parse(`${day}T00:00Z`)
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day)
}

/** A line that people know the entry by. */
function nameOf(entry: ICAL.Component): string {
  const summary = String(entry.getFirstPropertyValue('summary') ?? '')
  const line = oneLine(withoutUnseen(summary.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')).toWellFormed())
  return [...line].slice(0, 120).join('') || 'Untitled'
}

/** Local time of the site in ms as if it were UTC. A date, or a time without zone, is local already. */
function toLocal(time: ICAL.Time, entry: ICAL.Component, site: string): number {
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute)
  if (Number.isNaN(wall)) throw new Unreadable('it has a date that does not exist')
  if (time.isDate) return wall
  const instant = instantOfTime(time, wall, entry)
  return instant === undefined ? wall : instant + offsetWindow(site, instant).offset
}

/** @returns undefined for a time without zone */
function instantOfTime(time: ICAL.Time, wall: number, entry: ICAL.Component): number | undefined {
  if (time.zone === ICAL.Timezone.utcTimezone) return wall
  const tzid = String(entry.getFirstProperty('dtstart')?.getFirstParameter('tzid') ?? '')
  if (tzid === '') return undefined
  if (validateZone(tzid) === undefined) return instantOf(tzid, wall)
  // A zone of the file's own, such as Outlook's "W. Europe Standard Time".
  if (time.zone === ICAL.Timezone.localTimezone) throw new Unreadable(`its time zone ${tzid} is not known`)
  return time.toUnixTime() * 1000
}

function wholeDays(first: number, last: number): SourceEvent['when'] {
  // DTEND is exclusive; one that is missing or equal means a day.
  const to = Math.max(first, last - 1)
  return { kind: 'days', from: text(first).slice(0, 10), to: text(to).slice(0, 10) }
}

function span(first: number, last: number): SourceEvent['when'] {
  if (last <= first) throw new Unreadable('it ends when it starts')
  return { kind: 'span', from: text(first), to: text(last) }
}

const text = (local: number): string => new Date(local).toISOString().slice(0, 16)
