/**
 * What is known of a called number (`NumberPlan`, loaded once and cached by an engine) and the decision pinned to
 * one call at its arrival (`CallPlan`, C3). A CallPlan refers to its NumberPlan; nothing is copied per call.
 */
import type { CallSettings, Route } from '../call-settings.ts'
import type { DatedChange } from '../dated-change.ts'
import type { HuntMember } from '../hunt-group.ts'
import type { NumberKind, NumberState } from '../number.ts'
import type { OpeningHours } from '../opening-hours.ts'
import type { CallsOutLimits, OutgoingPlan } from '../outgoing-call.ts'
import type { OutgoingClass } from '../outgoing-class.ts'
import type { ReceptionRules } from '../reception/reception-rules.ts'
import type { Ruling, SiteSchedule } from '../site-schedule.ts'
import type { Mailbox } from '../voicemail-box.ts'

/** Everything that routes calls to one number. Storage builds it, engines cache it by number and version. */
export interface NumberPlan {
  readonly numberId: string
  /** E.164 with the plus sign. */
  readonly e164: string
  readonly extension?: string | undefined
  readonly kind: NumberKind
  /**
   * `UNKNOWN`: the platform has no such number (C1). `PORTAL`: the dial-in of a site's voice portal (C10). `OUTSIDE`: it is
   * somebody else's, and called by a trunk (C15).
   */
  readonly state: NumberState | 'UNKNOWN' | 'PORTAL' | 'OUTSIDE'
  /** PENDING only: the number was ACTIVE before, so it keeps its last good behaviour (N5, N6). */
  readonly receivesWhilePending: boolean
  readonly siteId: string
  readonly siteName: string
  /** IANA time zone of the site. */
  readonly zone: string
  /** BCP 47 language of prompts. */
  readonly language: string
  readonly organizationId?: string | undefined
  readonly organizationName: string
  /** What members see as the called party and what an ordinary number is called by. */
  readonly label: string
  /** Main numbers only. */
  readonly settings?: CallSettings | undefined
  /** Dated changes of the settings that are not over; undefined when there is none. */
  readonly changes?: readonly DatedChange[] | undefined
  /** Hours of the site; `settings.hours` overrides them. */
  readonly siteHours: OpeningHours
  readonly schedule: SiteSchedule
  /** Main number: the hunt group. Ordinary number: empty, it rings its own devices. */
  readonly members: readonly HuntMember[]
  readonly mailbox?: Mailbox | undefined
  /** What phones of the site may call outside (C15); its callers are led to no more than that. Undefined: nobody has chosen. */
  readonly outsideClasses?: readonly OutgoingClass[] | undefined
  /** How much of it an organization may have (C15), callers who are led outside included. Undefined: nobody has chosen. */
  readonly outsideLimits?: Partial<CallsOutLimits> | undefined
  /** How the site's reception works; undefined: nobody has set it up. */
  readonly reception?: ReceptionRules | undefined
}

/** A device or binding that can ring. An engine passes its own objects and gets the same ones back in `ringLegs`. */
export interface DeviceTarget {
  /** Opaque id, for records. */
  readonly id: string
}

/** A member with the devices that can ring now; an external member has none and is called by its number. */
export interface ReachableMember {
  readonly id: string
  readonly name: string
  readonly e164: string
  readonly external: boolean
  readonly devices: readonly DeviceTarget[]
}

/** Who calls, as shown to members. Undefined number and name: anonymous. */
export interface Caller {
  readonly number?: string | undefined
  readonly name?: string | undefined
  /** From a device of the same organization or from a trunk. */
  readonly origin: 'trunk' | 'inside'
}

/** Redirections that a call may spend before it must end at a mailbox (C11). */
export const mostRedirects = 5

/** The pinned decision of one call. */
export interface CallPlan {
  readonly number: NumberPlan
  readonly caller: Caller
  readonly ruling: Ruling
  /** The route chosen by the ruling; no steps for a number that does not receive. */
  readonly route: Route
  /** Hunt members that can ring, with their devices, at arrival. */
  readonly members: readonly ReachableMember[]
  /** Members that exist but cannot ring, for the reason in words. */
  readonly unreachable: number
  /** Seats of the site's reception that attend to it; undefined: the queue tells when the call comes to it (C7). */
  readonly readySeats: number | undefined
  readonly settingsVersion: number
  /** Redirections the call has spent already (Diversion, History-Info), 0 at first. */
  readonly redirectsSpent: number
  /** Numbers the call was redirected by before it came here, E.164, without the present called number unless it was met before. */
  readonly visited: readonly string[]
  /** It seems to be one that we sent outside, though nothing in it says so (C11). */
  readonly comesBack?: boolean | undefined
  /** A phone of ours calls out (C15). */
  readonly outgoing?: OutgoingPlan | undefined
}
