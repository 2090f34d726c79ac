/** Telephone numbers as a trunk or a person writes them, brought to E.164 (C1). */
import { type Refusal, refuse } from './errors.ts'

/** How numbers are dialled in the country of a trunk or site. */
export interface DialPlan {
  /** Country calling code, digits only: `44`, `1`, `39`. */
  readonly callingCode: string
  /** Dialled before a national number and dropped from E.164: `0` in most of Europe, `1` in North America, none in Italy. */
  readonly nationalPrefix?: string | undefined
  /** Dialled before a foreign number: `00`, `011`. */
  readonly internationalPrefix: string
}

/**
 * Countries where a 0 is dialled before numbers at home, and none of their numbers begins with one abroad (ITU-T E.202,
 * national numbering plans). Italy and some of Africa are not among them: their 0 belongs to the number.
 */
const homeZero = new RegExp(
  '^\\+(?:2[07]|3[1-3]|4[013469]|5[14578]|6[0-346]|8[1246]|9[0-58]|21[238]|2(?:33|34|49|51|5[4-6]|60|63)|35[3589]|' +
    '37[34]|38[0-35-79]|421|593|595|85[56]|88[06]|96[1-4678]|97[127]|99[4-6])0',
)

/** The number without the 0 that is dialled at home only, where somebody left it in: `+44(0)20…`. @param e164 digits behind a plus */
export function withoutHomeZero(e164: string): string {
  const [kept] = homeZero.exec(e164) ?? []
  return kept === undefined ? e164 : kept.slice(0, -1) + e164.slice(kept.length)
}

/** What a refusal adds when that 0 is all that is wrong; empty otherwise. */
export function homeZeroHint(text: string): string {
  const meant = withoutHomeZero(text)
  return meant === text ? '' : `; without the 0 that is dialled at home only it is ${meant}`
}

/**
 * E.164 with a plus sign, 7 to 15 digits, or a refusal. Spaces, dots, dashes, brackets and a `tel:` visual
 * separator are ignored. Without plus or prefix a number that starts with the calling code and is longer than a
 * national one can be is international (carriers often send it so), anything else is national.
 */
export function toE164(text: string, plan: DialPlan): string | Refusal {
  const invalid = refuse('number-invalid', { text })
  const dialled = text.replace(/\(0\)|[\s().\-/]/g, '')
  if (!/^\+?\d+$/.test(dialled)) return invalid
  const e164 = withoutHomeZero(`+${international(dialled, plan)}`)
  return isE164(e164) ? e164 : invalid
}

function international(
  dialled: string,
  { callingCode, nationalPrefix, internationalPrefix }: DialPlan,
): string {
  if (dialled.startsWith('+')) return dialled.slice(1)
  if (dialled.startsWith(internationalPrefix)) return dialled.slice(internationalPrefix.length)
  const prefix = nationalPrefix ?? ''
  // In North America the national prefix is the calling code, and both readings give the same number.
  if (prefix !== '' && dialled.startsWith(prefix)) return callingCode + dialled.slice(prefix.length)
  const barelyInternational = callingCode.length + 9
  if (dialled.startsWith(callingCode) && dialled.length >= barelyInternational) return dialled
  return callingCode + dialled
}

/** True for a plus sign, no leading zero, 7 to 15 digits (ITU-T E.164 §6), and no 0 of home behind the country. */
export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text) && !homeZero.test(text)
}

/**
 * The numbers from `first` on, `count` in a row, or a refusal: what stands in front, country and area, is the same in all
 * of them.
 */
export function rangeOf(first: string, count: number): readonly string[] | Refusal {
  const from = BigInt(first.slice(1))
  const last = `+${from + BigInt(count - 1)}`
  if (last.length !== first.length)
    return refuse('number-range', { first, last, fault: 'runs out of digits' })
  if (!isE164(last)) return refuse('number-invalid', { text: last })
  if (last.slice(0, countryAndArea) !== first.slice(0, countryAndArea))
    return refuse('number-range', { first, last, fault: 'leaves the country or area that it begins in' })
  return Array.from({ length: count }, (_, i) => `+${from + BigInt(i)}`)
}

/** Characters that a range cannot change: a country has up to three digits. */
const countryAndArea = 4
