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
  for (const entry of entries)
    if (!isException(entry)) reader.read(entry, exceptionsOf(entry, entries))
    else if (!isOfSeries(entry, entries)) reader.readOnly(entry)
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
/** Who is invited to one date of a series has that date alone in the file. */
const isOfSeries = (exception: ICAL.Component, all: readonly ICAL.Component[]): boolean =>
  all.some((other) => !isException(other) && uidOf(other) === uidOf(exception))
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
    this.#reading(entry, () => {
      if (entry.hasProperty('rrule') || entry.hasProperty('rdate')) this.#expand(entry, exceptions)
      else this.#addOnce(entry, uidOf(entry), false)
    })
  }

  /** One date of a series that is not in the file. */
  readOnly(entry: ICAL.Component): void {
    const date = String(entry.getFirstPropertyValue('recurrence-id'))
    this.#reading(entry, () => this.#addOnce(entry, `${uidOf(entry)}/${date}`, true))
  }

  #reading(entry: ICAL.Component, add: () => void): void {
    try {
      if (uidOf(entry) === '') throw new Unreadable('it has no UID')
      if (!entry.hasProperty('dtstart')) throw new Unreadable('it has no DTSTART')
      requireDates(entry)
      align(entry, ['dtend', 'rdate', 'exdate'], entry, this.#options.zone)
      if (isCancelled(entry)) this.#skipped++
      else add()
    } catch (error) {
      this.#errors.push({ entry: nameOf(entry), message: messageOf(error) })
    }
  }

  #addOnce(entry: ICAL.Component, key: string, recurring: boolean): void {
    const event = new ICAL.Event(entry)
    this.#add(entry, key, event.startDate, event.endDate, recurring)
  }

  #expand(entry: ICAL.Component, exceptions: ICAL.Component[]): void {
    const { zone } = this.#options
    for (const exception of exceptions) {
      requireDates(exception)
      align(exception, ['dtend'], exception, zone)
      align(exception, ['recurrence-id'], entry, zone)
    }
    const until = this.#localOf(this.#options.until)
    addFirst(entry)
    const event = new ICAL.Event(entry, { exceptions, strictExceptions: true })
    const iterator = event.iterator()
    for (let count = 0; count < mostRepetitions; count++) {
      const next = iterator.next() as ICAL.Time | null
      if (!next) return
      if (toLocal(next, entry, zone) >= until) return
      const { item, startDate, endDate } = event.getOccurrenceDetails(next)
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

/**
 * What the library compares by the clock must be of one zone, and those that the file does not describe it does not know: dates
 * of an entry in UTC, or in another zone, become those of the zone in which its series begins, and so does the end of its rule.
 */
function align(entry: ICAL.Component, names: readonly string[], series: ICAL.Component, site: string): void {
  const first = series.getFirstProperty('dtstart')
  const start = first?.getFirstValue()
  if (!(start instanceof ICAL.Time) || start.isDate) return
  const tzid = tzidOf(first)
  const isDescribed = start.zone !== ICAL.Timezone.localTimezone
  const zone = tzid === '' ? site : tzid
  if (!isDescribed && validateZone(zone) !== undefined) return
  const aligned = (time: ICAL.Time, own: string): ICAL.Time => {
    const instant = own === tzid && own !== '' ? undefined : knownInstant(time, own)
    if (instant === undefined) return time
    return isDescribed
      ? ICAL.Time.fromJSDate(new Date(instant), true)
      : ICAL.Time.fromDateTimeString(
          new Date(instant + offsetWindow(zone, instant).offset).toISOString().slice(0, 19),
        )
  }
  for (const name of names)
    for (const property of entry.getAllProperties(name)) {
      const values = property
        .getValues()
        .map((value) => (value instanceof ICAL.Time ? aligned(value, tzidOf(property)) : value))
      property.removeParameter('tzid')
      if (property.isMultiValue) property.setValues(values)
      else property.setValue(values[0])
    }
  const rule = entry.getFirstPropertyValue('rrule')
  if (entry === series && rule instanceof ICAL.Recur && rule.until) rule.until = aligned(rule.until, '')
}

/** @returns ms since the epoch; undefined: a date, a time without zone, or of a zone that the library knows from the file */
function knownInstant(time: ICAL.Time, tzid: string): number | undefined {
  if (time.isDate) return undefined
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second)
  if (time.zone === ICAL.Timezone.utcTimezone) return wall
  const isKnown = time.zone === ICAL.Timezone.localTimezone && tzid !== '' && validateZone(tzid) === undefined
  return isKnown ? instantOf(tzid, wall) : undefined
}

const tzidOf = (property: ICAL.Property | null | undefined): string =>
  String(property?.getFirstParameter('tzid') ?? '')

/** A series begins with its first date, which the library leaves out where there is no rule (RFC 5545 §3.8.5.2). */
function addFirst(entry: ICAL.Component): void {
  const start = entry.getFirstProperty('dtstart')
  if (start === null || entry.hasProperty('rrule')) return
  const [, ...value] = start.toJSON()
  entry.addProperty(new ICAL.Property(['rdate', ...value], entry))
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
  const tzid = tzidOf(entry.getFirstProperty('dtstart'))
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
