/** A seat as the engine keeps it: who sits there, by which device it is rung, and when it was last heard of. */
import type { DeviceTarget, Presence } from '@mainline/pbx'
import type { Srtp } from '../ports.ts'

/** What is known of a seat when it opens. */
export interface SeatRecord {
  readonly id: string
  readonly siteId: string
  readonly operatorId: string
  readonly name: string
  /** The device that rings; the core never sees it. */
  readonly deviceId: string
  readonly username: string
  /** Whether its audio is secured with keys of the descriptions (RFC 4568). */
  readonly srtp: Srtp
  readonly presence: Exclude<Presence, 'offline'>
  readonly reason?: string | undefined
  /** See `Seat.ringsDevice`. */
  readonly ringsDevice: boolean
  /**
   * Its sound is in its page: when nothing is heard of the page, the call is lost with it. A desk phone goes on
   * talking whatever becomes of the page beside it.
   */
  readonly soundInPage: boolean
  /** E.164 that rings when its device cannot, or is not answered. */
  readonly fallback?: string | undefined
  /** Of the rules of its site; left out: as known from calls of the site itself. */
  readonly wrapUpSeconds?: number | undefined
}

export interface SeatDevice {
  readonly record: SeatRecord
  /** What rings for its fallback: a phone of ours, or a number by the trunk. */
  readonly fallback?: (() => DeviceTarget | string | undefined) | undefined
  /** Monotonic ms of its last heartbeat. */
  readonly lastHeard: number
  /** Its page has said that it can ring. */
  readonly canRing: boolean
  /** Monotonic ms when it could last be rung; undefined: never yet. */
  readonly lastReached?: number | undefined
}

/** A seat of which nothing was heard for so long is not there, ms (C7: back in the queue within 10 s). */
export const SILENT_AFTER_MS = 7_000
/** How long its own phone rings before its fallback does, too, ms. */
export const FALLBACK_AFTER_MS = 12_000
/** How long a page that vanished is expected back: it reloads, or its network comes again, ms. */
export const EXPECTED_BACK_MS = 20_000
/** How often that is looked at, ms. */
export const LOOK_EVERY_MS = 1_000
