/** A ruling with its reason as a sentence (C3, M9): what callers' records, the preview and the console say. */
import type { DatedChange } from './dated-change.ts'
import type { Verdict } from './dated-event.ts'
import type { OpeningHours } from './opening-hours.ts'
import type { Ruling, SiteSchedule } from './site-schedule.ts'
import { instantInWords } from './zone-clock.ts'

/** What a verdict rests on. */
export interface VerdictFacts {
  /** Epoch ms. */
  readonly instant: number
  /** Epoch ms; undefined: no end in sight. */
  readonly until: number | undefined
  readonly zone: string
  /** Weekly hours in force. */
  readonly hours: OpeningHours
  readonly schedule: SiteSchedule
  readonly change: DatedChange | undefined
}

/** The verdict as a ruling. */
export function rulingInWords(verdict: Verdict, facts: VerdictFacts): Ruling {
  const { until, change } = facts
  const { open, rule, event } = verdict
  const route = routeOf(verdict, facts)
  // A route of its own leaves nothing to the change.
  const under = change !== undefined && route === undefined ? ` The dated change “${change.name}” holds.` : ''
  const reasonInWords = `${reasonOf(verdict, facts)}${under}`
  return { open, rule, reasonInWords, until, route, eventId: event?.id, change }
}

function routeOf({ rule, open, event }: Verdict, { schedule }: VerdictFacts): Ruling['route'] {
  if (rule === 'emergency') return schedule.emergency?.route
  return open ? undefined : event?.route
}

function reasonOf({ rule, open, event, override }: Verdict, facts: VerdictFacts): string {
  const { instant, until, zone, hours, schedule } = facts
  const { emergency } = schedule
  const end = until === undefined ? '' : ` until ${instantInWords(zone, until, instant)}`
  switch (rule) {
    case 'emergency':
      return `Emergency closure${because(emergency?.reason)}.`
    case 'override':
      return `Set to ${open ? 'open' : 'closed'} by ${override?.by}${end}${because(override?.reason)}.`
    case 'event':
      return `${open ? 'Open by ' : ''}“${event?.name}” in the site schedule${end}.`
    default:
      if (hours.mode !== 'weekly')
        return end
          ? `${open ? 'Open' : 'Closed'} by its hours${end}.`
          : `Always ${open ? 'open' : 'closed'} by its hours.`
      return `${open ? 'Within' : 'Outside'} business hours${end}.`
  }
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : ` (${reason})`
}
