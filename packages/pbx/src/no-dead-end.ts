/**
 * The proof of M6 for one number: every route that its hours, events and closures can choose is played against every
 * combination of phones, forwarding number, reception and mailbox. Each call must end at a person, a mailbox or a
 * spoken notice, by the very functions that handle live calls.
 */
import type { CallPlan, NumberPlan, ReachableMember } from './call/call-plan.ts'
import { nobodyAnswers, type Response, simulateCall, type World } from './call/simulate-call.ts'
import type { Result } from './call/termination.ts'
import { type Route, type RouteContext, validateRoute } from './call-settings.ts'
import { routesOfChange } from './dated-change.ts'
import type { Refusal } from './errors.ts'
import { type ForwardsOf, validateForwards } from './forward-loop.ts'

/** A route with the name that refusals use. */
export interface NamedRoute {
  readonly path: string
  readonly route: Route
}

/** What a proof found. */
export interface Proof {
  readonly holds: boolean
  /** Calls played. */
  readonly cases: number
  /** How many of them ended where. */
  readonly ends: Readonly<Record<'person' | 'mailbox' | 'notice', number>>
  readonly faults: readonly Refusal[]
}

/** Every route that some instant can choose: those of the settings, of dated changes, of events and of a closure. */
export function routesOf(number: NumberPlan): readonly NamedRoute[] {
  const { settings, schedule, changes = [] } = number
  if (settings === undefined) return []
  const routes: NamedRoute[] = [
    { path: 'In hours', route: settings.inHours },
    { path: 'Out of hours', route: settings.outOfHours },
    ...changes.flatMap(routesOfChange),
  ]
  for (const { name, route } of schedule.events)
    if (route !== undefined) routes.push({ path: `“${name}”`, route })
  const closure = schedule.emergency?.route
  if (closure !== undefined) routes.push({ path: 'Emergency closure', route: closure })
  return routes
}

/** What keeps the number's routes from being saved: form, last step, and forwarding in a circle. */
export function validateRoutes(number: NumberPlan, forwardsOf: ForwardsOf): readonly Refusal[] {
  const { e164, mailbox } = number
  const context: RouteContext = { e164, hasMailbox: mailbox !== undefined }
  const routes = routesOf(number)
  return [
    ...routes.flatMap(({ path, route }) => validateRoute(path, route, context)),
    ...validateForwards(e164, routes, forwardsOf),
  ]
}

/** Plays every case. A number whose routes are at fault is not played. */
export function proveNoDeadEnd(number: NumberPlan, forwardsOf: ForwardsOf): Proof {
  const faults = validateRoutes(number, forwardsOf)
  const ends = { person: 0, mailbox: 0, notice: 0 }
  let cases = 0
  if (faults.length > 0) return { holds: false, cases, ends, faults }
  for (const { route } of routesOf(number)) {
    for (const { plan, world } of casesOf(number, route)) {
      cases++
      const result = simulateCall(plan, 0, world).call.termination?.result
      const end = result && endOf[result]
      if (end !== undefined) ends[end]++
    }
  }
  return { holds: ends.person + ends.mailbox + ends.notice === cases, cases, ends, faults }
}

/** Where a result leaves the caller; undefined for those that no case may have. */
const endOf: Readonly<Record<Result, keyof Proof['ends'] | undefined>> = {
  'answered-by-member': 'person',
  'answered-by-reception': 'person',
  forwarded: 'person',
  'called-out': 'person',
  'voicemail-left': 'mailbox',
  'no-message': 'mailbox',
  'notice-heard': 'notice',
  'portal-visited': undefined,
  abandoned: undefined,
  rejected: undefined,
  'ended-by-us': undefined,
}

const responses: readonly Response[] = [
  { does: 'answer', afterSeconds: 2 },
  { does: 'ring' },
  { does: 'fail', status: 486, reason: 'Busy Here' },
  { does: 'fail', status: 603, reason: 'Decline' },
  { does: 'fail', status: 503, reason: 'Service Unavailable' },
]
const mailboxes = ['message', 'silence', 'full', 'storage-error'] as const

function* casesOf(number: NumberPlan, route: Route): Generator<{ plan: CallPlan; world: World }> {
  for (const members of memberStates(number)) {
    for (const redirectsSpent of [0, 5]) {
      for (const readySeats of [0, 1]) {
        const plan = planOf(number, route, { members, redirectsSpent, readySeats })
        for (const world of worlds(route, members)) yield { plan, world }
      }
    }
  }
}

/** Nobody registered, or everybody. Which of several members answers makes no difference to where a call can end. */
function memberStates(number: NumberPlan): readonly (readonly ReachableMember[])[] {
  const all = number.members.map(({ id, name, e164, kind }) => {
    const external = kind === 'external'
    return { id, name, e164, external, devices: external ? [] : [{ id }] }
  })
  return all.length === 0 ? [[]] : [[], all]
}

/** Only what the route can meet is varied. */
function* worlds(route: Route, members: readonly ReachableMember[]): Generator<World> {
  const has = (target: string) => route.steps.some((step) => step.target === target)
  const phones = has('hunt-group') && members.length > 0 ? responses : responses.slice(0, 1)
  const forwards = has('forward') ? responses : responses.slice(0, 1)
  const confirmations = members.some(({ external }) => external) ? [true, false] : [true]
  const zeros = route.steps.some((step) => step.target === 'voicemail' && step.receptionOnZero)
    ? [false, true]
    : [false]
  const seats = has('reception') || zeros.length > 1 ? [2, undefined] : [undefined]
  for (const phone of phones)
    for (const forwarded of forwards)
      for (const confirms of confirmations)
        for (const receptionSeconds of seats)
          for (const pressesZero of zeros)
            for (const mailbox of mailboxes)
              yield {
                ...nobodyAnswers,
                phone: () => phone,
                forwarded,
                confirms,
                receptionSeconds,
                pressesZero,
                mailbox,
              }
}

function planOf(
  number: NumberPlan,
  route: Route,
  state: Pick<CallPlan, 'members' | 'redirectsSpent' | 'readySeats'>,
): CallPlan {
  return {
    number: { ...number, state: 'ACTIVE' },
    caller: { origin: 'trunk' },
    ruling: { open: true, rule: 'weekly', reasonInWords: '', until: undefined },
    route,
    unreachable: number.members.length - state.members.length,
    settingsVersion: 0,
    visited: [],
    ...state,
  }
}
