/**
 * What may overrule the weekly hours (M9): dated events, a manual override with an end, an emergency closure.
 * Precedence: emergency closure, then override, then the most specific event, then weekly hours.
 */
import type { Route } from './call-settings.ts'

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
