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
 * E.164 with a plus sign, 7 to 15 digits, or a refusal. Spaces, dots, dashes, brackets and a `tel:` visual
 * separator are ignored. Without plus or prefix a number that starts with the calling code and is longer than a
 * national one can be is international (carriers often send it so), anything else is national.
 */
export function toE164(text: string, plan: DialPlan): string | Refusal {
  const invalid = refuse('number-invalid', { text })
  const dialled = text.replace(/\(0\)|[\s().\-/]/g, '')
  if (!/^\+?\d+$/.test(dialled)) return invalid
  const e164 = `+${international(dialled, plan)}`
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

/** True for a plus sign, no leading zero, 7 to 15 digits (ITU-T E.164 §6). */
export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text)
}

/** An extension of 2 to 8 digits, or a refusal. */
export function toExtension(text: string): string | Refusal {
  return /^\d{2,8}$/.test(text) ? text : refuse('extension-invalid', { text })
}
