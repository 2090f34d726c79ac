/**
 * What may overrule the weekly hours (M9): dated events, a manual override with an end, an emergency closure.
 * Precedence: emergency closure, then override (the number's before its site's), then the most specific event, then weekly hours.
 */
import type { Route } from './call-settings.ts'
import type { DatedChange } from './dated-change.ts'
import { type Refusal, refuse } from './errors.ts'
import { mergeSpans, minuteOfDay } from './opening-hours.ts'
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

/** Half-open opening time of one day, `HH:MM`; `24:00` is allowed as an end, and the end lies on the same day. */
export interface DayInterval {
  readonly start: string
  readonly end: string
}

/** A dated event: while it lasts calls take the out-of-hours route, or the event's own. */
export interface ScheduleEvent {
  readonly id: string
  readonly name: string
  readonly scope: EventScope
  readonly when: WholeDays | LocalSpan
  readonly route?: Route | undefined
  /** Half days: when each day of the event is open all the same; none or empty: closed throughout. */
  readonly hours?: readonly DayInterval[] | undefined
  /** One of many dates of a rule (a public holiday, a repeating calendar entry): gives way to what is dated by hand. */
  readonly recurring?: boolean | undefined
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
  /** That of the whole site, where `override` is the number's own: it holds while the narrower one does not. */
  readonly siteOverride?: ManualOverride | undefined
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
  /** The dated change of the settings that is in force. */
  readonly change?: DatedChange | undefined
}

/** Faults of an event; none for one that can be saved. */
export function validateEvent(event: ScheduleEvent): readonly Refusal[] {
  const { name, when, hours = [] } = event
  const faults: Refusal[] = []
  for (const text of [when.from, when.to]) {
    if (localMs(when.kind, text) === undefined)
      faults.push(refuse('event-date', { name, text: text || 'nothing', form: localForm(when.kind) }))
  }
  const { from, to } = localBounds(when)
  if (faults.length === 0 && to <= from) faults.push(refuse('event-order', { name }))
  if (hours.length > 0 && when.kind === 'span') faults.push(refuse('event-hours', { name }))
  for (const { start, end } of hours) {
    const wrong = [start, end].find((text) => minuteOfDay(text) === undefined)
    if (wrong !== undefined) faults.push(refuse('hours-time', { text: wrong }))
    else if (daySpan({ start, end }) === undefined)
      faults.push(refuse('event-interval', { name, start, end }))
  }
  return faults
}

/** A refusal unless the override ends after `now` (epoch ms) and after its beginning. */
export function validateOverride(override: ManualOverride, now: number): Refusal | undefined {
  return override.until > now && override.until > override.since ? undefined : refuse('override-end')
}

/** Bounds in ms as if local time were UTC. A faulty date yields an empty span, which holds at no time. */
export function localBounds(when: WholeDays | LocalSpan): { from: number; to: number } {
  const from = localMs(when.kind, when.from) ?? 0
  const to = localMs(when.kind, when.to) ?? 0
  return { from, to: when.kind === 'days' ? to + dayMs : to }
}

/** Opening times of a day as sorted minutes, `[start, end, start, end …]`; faulty ones are left out. */
export function dayMinutes(hours: readonly DayInterval[]): readonly number[] {
  return mergeSpans(hours.flatMap((interval) => daySpan(interval) ?? []))
}

function daySpan({ start, end }: DayInterval): [readonly [number, number]] | undefined {
  const from = minuteOfDay(start)
  const to = minuteOfDay(end)
  return from === undefined || to === undefined || from >= to ? undefined : [[from, to]]
}

/** How a local date or time is written, for those who wrote it otherwise. */
export const localForm = (kind: 'days' | 'span'): string =>
  kind === 'days' ? 'a day such as 2026-12-25' : 'day and time such as 2026-12-25T09:00'

/** A local date or time in ms as if it were UTC; undefined for one that does not exist. */
export function localMs(kind: 'days' | 'span', text: string): number | undefined {
  const shape = kind === 'days' ? /^\d{4}-\d\d-\d\d$/ : /^\d{4}-\d\d-\d\dT\d\d:\d\d$/
  if (!shape.test(text)) return undefined
  const iso = kind === 'days' ? `${text}T00:00:00.000Z` : `${text}:00.000Z`
  const ms = Date.parse(iso)
  // Date.parse rolls 30 February over into March; a date that exists comes back as it was.
  return Number.isNaN(ms) || new Date(ms).toISOString() !== iso ? undefined : ms
}
