/** Call settings of a main number (M5–M7): one route for business hours, one for out of hours. */
import { homeZeroHint, isE164 } from './e164.ts'
import { type Refusal, refuse } from './errors.ts'
import { type OpeningHours, validateHours } from './opening-hours.ts'
import { classRefused, type OutsideAllowed } from './outgoing-class.ts'

/** Rings every reachable member of the In Space hunt group at once (M10). */
export interface HuntGroupStep {
  readonly target: 'hunt-group'
  readonly limitSeconds: number
}

/** Waits in the site's reception queue (C7). */
export interface ReceptionStep {
  readonly target: 'reception'
  readonly limitSeconds: number
}

/** Takes a message (C9); always the end of a route. */
export interface VoicemailStep {
  readonly target: 'voicemail'
  /** Key 0 in the greeting leads to the site's reception; who is not answered there comes back to the mailbox. */
  readonly receptionOnZero?: boolean | undefined
}

/** Calls an outside (or another) number by the trunk (C11). */
export interface ForwardStep {
  readonly target: 'forward'
  /** E.164 with the plus sign. */
  readonly number: string
  readonly limitSeconds: number
}

/** One step of a route. */
export type Step = HuntGroupStep | ReceptionStep | VoicemailStep | ForwardStep

/** The four targets (M5). */
/** Spoken notices (C14), closed list; each has a prompt in every language. */
export type Notice =
  | 'closed'
  | 'nobody-available'
  | 'not-in-use'
  | 'mailbox-full'
  | 'try-later'
  | 'emergency-not-put-through'

/** Notices that a route may end with. */
export type RouteNotice = Extract<Notice, 'closed' | 'nobody-available' | 'try-later'>

/** One to four steps, tried in order; `end` is spoken when the last one did not take the call. */
export interface Route {
  readonly steps: readonly Step[]
  readonly end?: RouteNotice | undefined
}

/** What is stored and versioned per main number. `hours` overrides the site's (M8). */
export interface CallSettings {
  readonly version: number
  readonly inHours: Route
  readonly outOfHours: Route
  readonly hours?: OpeningHours | undefined
}

/** Seconds a step rings unless said otherwise (M5). */
const defaultLimitSeconds = 20
/** Seconds a caller who pressed 0 waits for the reception. */
export const zeroLimitSeconds = 30
/** Shortest and longest limit of a step in seconds (M5). */
export const limitRange = { least: 5, most: 120 } as const
/** Most steps of a route (M5). */
export const mostSteps = 4

/** Settings of a newly activated main number (M7). */
export const defaultSettings: CallSettings = {
  version: 1,
  inHours: {
    steps: [{ target: 'hunt-group', limitSeconds: defaultLimitSeconds }, { target: 'voicemail' }],
    end: 'nobody-available',
  },
  outOfHours: { steps: [{ target: 'voicemail' }], end: 'closed' },
}

/** What a route is checked against. */
export interface RouteContext {
  /** The number itself, E.164. */
  readonly e164: string
  readonly hasMailbox: boolean
  /** Where forwards may go; left out: not judged here. */
  readonly outside?: OutsideAllowed | undefined
}

/** Every fault of both routes and of own hours; none for settings that can be saved, forward loops aside (M6). */
export function validateSettings(settings: CallSettings, context: RouteContext): readonly Refusal[] {
  return [
    ...validateRoute('In hours', settings.inHours, context),
    ...validateRoute('Out of hours', settings.outOfHours, context),
    ...(settings.hours === undefined ? [] : validateHours(settings.hours)),
  ]
}

/** Every fault of one route; `path` names it in the refusals ("In hours", an event's name). */
export function validateRoute(path: string, route: Route, context: RouteContext): readonly Refusal[] {
  const { steps, end } = route
  const last = steps[steps.length - 1]
  if (last === undefined || steps.length > mostSteps)
    return [refuse('route-length', { path, count: steps.length })]
  const faults = steps.flatMap((step, index) => validateStep(path, step, index + 1, context))
  const early = steps.findIndex((step) => step.target === 'voicemail') + 1
  if (early > 0 && early < steps.length)
    faults.push(refuse('route-after-voicemail', { path, step: early + 1 }))
  if (end !== undefined) return faults
  if (last.target !== 'voicemail') faults.push(refuse('route-last', { path }))
  else if (!context.hasMailbox) faults.push(refuse('route-no-mailbox', { path, step: steps.length }))
  return faults
}

function validateStep(
  path: string,
  step: Step,
  index: number,
  { e164, outside }: RouteContext,
): readonly Refusal[] {
  if (step.target === 'voicemail') return []
  const faults: Refusal[] = []
  const { limitSeconds } = step
  const within = limitSeconds >= limitRange.least && limitSeconds <= limitRange.most
  if (!Number.isInteger(limitSeconds) || !within) faults.push(refuse('step-limit', { path, step: index }))
  if (step.target !== 'forward') return faults
  if (!isE164(step.number))
    faults.push(refuse('step-number', { path, step: index, hint: homeZeroHint(step.number) }))
  if (step.number === e164) faults.push(refuse('forward-self', { path, step: index }))
  const refused = faults.length === 0 && outside ? classRefused(step.number, outside) : undefined
  if (refused !== undefined)
    faults.push(refuse('forward-not-allowed', { path, step: index, number: step.number, class: refused }))
  return faults
}

/** A route as a line of text: "Hunt group for 20 s, then voicemail" (M4). */
export function routeInWords(route: Route): string {
  const words = route.steps.map((step) => {
    if (step.target === 'voicemail') return step.receptionOnZero ? 'voicemail (0 for reception)' : 'voicemail'
    const name = { 'hunt-group': 'hunt group', reception: 'reception', forward: 'forward' }[step.target]
    const number = step.target === 'forward' ? ` to ${step.number}` : ''
    return `${name}${number} for ${step.limitSeconds} s`
  })
  const last = route.steps[route.steps.length - 1]
  if (route.end !== undefined && last?.target !== 'voicemail') words.push('a spoken notice')
  const text = words.join(', then ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
