/** Telephone numbers as they are printed on letterheads: grouped, with no-break spaces, so that one never breaks. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

const nbsp = '\u00a0'

/** `+442079460148` → `+44 20 7946 0148`. */
export function printed(e164: string): string {
  const text = parsePhoneNumberFromString(e164)?.formatInternational() ?? e164
  return text.replaceAll(' ', nbsp)
}

/** `20 s`: a figure and its unit never part. */
export const withUnit = (value: number, unit: string): string => `${value}${nbsp}${unit}`
