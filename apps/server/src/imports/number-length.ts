/** Whether a number has as many digits as numbers of its country have. */
import { isValidPhoneNumber, validatePhoneNumberLength } from 'libphonenumber-js/max'

/** Digits that are tried behind a number that is too short, before its country alone is named. */
const MOST_MISSING = 4

/** What is wrong with the length of an E.164 number, in words; undefined when nothing is, or its country is not known. */
export function wrongLength(e164: string): string | undefined {
  const verdict = validatePhoneNumberLength(e164)
  if (verdict === 'TOO_LONG')
    return 'The number has more digits than numbers of its country have. Check its end.'
  if (verdict !== 'TOO_SHORT' && verdict !== 'INVALID_LENGTH') return undefined
  const missing = digitsMissing(e164)
  return missing === undefined
    ? 'The number has fewer digits than numbers of its country have. Check its end.'
    : `The number is ${missing === 1 ? '1 digit' : `${missing} digits`} short. Check its end.`
}

/** How many zeros make a number of the country of it. */
function digitsMissing(e164: string): number | undefined {
  for (let missing = 1; missing <= MOST_MISSING; missing += 1)
    if (isValidPhoneNumber(e164 + '0'.repeat(missing))) return missing
  return undefined
}
