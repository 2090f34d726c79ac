/** Whether a number has as many digits as numbers of its country have. */
import { isValidPhoneNumber, validatePhoneNumberLength } from 'libphonenumber-js/max'

/** Digits that are tried behind a number that is too short, before its country alone is named. */
const MOST_MISSING = 4

/** What is wrong with the length of a number; `missing` where one can tell how many digits. */
export type WrongLength = { readonly is: 'long' } | { readonly is: 'short'; readonly missing?: number }

/** @returns what is wrong with the length of an E.164 number; undefined when nothing is, or its country is not known */
export function wrongLength(e164: string): WrongLength | undefined {
  const verdict = validatePhoneNumberLength(e164)
  if (verdict === 'TOO_LONG') return { is: 'long' }
  if (verdict !== 'TOO_SHORT' && verdict !== 'INVALID_LENGTH') return undefined
  const missing = digitsMissing(e164)
  return { is: 'short', ...(missing !== undefined && { missing }) }
}

/** How many zeros make a number of the country of it. */
function digitsMissing(e164: string): number | undefined {
  for (let missing = 1; missing <= MOST_MISSING; missing += 1)
    if (isValidPhoneNumber(e164 + '0'.repeat(missing))) return missing
  return undefined
}
