/** Call settings of a main number (M5–M7): one route for business hours, one for out of hours. */
import type { OpeningHours } from './opening-hours.ts'

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
export type StepTarget = Step['target']

/** Spoken notices (C14), closed list; each has a prompt in every language. */
export type Notice = 'closed' | 'nobody-available' | 'not-in-use' | 'mailbox-full' | 'try-later'

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
export const defaultLimitSeconds = 20
/** Shortest and longest limit of a step in seconds (M5). */
export const limitRange = { least: 5, most: 120 } as const
/** Most steps of a route (M5). */
export const mostSteps = 4
