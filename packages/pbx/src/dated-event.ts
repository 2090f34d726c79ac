/** Events compiled for the timetable: bounds as numbers, half days as minutes, in the order of precedence (M9). */
import { isOpenAt } from './opening-hours.ts'
import {
  dayMinutes,
  type EventScope,
  localBounds,
  type ManualOverride,
  type Rule,
  type ScheduleEvent,
  type SiteSchedule,
} from './site-schedule.ts'
import { dayMs, minuteMs } from './zone-clock.ts'

/** What one rule says; compared by identity to find where it ends. */
export interface Verdict {
  readonly rule: Rule
  readonly open: boolean
  readonly event?: ScheduleEvent
  readonly override?: ManualOverride
}

/** An event with its local bounds as ms, as if local time were UTC. */
export interface DatedEvent {
  readonly event: ScheduleEvent
  readonly from: number
  readonly to: number
  /** Boundaries of the opening times of each of its days, minutes; none when it is closed throughout. */
  readonly minutes: readonly number[]
  readonly closed: Verdict
  readonly opened: Verdict
}

/** The events of a schedule, the winner among overlapping ones first; compiled once per schedule object. */
export function datedEvents(schedule: SiteSchedule): readonly DatedEvent[] {
  let dated = compiled.get(schedule)
  if (dated === undefined) {
    dated = schedule.events.map(compile).sort(bySpecificity)
    compiled.set(schedule, dated)
  }
  return dated
}

const compiled = new WeakMap<SiteSchedule, readonly DatedEvent[]>()

/** What an event says at a local time within its bounds. */
export function verdictOf(dated: DatedEvent, local: number): Verdict {
  const { minutes, opened, closed } = dated
  if (minutes.length === 0) return closed
  return isOpenAt(minutes, Math.floor((local - startOfDay(local)) / minuteMs)) ? opened : closed
}

/** The first local time after `local` at which the event may begin, end, or say something else. */
export function nextBoundaryOf({ from, to, minutes }: DatedEvent, local: number): number {
  if (from > local) return from
  if (to <= local) return Number.POSITIVE_INFINITY
  if (minutes.length === 0) return to
  const day = startOfDay(local)
  const next = minutes.map((minute) => day + minute * minuteMs).find((at) => at > local)
  return Math.min(next ?? day + dayMs, to)
}

const startOfDay = (local: number): number => Math.floor(local / dayMs) * dayMs

function compile(event: ScheduleEvent): DatedEvent {
  const { from, to } = localBounds(event.when)
  return {
    event,
    from,
    to,
    minutes: event.when.kind === 'days' ? dayMinutes(event.hours ?? []) : [],
    closed: { rule: 'event', open: false, event },
    opened: { rule: 'event', open: true, event },
  }
}

const scopeRank: Readonly<Record<EventScope, number>> = { number: 0, organization: 1, site: 2, sites: 3 }

/** A single date before a range, a range before one of many dates. */
const dateRank = ({ event, from, to }: DatedEvent): number =>
  event.recurring === true ? 2 : to - from <= dayMs ? 0 : 1

/** Narrower scope first, then the narrower kind of date, the shorter span, the later start; the id settles the rest. */
function bySpecificity(a: DatedEvent, b: DatedEvent): number {
  return (
    scopeRank[a.event.scope] - scopeRank[b.event.scope] ||
    dateRank(a) - dateRank(b) ||
    a.to - a.from - (b.to - b.from) ||
    b.from - a.from ||
    (a.event.id < b.event.id ? -1 : 1)
  )
}
