/**
 * Calls out (C15): what a site allows its phones, and what dialled digits mean when they mean nothing inside. Emergency numbers
 * are not judged here, nor by any rule of a site (`emergency-numbers.ts`).
 */
import { callingCodeOf } from './calling-code.ts'
import { type DialPlan, isE164, toE164 } from './e164.ts'
import { isRefusal } from './errors.ts'

/** Where a call goes, by what it may cost. */
export const outgoingClasses = ['national', 'international', 'premium'] as const
export type OutgoingClass = (typeof outgoingClasses)[number]

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

/** Parts of North America that are abroad to the rest, dialled as if they were not: where fraud rings up its bills. */
const caribbean =
  /^\+1(?:242|246|264|268|284|345|441|473|649|658|664|721|758|767|784|809|829|849|868|869|876)/

/** By calling code: numbers that cost more than a call, or reach a service (national numbering plans). */
const premium: Readonly<Record<string, RegExp>> = {
  '1': /^(?:900|976|\d{3}976)/,
  '31': /^(?:090[069]|90[069]|8[48])/,
  '32': /^(?:90|78)/,
  '33': /^(?:89|81|82)/,
  '34': /^(?:80[367]|90[1257])/,
  '39': /^(?:89|199|178)/,
  '41': /^90/,
  '43': /^9[03]/,
  '44': /^(?:9|8[47]|70|76|118)/,
  '45': /^90/,
  '46': /^9(?:00|39|44)/,
  '47': /^82/,
  '48': /^(?:70|30|40)/,
  '49': /^(?:900|1(?:18|37|38|80))/,
  '61': /^(?:19|13)/,
  '64': /^900/,
  '351': /^(?:6|7)/,
  '352': /^90/,
  '353': /^15/,
  '358': /^(?:600|700|71)/,
}

/** Satellites and networks of no country (ITU-T E.164.1), whose minutes cost several units of any currency. */
const ofNoCountry = /^\+(?:87[0-9]|88[0-9]|979|808)/

/** What a call to the number counts as, for a phone of the country. @param callingCode digits only */
export function outgoingClassOf(e164: string, callingCode: string): OutgoingClass {
  if (ofNoCountry.test(e164) && !e164.startsWith(`+${callingCode}`)) return 'premium'
  const code = callingCodeOf(e164)
  if (premium[code]?.test(e164.slice(1 + code.length))) return 'premium'
  if (code !== callingCode || caribbean.test(e164)) return 'international'
  return 'national'
}
