/**
 * Dated changes (product §6.5): "from 1 December forward to … until 5 January". Part of the number's plan, so that the
 * settings in force are picked at the instant of arrival, and a preview of January sees them in November.
 * Those of one number do not overlap; what a change leaves out stays as the settings have it.
 */
import type { CallSettings, Route, RouteContext } from './call-settings.ts'
import { validateRoute } from './call-settings.ts'
import { type Refusal, refuse } from './errors.ts'
import { type OpeningHours, validateHours, type WeekMinutes, weekOf } from './opening-hours.ts'
import { localForm, localMs } from './site-schedule.ts'

/** Other settings from one local time until another. */
export interface DatedChange {
  readonly id: string
  readonly name: string
  /** `YYYY-MM-DDTHH:MM`, local to the site. */
  readonly from: string
  /** Exclusive. */
  readonly until: string
  readonly inHours?: Route | undefined
  readonly outOfHours?: Route | undefined
  readonly hours?: OpeningHours | undefined
}

/** A change with its local bounds as ms, as if local time were UTC. */
export interface CompiledChange {
  readonly change: DatedChange
  readonly from: number
  readonly until: number
  /** Its own weekly hours. */
  readonly week: WeekMinutes | undefined
}

/**
 * Every fault of a change; none for one that can be saved, forward loops aside (M6).
 *
 * @param others changes of the same number; the change itself may be among them
 * @param local the time now, ms as if local time were UTC: a change that is over is refused
 */
export function validateChange(
  change: DatedChange,
  others: readonly DatedChange[],
  context: RouteContext,
  local: number,
): readonly Refusal[] {
  const { name, hours } = change
  const faults: Refusal[] = []
  for (const text of [change.from, change.until]) {
    if (localMs('span', text) === undefined)
      faults.push(refuse('change-date', { name, text: text || 'nothing', form: localForm('span') }))
  }
  if (faults.length === 0) faults.push(...validateSpan(change, others, local))
  const routes = routesOfChange(change)
  if (routes.length === 0 && hours === undefined) faults.push(refuse('change-empty', { name }))
  for (const { path, route } of routes) faults.push(...validateRoute(path, route, context))
  return hours === undefined ? faults : [...faults, ...validateHours(hours)]
}

function validateSpan(
  change: DatedChange,
  others: readonly DatedChange[],
  local: number,
): readonly Refusal[] {
  const { name } = change
  const { from, until } = compileChange(change)
  if (until <= from) return [refuse('change-order', { name })]
  if (until <= local) return [refuse('change-past', { name })]
  return others.flatMap((other) => {
    const span = compileChange(other)
    if (other.id === change.id || span.from >= until || span.until <= from) return []
    return [refuse('change-overlap', { name, other: other.name, from: other.from, until: other.until })]
  })
}

/** The routes of a change with the names that refusals use. */
export function routesOfChange(change: DatedChange): readonly { path: string; route: Route }[] {
  const { name, inHours, outOfHours } = change
  return [
    ...(inHours === undefined ? [] : [{ path: `“${name}”, in hours`, route: inHours }]),
    ...(outOfHours === undefined ? [] : [{ path: `“${name}”, out of hours`, route: outOfHours }]),
  ]
}

/** The settings while the change holds. */
export function settingsUnder(settings: CallSettings, change: DatedChange): CallSettings {
  const { inHours = settings.inHours, outOfHours = settings.outOfHours, hours = settings.hours } = change
  return { ...settings, inHours, outOfHours, hours }
}

/** The change with its bounds. One with a faulty date holds at no time. */
export function compileChange(change: DatedChange): CompiledChange {
  return {
    change,
    from: localMs('span', change.from) ?? 0,
    until: localMs('span', change.until) ?? 0,
    week: change.hours && weekOf(change.hours),
  }
}
