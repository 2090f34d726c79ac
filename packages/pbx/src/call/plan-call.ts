/** The decision at arrival: hours, event and route are asked once and pinned to the call (C3). */
import type { Route } from '../call-settings.ts'
import { callingCodeOf } from '../calling-code.ts'
import type { DatedChange } from '../dated-change.ts'
import { eligibleMembers, type HuntMember } from '../hunt-group.ts'
import type { OpeningHours } from '../opening-hours.ts'
import type { OutgoingPlan } from '../outgoing-call.ts'
import { classRefused, type OutsideAllowed } from '../outgoing-class.ts'
import type { Ruling, SiteSchedule } from '../site-schedule.ts'
import { Timetable } from '../timetable.ts'
import {
  type Caller,
  type CallPlan,
  type DeviceTarget,
  mostRedirects,
  type NumberPlan,
  type ReachableMember,
} from './call-plan.ts'

/** What an engine knows of a call and of the world when the call arrives. */
export interface Arrival {
  readonly number: NumberPlan
  /** Epoch ms. */
  readonly at: number
  readonly caller: Caller
  /** The devices of a phone number that can ring now; none when nothing is registered. */
  readonly reach: (numberId: string) => readonly DeviceTarget[]
  /** See `CallPlan.readySeats`. */
  readonly readySeats?: number | undefined
  /** Redirections spent already (C11). */
  readonly redirectsSpent?: number | undefined
  /** See `CallPlan.visited`. */
  readonly visited?: readonly string[] | undefined
  /** See `CallPlan.comesBack`. */
  readonly comesBack?: boolean | undefined
}

/** The pinned decision for a call. Cheap enough for every call: rulings are remembered (`timetableOf`). */
export function planCall(arrival: Arrival): CallPlan {
  const { number, at, caller, reach } = arrival
  const ruling = rulingFor(number, at)
  const route = chooseRoute(number, ruling)
  const rings = route.steps.some((step) => step.target === 'hunt-group')
  const candidates = rings ? candidatesOf(number, caller) : nobody
  const redirectsSpent = arrival.redirectsSpent ?? 0
  const visited = arrival.visited ?? nowhere
  const goesInCircle = ({ external, e164 }: ReachableMember) =>
    external && (redirectsSpent >= mostRedirects || visited.includes(e164))
  const members = candidates
    .map((member) => withDevices(member, reach))
    .filter((member) => canRing(member) && !goesInCircle(member) && !mayNotBeCalled(number, member))
  return {
    number,
    caller,
    ruling,
    route,
    members,
    unreachable: candidates.length - members.length,
    readySeats: arrival.readySeats,
    settingsVersion: number.settings?.version ?? 0,
    redirectsSpent,
    visited,
    comesBack: arrival.comesBack ?? false,
  }
}

/** The plan of a number that the platform does not have (C1: the call ends with 404 and a record). */
export function unknownNumber(e164: string): NumberPlan {
  return {
    numberId: '',
    e164,
    kind: 'ordinary',
    state: 'UNKNOWN',
    receivesWhilePending: false,
    siteId: '',
    siteName: '',
    zone: 'UTC',
    language: 'en',
    organizationName: '',
    label: e164,
    siteHours: { mode: 'always-closed' },
    schedule: { events: [] },
    members: [],
  }
}

/** The voice portal of a site, as a number that can be called (C10). */
export function portalNumber(site: {
  readonly siteId: string
  readonly siteName: string
  readonly zone: string
  readonly language: string
  /** E.164, or the extension that was dialled from inside. */
  readonly dialled: string
}): NumberPlan {
  const { dialled, ...where } = site
  return { ...unknownNumber(dialled), ...where, state: 'PORTAL', label: site.siteName }
}

/** The plan of a call that a phone of ours makes to a number that is not ours (C15). */
export function planOutgoing(call: {
  /** E.164, or an emergency number as it is dialled. */
  readonly number: string
  readonly caller: Caller
  readonly outgoing: OutgoingPlan
  /** Where the phone is. */
  readonly site: Pick<
    NumberPlan,
    'siteId' | 'siteName' | 'zone' | 'language' | 'organizationId' | 'organizationName' | 'outsideLimits'
  >
}): CallPlan {
  const { caller, outgoing } = call
  return {
    number: { ...unknownNumber(call.number), ...call.site, state: 'OUTSIDE' },
    caller,
    ruling: outsideRuling,
    route: emptyRoute,
    members: [],
    unreachable: 0,
    readySeats: undefined,
    settingsVersion: 0,
    redirectsSpent: 0,
    visited: nowhere,
    outgoing,
  }
}

