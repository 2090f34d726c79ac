/** What a call out may cost (C15), told from its number. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { callingCodeOf } from './calling-code.ts'

/** Where a call goes, by what it may cost. */
export const outgoingClasses = ['national', 'international', 'premium'] as const
export type OutgoingClass = (typeof outgoingClasses)[number]

/** Parts of North America that are abroad to the rest, dialled as if they were not: where fraud rings up its bills. */
const caribbean =
  /^\+1(?:242|246|264|268|284|345|441|473|649|658|664|721|758|767|784|809|829|849|868|869|876)/

/** Kinds of numbers that may cost more than a call: premium and shared rates, personal numbers that lead anywhere, pagers. */
const costly: ReadonlySet<string> = new Set(['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER', 'PAGER'])

/** By calling code: services and rates that it calls otherwise, or that are too short to be numbers to it (national numbering plans). */
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
  if (costly.has(parsePhoneNumberFromString(e164)?.getType() ?? '')) return 'premium'
  if (code !== callingCode || caribbean.test(e164)) return 'international'
  return 'national'
}

/** What a site lets its callers be led to outside. */
export interface OutsideAllowed {
  /** Of the number that leads them there, digits only. */
  readonly callingCode: string
  /** What the phones of the site may call. */
  readonly classes: readonly OutgoingClass[]
}

/**
 * Why no caller may be led to the number, by a forward (C11), as a member outside (M10), or by a transfer (C8): it costs the company
 * like a call of its phones, so what may cost more is allowed to both or to neither. Within the country forwards always go.
 *
 * @returns the class that the site does not allow; undefined: nothing stands against it
 */
export function classRefused(
  e164: string,
  { callingCode, classes }: OutsideAllowed,
): OutgoingClass | undefined {
  const its = outgoingClassOf(e164, callingCode)
  return its === 'national' || classes.includes(its) ? undefined : its
}
