/** Random site schedules and dated changes, with a plain reading of both by Temporal to hold the timetable against. */
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import type { DatedChange } from '../src/dated-change.ts'
import type { OpeningHours } from '../src/opening-hours.ts'
import type { DayInterval, EventScope, Rule, ScheduleEvent, SiteSchedule } from '../src/site-schedule.ts'
import { anyHours, anyInstant } from './any-hours.ts'

const minuteMs = 60_000
const time = fc
  .tuple(fc.integer({ min: 0, max: 22 }), fc.constantFrom(0, 1, 30, 59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const interval: fc.Arbitrary<DayInterval> = fc
  .record({ start: time, end: fc.oneof(time, fc.constant('24:00')) })
  .filter(({ start, end }) => start < end)

export const anyEvent: fc.Arbitrary<ScheduleEvent> = fc
  .record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    scope: fc.constantFrom<EventScope>('number', 'organization', 'site', 'sites'),
    start: anyInstant,
    minutes: fc.integer({ min: 1, max: 5000 }),
    whole: fc.boolean(),
    hours: fc.option(fc.array(interval, { maxLength: 3 }), { nil: undefined }),
    recurring: fc.boolean(),
  })
  .map(({ start, minutes, whole, id, hours, ...event }) => {
    const text = (at: number) => new Date(at).toISOString().slice(0, whole ? 10 : 16)
    const [from, to] = [text(start), text(start + minutes * minuteMs)]
    return { ...event, id, name: id, when: { kind: whole ? 'days' : 'span', from, to }, hours }
  })

const anyOverride = (by: string) =>
  fc.option(
    fc
      .record({ open: fc.boolean(), since: anyInstant, minutes: fc.integer({ min: 1, max: 3000 }) })
      .map(({ open, since, minutes }) => ({ open, since, until: since + minutes * minuteMs, by })),
    { nil: undefined, freq: 3 },
  )

export const anySchedule: fc.Arbitrary<SiteSchedule> = fc.record({
  // Identifiers are unique: which of two events rules is told by them.
  events: fc.uniqueArray(anyEvent, { maxLength: 5, selector: ({ id }) => id }),
  override: anyOverride('Olga'),
  siteOverride: anyOverride('Hugo'),
  emergency: fc.option(
    anyInstant.map((since) => ({ since, by: 'Olga' })),
    { nil: undefined, freq: 1 },
  ),
})

/** Changes that follow one another, with and without a gap. */
export const anyChanges: fc.Arbitrary<readonly DatedChange[]> = fc
  .tuple(
    anyInstant,
    fc.array(fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 4000 }), anyHours), {
      maxLength: 3,
    }),
  )
  .map(([start, spans]) => {
    let at = start
    const text = () => new Date(at).toISOString().slice(0, 16)
    return spans.map(([gap, length, hours], index) => {
      at += gap * minuteMs
      const from = text()
      at += length * minuteMs
      return { id: `${index}`, name: `change ${index}`, from, until: text(), hours }
    })
  })

/** What holds, read slowly: the local time as text, compared with texts. */
export function plainReading(
  hours: OpeningHours,
  schedule: SiteSchedule,
  zone: string,
  changes: readonly DatedChange[],
  instant: number,
): { rule: Rule; open: boolean; eventId: string | undefined; changeId: string | undefined } {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime()
  const text = local.toString({ smallestUnit: 'minute' })
  const change = changes.find(({ from, until }) => from <= text && text < until)
  const seen = (rule: Rule, open: boolean, eventId?: string) => ({
    rule,
    open,
    eventId,
    changeId: change?.id,
  })
  const { emergency, override, siteOverride } = schedule
  if (emergency && instant >= emergency.since) return seen('emergency', false)
  for (const one of [override, siteOverride])
    if (one && instant >= one.since && instant < one.until) return seen('override', one.open)
  const [event] = schedule.events.filter((one) => holds(one, text)).sort(narrower)
  if (event) {
    const clock = text.slice(11)
    const open =
      event.when.kind === 'days' && event.hours?.some(({ start, end }) => start <= clock && clock < end)
    return seen('event', open === true, event.id)
  }
  return seen('weekly', isOpenPlainly(change?.hours ?? hours, local))
}

function holds({ when }: ScheduleEvent, text: string): boolean {
  const now = when.kind === 'days' ? text.slice(0, 10) : text
  return now >= when.from && (when.kind === 'days' ? now <= when.to : now < when.to)
}

const scopes = ['number', 'organization', 'site', 'sites']

function narrower(a: ScheduleEvent, b: ScheduleEvent): number {
  const keys = [a, b].map((event) => {
    const length = lengthOf(event)
    const kind = event.recurring ? 2 : length <= 24 * 60 ? 0 : 1
    return { scope: scopes.indexOf(event.scope), kind, length, from: event.when.from, id: event.id }
  })
  const [x, y] = keys as [(typeof keys)[0], (typeof keys)[0]]
  if (x.scope !== y.scope) return x.scope - y.scope
  if (x.kind !== y.kind) return x.kind - y.kind
  if (x.length !== y.length) return x.length - y.length
  const [start, otherStart] = [x.from, y.from].map((from) => Date.parse(`${`${from}T00:00`.slice(0, 16)}Z`))
  return (otherStart ?? 0) - (start ?? 0) || (x.id < y.id ? -1 : 1)
}

function lengthOf({ when }: ScheduleEvent): number {
  const days = when.kind === 'days'
  const [from, to] = [when.from, when.to].map((one) => Temporal.PlainDateTime.from(one))
  return (
    (from as Temporal.PlainDateTime).until(to as Temporal.PlainDateTime).total('minutes') + (days ? 1440 : 0)
  )
}

function isOpenPlainly(hours: OpeningHours, local: Temporal.PlainDateTime): boolean {
  if (hours.mode !== 'weekly') return hours.mode === 'always-open'
  return hours.intervals.some(({ day, start, end }) =>
    [0, 1].some((daysBack) => {
      const date = local.toPlainDate().subtract({ days: daysBack })
      if (date.dayOfWeek !== day) return false
      const from = date.toPlainDateTime(start)
      const endDate = end === '24:00' || end < start ? date.add({ days: 1 }) : date
      const to = endDate.toPlainDateTime(end === '24:00' ? '00:00' : end)
      return Temporal.PlainDateTime.compare(from, local) <= 0 && Temporal.PlainDateTime.compare(local, to) < 0
    }),
  )
}
