/** Telephone numbers as they are printed on letterheads: grouped, with no-break spaces, so that one never breaks. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

const nbsp = '\u00a0'

/** `+442079460148` → `+44 20 7946 0148`. */
export function printed(e164: string): string {
  const text = parsePhoneNumberFromString(e164)?.formatInternational() ?? e164
  return text.replaceAll(' ', nbsp)
}

/** Part of nothing longer: no address (`sip:+44…@…`), no identifier, no digits that go on. */
const numberInText = /(?<![\w+:@/.=-])\+[1-9]\d{6,14}(?![\w@/=-])/g

/** A text with the numbers in it as {@link printed}: what is copied of it can still be dialled. */
export const withNumbersPrinted = (text: string): string => text.replace(numberInText, printed)

/** `20 s`: a figure and its unit never part. */
export const withUnit = (value: number, unit: string): string => `${value}${nbsp}${unit}`

/**
 * A number as people write it, in E.164: with the country's code, or as it is dialled where another number is.
 * @returns undefined for what is no number
 */
export function dialled(typed: string, where: string): string | undefined {
  const defaultCallingCode = parsePhoneNumberFromString(where)?.countryCallingCode
  const number = parsePhoneNumberFromString(typed.trim().replace(/^00/, '+'), {
    ...(defaultCallingCode && { defaultCallingCode }),
  })
  return number?.isPossible() ? number.number : undefined
}
