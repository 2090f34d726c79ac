/**
 * Reads an iCalendar file (RFC 5545) as events of a site (M9): all-day and timed, repeating ones expanded, zones
 * converted to the time of the site. What cannot be read is named, and the rest is read all the same.
 * Runs within calendar-worker.ts: a rule that can never be met keeps ical.js busy for ever.
 */
import { createHash } from 'node:crypto'
import { oneLine, withoutUnseen } from '@mainline/contract'
import { offsetWindow } from '@mainline/pbx'
import type { SourceEvent } from '@mainline/storage'
import ICAL from 'ical.js'
import {
  align,
  inUtc,
  knownInstant,
  requireDates,
  rulesOf,
  tzidOf,
  Unreadable,
  wallOf,
} from './entry-dates.ts'
import { parseCalendar } from './parse-calendar.ts'

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

/** What an entry that happens once has not. */
const repeating = ['rrule', 'rdate', 'exrule']

/** Characters of a key that says what it is of. */
const longestKey = 500

/** @returns a sentence when the text is no calendar at all */
export function readCalendar(options: CalendarOptions): CalendarReading | string {
  const calendar = parseCalendar(options.text)
  if (!calendar) return noCalendar
  const reader = new Reader(options)
  for (const summary of calendar.broken) reader.refuse(inOneLine(summary), notICalendar)
  for (const [, entries] of Map.groupBy(calendar.entries, uidOf)) readSameUid(reader, entries)
  return reader.reading()
}

const noCalendar =
  'The text is no iCalendar: it begins with BEGIN:VCALENDAR and ends with END:VCALENDAR, one property a line. Export the calendar again as a file that ends in .ics.'

/** An entry, and what was changed of single dates of it. Who is invited to one date of a series has that date alone in the file. */
function readSameUid(reader: Reader, entries: readonly ICAL.Component[]): void {
  const exceptions = entries.filter(isException)
  const [newest, ...others] = entries
    .filter((entry) => !isException(entry))
    .toSorted((a, b) => sequenceOf(b) - sequenceOf(a))
  if (newest) reader.read(newest, exceptions)
  else for (const exception of exceptions) reader.readOnly(exception)
  for (const other of others)
    if (uidOf(other) === '') reader.read(other, [])
    // What has a lower sequence was revised (RFC 5545 §3.8.7.4).
    else if (newest && sequenceOf(other) === sequenceOf(newest)) reader.refuse(nameOf(other), sameUid)
}

const sameUid = 'another entry of the file has its UID, and counts instead'

const uidOf = (entry: ICAL.Component): string => String(entry.getFirstPropertyValue('uid') ?? '')
const sequenceOf = (entry: ICAL.Component): number =>
  Number(entry.getFirstPropertyValue('sequence') ?? 0) || 0
const isException = (entry: ICAL.Component): boolean => entry.hasProperty('recurrence-id')
const isCancelled = (entry: ICAL.Component): boolean =>
  String(entry.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED'

/** The words of a library help nobody who has the file. */
const notICalendar =
  'it cannot be read: a date, time, duration or rule in it is not written as iCalendar has it (RFC 5545)'

class Reader {
  readonly #options: CalendarOptions
  readonly #events = new Map<string, SourceEvent>()
  readonly #errors: { entry: string; message: string }[] = []
  #skipped = 0
  /** It was said that the rest is left out. */
  #isFull = false

  constructor(options: CalendarOptions) {
    this.#options = options
  }

  reading(): CalendarReading {
    return { events: [...this.#events.values()], errors: this.#errors, skipped: this.#skipped }
  }

  refuse(entry: string, message: string): void {
    this.#errors.push({ entry, message })
  }

  read(entry: ICAL.Component, exceptions: readonly ICAL.Component[]): void {
    this.#reading(entry, () => {
      if (exceptions.length > 0 || repeating.some((name) => entry.hasProperty(name)))
        this.#expand(entry, exceptions)
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
      this.#fail(entry, error)
    }
  }

  #fail(entry: ICAL.Component, error: unknown): void {
    this.refuse(nameOf(entry), error instanceof Unreadable ? error.message : notICalendar)
  }

  #addOnce(entry: ICAL.Component, key: string, recurring: boolean): void {
    const event = new ICAL.Event(entry)
    this.#add(entry, key, event.startDate, event.endDate, recurring)
  }

  #expand(entry: ICAL.Component, given: readonly ICAL.Component[]): void {
    const { zone } = this.#options
    const exceptions = given.filter((exception) => this.#isReadable(exception, entry))
    const left = new Set(exceptions)
    const until = this.#localOf(this.#options.until)
    this.#addPeriods(entry)
    for (const rule of [...rulesOf(entry, 'rrule'), ...rulesOf(entry, 'exrule')]) amendRule(rule, entry)
    addFirst(entry)
    const isLeftOut = leftOut(entry)
    const event = new ICAL.Event(entry, { exceptions, strictExceptions: true })
    const iterator = event.iterator()
    for (let count = 0; count < mostRepetitions; count++) {
      const next = iterator.next() as ICAL.Time | null
      if (!next || toLocal(next, entry, zone) >= until) {
        // What moves a date that the series has not, or no more, is a date by itself.
        for (const exception of left) if (!isCancelled(exception)) this.readOnly(exception)
        return
      }
      if (isLeftOut(next)) continue
      const { item, startDate, endDate } = event.getOccurrenceDetails(next)
      const add = () =>
        this.#add(item.component, `${uidOf(entry)}/${next.toString()}`, startDate, endDate, true)
      if (item.component === entry) add()
      else this.#reading(item.component, add)
      left.delete(item.component)
    }
    throw new Unreadable(`it repeats more than ${mostRepetitions} times; only the first ones were read`)
  }

  /** Makes the exception comparable with its series. One that cannot be read leaves the date as it was. */
  #isReadable(exception: ICAL.Component, series: ICAL.Component): boolean {
    const { zone } = this.#options
    try {
      requireDates(exception)
      if (!exception.hasProperty('dtstart')) throw new Unreadable('it has no DTSTART')
      align(exception, ['dtend'], exception, zone)
      align(exception, ['recurrence-id'], series, zone)
      const { startDate, endDate } = new ICAL.Event(exception)
      for (const time of [startDate, endDate]) toLocal(time, exception, zone)
      return true
    } catch (error) {
      this.#fail(exception, error)
      return false
    }
  }

  /** Further dates of a length of their own (RFC 5545 §3.8.5.2), of which the library makes nothing. */
  #addPeriods(entry: ICAL.Component): void {
    for (const property of entry.getAllProperties('rdate')) {
      if (property.type !== 'period') continue
      for (const period of property.getValues())
        if (period instanceof ICAL.Period) {
          const [start, end] = [period.start, period.getEnd()].map((time) => inUtc(time, property))
          if (start && end) this.#add(entry, `${uidOf(entry)}/${period.start}`, start, end, true)
        }
      entry.removeProperty(property)
    }
  }

  #add(entry: ICAL.Component, key: string, start: ICAL.Time, end: ICAL.Time, recurring: boolean): void {
    const { zone, from, until, limit } = this.#options
    const [first, last] = [toLocal(start, entry, zone), toLocal(end, entry, zone)]
    if (last <= this.#localOf(from) || first >= this.#localOf(until)) {
      this.#skipped++
      return
    }
    if (this.#events.size >= limit) {
      if (this.#isFull) return
      this.#isFull = true
      throw new Unreadable(`the calendar has more than ${limit} dates; the rest was left out`)
    }
    const when = start.isDate ? wholeDays(first, last) : span(first, last)
    const instants = when.kind === 'span' ? instantsOf(start, end, entry) : undefined
    this.#events.set(key, { key: storableKey(key), name: nameOf(entry), when, instants, recurring })
  }

  #localOf(instant: number): number {
    return instant + offsetWindow(this.#options.zone, instant).offset
  }
}