/** Which rule holds for the number at the instant (epoch ms); an ordinary number has no hours (C15). */
export function rulingFor(number: NumberPlan, instant: number): Ruling {
  return number.kind === 'main' ? timetableOf(number).rulingAt(instant) : directRuling
}

/**
 * The number's hours, schedule and dated changes, compiled once for all numbers whose plans refer to the same objects: a site's
 * thousands have one Timetable, and the first call after a boundary finds the ruling for all of them.
 */
export function timetableOf(number: NumberPlan): Timetable {
  const { settings, siteHours, schedule, zone, changes } = number
  const hours = settings?.hours ?? siteHours
  let ofSchedule = timetables.get(schedule)
  if (ofSchedule === undefined) {
    ofSchedule = new WeakMap()
    timetables.set(schedule, ofSchedule)
  }
  // Dated changes are a number's own; without them it is alone at most with its hours.
  const own = changes ?? hours
  const known = ofSchedule.get(own)
  if (known?.isOf(hours, zone)) return known
  const timetable = new Timetable(hours, schedule, zone, changes)
  ofSchedule.set(own, timetable)
  return timetable
}

const timetables = new WeakMap<SiteSchedule, WeakMap<OpeningHours | readonly DatedChange[], Timetable>>()
const nobody: readonly HuntMember[] = []
const nowhere: readonly string[] = []

const directRuling: Ruling = {
  open: true,
  rule: 'direct',
  reasonInWords: 'A direct number rings its phones at any hour.',
  until: undefined,
}

const outsideRuling: Ruling = {
  open: true,
  rule: 'direct',
  reasonInWords: 'Phones call out at any hour.',
  until: undefined,
}

/** An ordinary number rings its devices, then takes a message (C15). */
const directRoute: Route = {
  steps: [{ target: 'hunt-group', limitSeconds: 20 }, { target: 'voicemail' }],
  end: 'nobody-available',
}

const emptyRoute: Route = { steps: [], end: 'nobody-available' }

function chooseRoute(number: NumberPlan, ruling: Ruling): Route {
  if (number.state === 'PORTAL') return emptyRoute
  if (number.kind === 'ordinary') return directRoute
  const { settings } = number
  if (settings === undefined) return emptyRoute
  const { open, route, change } = ruling
  if (route !== undefined) return route
  return open ? (change?.inHours ?? settings.inHours) : (change?.outOfHours ?? settings.outOfHours)
}

/** What a forward or a member of the number is judged by. */
export const outsideAllowedTo = ({ e164, outsideClasses = [] }: NumberPlan): OutsideAllowed => ({
  callingCode: callingCodeOf(e164),
  classes: outsideClasses,
})

/** M10: a member outside that the site does not allow, since then, to be called. */
const mayNotBeCalled = (number: NumberPlan, { external, e164 }: ReachableMember): boolean =>
  external && classRefused(e164, outsideAllowedTo(number)) !== undefined

/** Who would ring; a member that calls its own group is not rung. */
function candidatesOf(number: NumberPlan, caller: Caller): readonly HuntMember[] {
  if (number.kind === 'main') {
    const members = eligibleMembers(number.members)
    return caller.origin === 'inside' ? members.filter(({ e164 }) => e164 !== caller.number) : members
  }
  const { numberId, e164, label: name } = number
  return [{ kind: 'number', id: numberId, numberId, e164, name, state: 'ACTIVE', numberKind: 'ordinary' }]
}

function withDevices(member: HuntMember, reach: Arrival['reach']): ReachableMember {
  const { id, name, e164 } = member
  return member.kind === 'external'
    ? { id, name, e164, external: true, devices: [] }
    : { id, name, e164, external: false, devices: reach(member.numberId) }
}

function canRing(member: ReachableMember): boolean {
  return member.external || member.devices.length > 0
}
