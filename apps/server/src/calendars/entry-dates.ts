/** Dates of an entry (RFC 5545) made comparable: each must exist, and be of the zone and the kind in which its series begins. */
import { instantOf, offsetWindow, validateZone } from '@mainline/pbx'
import ICAL from 'ical.js'

/** What keeps an entry from being read, in our words. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

const written = /^(\d{4}-\d\d-\d\d)(?:T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)Z?)?$/

/** The library makes 9 April 2027 of the 99th day of month 13. @throws {@link Unreadable} for a date that does not exist */
export function requireDates(entry: ICAL.Component): void {
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
 * Of a series of whole days they become days, and days of a series of times are meant as a whole.
 *
 * @param site zone of what has none, and of the days
 */
export function align(
  entry: ICAL.Component,
  names: readonly string[],
  series: ICAL.Component,
  site: string,
): void {
  const first = series.getFirstProperty('dtstart')
  const start = first?.getFirstValue()
  if (!(start instanceof ICAL.Time)) return
  const aligned = start.isDate
    ? (time: ICAL.Time, own: string) => dayOf(time, own, site)
    : alignedTo(start, tzidOf(first), site)
  for (const name of names)
    for (const property of entry.getAllProperties(name)) {
      if (property.type === 'period') continue
      const own = tzidOf(property)
      const values = property.getValues().map((value) => {
        if (!(value instanceof ICAL.Time)) return value
        return aligned(name === 'recurrence-id' ? onDayOf(value, start) : value, own)
      })
      property.removeParameter('tzid')
      const [one] = values
      if (one instanceof ICAL.Time) property.resetType(one.isDate ? 'date' : 'date-time')
      if (property.isMultiValue) property.setValues(values)
      else property.setValue(one)
    }
  if (entry !== series) return
  for (const rule of [...rulesOf(entry, 'rrule'), ...rulesOf(entry, 'exrule')])
    if (rule.until) rule.until = aligned(endOf(rule.until, start), '')
}

/** Its rules: of what it repeats by, or of what is left out of that (EXRULE, RFC 2445 §4.8.5.2, which programs still write). */
export const rulesOf = (entry: ICAL.Component, name: 'rrule' | 'exrule'): ICAL.Recur[] =>
  entry
    .getAllProperties(name)
    .map((property) => property.getFirstValue())
    .filter((rule) => rule instanceof ICAL.Recur)

type Alignment = (time: ICAL.Time, tzid: string) => ICAL.Time

/** @param tzid of the start */
function alignedTo(start: ICAL.Time, tzid: string, site: string): Alignment {
  const isDescribed = start.zone !== ICAL.Timezone.localTimezone
  const zone = tzid === '' ? site : tzid
  if (!isDescribed && validateZone(zone) !== undefined) return (time) => time
  return (time, own) => {
    const instant = own === tzid && own !== '' ? undefined : knownInstant(time, own)
    if (instant === undefined) return time
    return isDescribed
      ? ICAL.Time.fromJSDate(new Date(instant), true)
      : ICAL.Time.fromDateTimeString(
          new Date(instant + offsetWindow(zone, instant).offset).toISOString().slice(0, 19),
        )
  }
}

/** The day that is meant: midnight in UTC is how some write a day, any other time in UTC is one of the site. */
function dayOf(time: ICAL.Time, tzid: string, site: string): ICAL.Time {
  if (time.isDate) return time
  const isMidnight = time.hour === 0 && time.minute === 0 && time.second === 0
  const instant = tzid === '' && !isMidnight ? knownInstant(time, tzid) : undefined
  const local = instant === undefined ? wallOf(time) : instant + offsetWindow(site, instant).offset
  return ICAL.Time.fromDateString(new Date(local).toISOString().slice(0, 10))
}

/** The date of a series of times that some write as its day. */
const onDayOf = (date: ICAL.Time, start: ICAL.Time): ICAL.Time =>
  date.isDate && !start.isDate ? at(date, start, start.zone) : date

/** The last day counts, too, where a series of times ends with a day. */
const endOf = (until: ICAL.Time, start: ICAL.Time): ICAL.Time =>
  until.isDate && !start.isDate ? at(until, { hour: 23, minute: 59, second: 59 }, start.zone) : until

const at = (
  { year, month, day }: ICAL.Time,
  { hour, minute, second }: Pick<ICAL.Time, 'hour' | 'minute' | 'second'>,
  zone: ICAL.Timezone,
): ICAL.Time => new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, zone)

/** @returns ms since the epoch; undefined: a date, or a time of which no zone is known */
export function knownInstant(time: ICAL.Time, tzid: string): number | undefined {
  if (time.isDate) return undefined
  const wall = wallOf(time)
  if (time.zone === ICAL.Timezone.utcTimezone) return wall
  if (tzid === '') return undefined
  if (validateZone(tzid) === undefined) return instantOf(tzid, wall)
  // A zone of the file's own, such as Outlook's "W. Europe Standard Time".
  return time.zone === ICAL.Timezone.localTimezone ? undefined : time.toUnixTime() * 1000
}

/** A time of the property in UTC, where its zone is known. */
export function inUtc(time: ICAL.Time, property: ICAL.Property): ICAL.Time {
  const instant = knownInstant(time, tzidOf(property))
  return instant === undefined ? time : ICAL.Time.fromJSDate(new Date(instant), true)
}

/** Local time in ms as if it were UTC. */
export const wallOf = ({ year, month, day, hour, minute, second }: ICAL.Time): number =>
  Date.UTC(year, month - 1, day, hour, minute, second)

export const tzidOf = (property: ICAL.Property | null | undefined): string =>
  String(property?.getFirstParameter('tzid') ?? '')