/** A series begins with its first date, which the library leaves out where there is no rule (RFC 5545 §3.8.5.2). */
function addFirst(entry: ICAL.Component): void {
  const start = entry.getFirstProperty('dtstart')
  if (start === null || entry.hasProperty('rrule')) return
  const [, ...value] = start.toJSON()
  entry.addProperty(new ICAL.Property(['rdate', ...value], entry))
}

/** Rules of which the library makes other days than RFC 5545 §3.3.10 are said as it knows them, or not read. */
function amendRule(rule: ICAL.Recur, entry: ICAL.Component): void {
  const start = entry.getFirstPropertyValue('dtstart')
  if (!(start instanceof ICAL.Time)) return
  const parts = Object.keys(rule.parts)
  if (parts.includes('BYWEEKNO'))
    throw new Unreadable('it repeats by weeks of the year (BYWEEKNO), which are not read')
  // A year that has no such day is left out; the library goes on with 1 March.
  if (rule.freq === 'YEARLY' && parts.length === 0 && start.month === 2 && start.day === 29)
    rule.parts = { BYMONTH: [2], BYMONTHDAY: [29] }
}

/** What the rules of what is left out meet, which the library does not look at. @returns to be asked for dates in their order */
function leftOut(entry: ICAL.Component): (date: ICAL.Time) => boolean {
  const start = entry.getFirstPropertyValue('dtstart')
  if (!(start instanceof ICAL.Time)) return () => false
  const rules = rulesOf(entry, 'exrule').map((rule) => {
    const iterator = rule.iterator(start)
    return { iterator, date: iterator.next()?.clone() }
  })
  return (date) => {
    for (const rule of rules)
      while (rule.date && rule.date.compare(date) < 0) rule.date = rule.iterator.next()?.clone()
    return rules.some((rule) => rule.date?.compare(date) === 0)
  }
}

/** A line that people know the entry by. */
const nameOf = (entry: ICAL.Component): string =>
  inOneLine(String(entry.getFirstPropertyValue('summary') ?? ''))

function inOneLine(summary: string): string {
  const line = oneLine(withoutUnseen(summary.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')).toWellFormed())
  return [...line].slice(0, 120).join('') || 'Untitled'
}

/** Local time of the site in ms as if it were UTC. A date, or a time without zone, is local already. */
function toLocal(time: ICAL.Time, entry: ICAL.Component, site: string): number {
  const wall = wallOf(time)
  if (Number.isNaN(wall)) throw new Unreadable('it has a date that does not exist')
  const tzid = tzidOf(entry.getFirstProperty('dtstart'))
  const instant = knownInstant(time, tzid)
  if (instant !== undefined) return wholeMinute(instant + offsetWindow(site, instant).offset)
  if (time.isDate || tzid === '') return wholeMinute(wall)
  throw new Unreadable(`its time zone ${tzid} is not known`)
}

/** What an index takes; of two that are as long each is its own. */
const storableKey = (key: string): string =>
  key.length <= longestKey && !key.includes('\0') ? key : createHash('sha256').update(key).digest('hex')

/** @returns undefined where the entry is by the clock of the site, whichever that is */
function instantsOf(start: ICAL.Time, end: ICAL.Time, entry: ICAL.Component): SourceEvent['instants'] {
  const tzid = tzidOf(entry.getFirstProperty('dtstart'))
  const [from, to] = [knownInstant(start, tzid), knownInstant(end, tzid)]
  return from === undefined || to === undefined ? undefined : { from: wholeMinute(from), to: wholeMinute(to) }
}

const wholeMinute = (ms: number): number => ms - (ms % 60_000)

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
