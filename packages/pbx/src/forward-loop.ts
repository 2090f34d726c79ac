/**
 * Forwarding in a circle across all numbers of the platform (M6). Two tenants may each forward lawfully and trap a
 * caller together, so every edge counts, whatever the hour; the refusal names only the asker's own path and step.
 */
import type { Route, Step } from './call-settings.ts'
import { type Refusal, refuse } from './errors.ts'

/** The numbers that one of ours forwards to, in any of its routes; none for a number that is not ours. */
export type ForwardsOf = (e164: string) => readonly string[]

/** The forwarding numbers of a route, in order. */
export function forwardsOfRoute(route: Route): readonly string[] {
  return route.steps.flatMap((step) => (step.target === 'forward' ? [step.number] : []))
}

/** A refusal for each step of the named routes that leads back to `e164` over our own numbers. */
export function validateForwards(
  e164: string,
  routes: readonly { readonly path: string; readonly route: Route }[],
  forwardsOf: ForwardsOf,
): readonly Refusal[] {
  const loops = (step: Step) =>
    step.target === 'forward' && step.number !== e164 && leadsTo(step.number, e164, forwardsOf)
  return routes.flatMap(({ path, route }) =>
    route.steps.flatMap((step, index) =>
      loops(step) ? [refuse('forward-loop', { path, step: index + 1 })] : [],
    ),
  )
}

/** The forwards of `e164` that lead back to it over our own numbers. */
export const forwardsBack = (
  e164: string,
  forwards: readonly string[],
  forwardsOf: ForwardsOf,
): readonly string[] => forwards.filter((number) => number === e164 || leadsTo(number, e164, forwardsOf))

function leadsTo(from: string, wanted: string, forwardsOf: ForwardsOf): boolean {
  const seen = new Set([from])
  for (const number of seen) {
    for (const next of forwardsOf(number)) {
      if (next === wanted) return true
      // A Set visits what is added while it is walked.
      seen.add(next)
    }
  }
  return false
}
