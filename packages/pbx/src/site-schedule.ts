/**
 * What may overrule the weekly hours (M9): dated events, a manual override with an end, an emergency closure.
 * Precedence: emergency closure, then override, then the most specific event, then weekly hours.
 */
import type { Route } from './call-settings.ts'
import { type Refusal, refuse } from './errors.ts'
import { dayMs } from './zone-clock.ts'

/** Whole local days, both included (`YYYY-MM-DD`). */
export interface WholeDays {
  readonly kind: 'days'
  readonly from: string
  readonly to: string
}

/** A half-open span of local time (`YYYY-MM-DDTHH:MM`, no offset). */
export interface LocalSpan {
  readonly kind: 'span'
  readonly from: string
  readonly to: string
}

/** How narrow an event is; narrower wins (M9 "most specific first"). */
export type EventScope = 'number' | 'organization' | 'site' | 'sites'

/** A dated event: while it lasts calls take the out-of-hours route, or the event's own. */
export interface ScheduleEvent {
  readonly id: string
  readonly name: string
  readonly scope: EventScope
  readonly when: WholeDays | LocalSpan
  readonly route?: Route | undefined
}

/** "Open until 20:00", "closed until tomorrow 09:00": set by hand, ends by itself. */
export interface ManualOverride {
  readonly open: boolean
  /** Epoch ms. */
  readonly since: number
  /** Epoch ms, exclusive. */
  readonly until: number
  readonly by: string
  readonly reason?: string | undefined
}

/** The building is closed at once; ends when somebody lifts it. */
export interface EmergencyClosure {
  /** Epoch ms. */
  readonly since: number
  readonly by: string
  readonly reason?: string | undefined
  readonly route?: Route | undefined
}

/** All that bears on one number besides its weekly hours. Storage puts in only what applies to that number. */
export interface SiteSchedule {
  readonly events: readonly ScheduleEvent[]
  readonly override?: ManualOverride | undefined
  readonly emergency?: EmergencyClosure | undefined
}

/** Which rule decided. `direct` is an ordinary number, which has no hours. */
export type Rule = 'emergency' | 'override' | 'event' | 'weekly' | 'direct'

/** What holds at an instant, and until when. */
export interface Ruling {
  readonly open: boolean
  readonly rule: Rule
  readonly reasonInWords: string
  /** Epoch ms at which another ruling begins; undefined if none is in sight. */
  readonly until: number | undefined
  /** The winning event's or closure's own route. */
  readonly route?: Route | undefined
  readonly eventId?: string | undefined
}

/** Faults of an event; none for one that can be saved. */
export function validateEvent(event: ScheduleEvent): readonly Refusal[] {
  const faults: Refusal[] = []
  const { from, to } = event.when
  for (const text of [from, to]) {
    if (localMs(event.when.kind, text) === undefined)
      faults.push(refuse('event-date', { name: event.name, text }))
  }
  const span = localSpan(event)
  if (faults.length === 0 && span.to <= span.from) faults.push(refuse('event-order', { name: event.name }))
  return faults
}

/** A refusal unless the override ends after `now` (epoch ms) and after its beginning. */
export function validateOverride(override: ManualOverride, now: number): Refusal | undefined {
  return override.until > now && override.until > override.since ? undefined : refuse('override-end')
}

/** An event with its local bounds as ms, as if local time were UTC. */
export interface DatedEvent {
  readonly event: ScheduleEvent
  readonly from: number
  readonly to: number
}

/** The bounds of an event. A faulty date yields an empty span, which never wins. */
export function localSpan(event: ScheduleEvent): DatedEvent {
  const { kind, from, to } = event.when
  const start = localMs(kind, from) ?? 0
  const end = localMs(kind, to) ?? 0
  return { event, from: start, to: kind === 'days' ? end + dayMs : end }
}

function localMs(kind: 'days' | 'span', text: string): number | undefined {
  const shape = kind === 'days' ? /^\d{4}-\d\d-\d\d$/ : /^\d{4}-\d\d-\d\dT\d\d:\d\d$/
  if (!shape.test(text)) return undefined
  const iso = kind === 'days' ? `${text}T00:00:00.000Z` : `${text}:00.000Z`
  const ms = Date.parse(iso)
  // Date.parse rolls 30 February over into March; a date that exists comes back as it was.
  return Number.isNaN(ms) || new Date(ms).toISOString() !== iso ? undefined : ms
}
