/**
 * Calls out (C15): what a site allows its phones, and what dialled digits mean when they mean nothing inside. Emergency numbers
 * are not judged here, nor by any rule of a site (`emergency-numbers.ts`).
 */
import { type DialPlan, isE164, toE164 } from './e164.ts'
import { isRefusal } from './errors.ts'
import type { OutgoingClass } from './outgoing-class.ts'

/** What a site allows. */
export interface CallsOut {
  /** Which calls its phones may make; none: emergency calls only. */
  readonly classes: readonly OutgoingClass[]
  /** Dialled for an outside line; null: nothing is. Numbers that need none are taken without it too. */
  readonly linePrefix: string | null
  /** Who is called sees the main number of the caller's organization, not the caller's own. */
  readonly presentMain: boolean
  /** Calls out that an organization may have at a time. */
  readonly mostAtOnce: number
  /** Calls to other countries that an organization may begin in an hour. */
  readonly mostInternationalAnHour: number
}

/** What bounds the cost of all that an organization has called outside, whoever or whatever calls it. */
export type CallsOutLimits = Pick<CallsOut, 'mostAtOnce' | 'mostInternationalAnHour'>

/** Until somebody has chosen: nothing but emergency calls, so that a stolen password costs nothing. */
export const noCallsOut: CallsOut = {
  classes: [],
  linePrefix: null,
  presentMain: false,
  mostAtOnce: 10,
  mostInternationalAnHour: 20,
}

/** Pinned to a call that goes out. */
export interface OutgoingPlan {
  readonly class: OutgoingClass | 'emergency'
  /** The trunk that is tried first. */
  readonly trunkId: string | null
  /** Of an emergency call: as it was dialled. */
  readonly dialled?: string | undefined
  /** Why it does not. */
  readonly refused?: OutgoingRefusal | undefined
}

export type OutgoingRefusal = 'outside-not-allowed' | 'outside-limit'

/**
 * The number outside that was dialled, E.164; undefined: it is none that could be meant. Stricter than what a carrier sends is
 * read: digits that merely lack a prefix are a wrong extension, not a call to somebody elsewhere.
 */
export function outsideNumber(
  dialled: string,
  plan: DialPlan,
  linePrefix: string | null,
): string | undefined {
  const behind =
    linePrefix !== null && dialled.startsWith(linePrefix) ? dialled.slice(linePrefix.length) : undefined
  return (behind === undefined ? undefined : read(behind, plan)) ?? read(dialled, plan)
}

function read(dialled: string, plan: DialPlan): string | undefined {
  if (!isDialledInFull(dialled, plan)) return undefined
  const e164 = toE164(dialled, plan)
  return isRefusal(e164) ? undefined : e164
}

function isDialledInFull(dialled: string, plan: DialPlan): boolean {
  const { callingCode, nationalPrefix, internationalPrefix } = plan
  if (dialled.startsWith('+')) return isE164(dialled)
  if (!/^\d+$/.test(dialled)) return false
  if (dialled.startsWith(internationalPrefix)) return true
  if (callingCode === '1') return /^1?[2-9]\d{9}$/.test(dialled)
  // Where nothing is dialled in front, numbers have eight digits or more; Luxembourg's may have six.
  if (nationalPrefix === undefined) return dialled.length >= (callingCode === '352' ? 6 : 8)
  return dialled.startsWith(nationalPrefix)
}
