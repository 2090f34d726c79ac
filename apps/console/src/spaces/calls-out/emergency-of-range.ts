/** Which emergency numbers hold for the numbers of a site: those of the countries that the numbers are of. */
import { callingCodeOf, emergencyNumbersOf } from '@mainline/pbx'

/** @param first @param last of the numbers of a site as they are sorted; undefined: it has none */
export function emergencyNumbersBetween(
  first: string | undefined,
  last: string | undefined,
): readonly { readonly callingCode: string; readonly numbers: readonly string[] }[] {
  const codes = new Set([first, last].flatMap((e164) => (e164 ? [callingCodeOf(e164)] : [])))
  return [...codes].map((callingCode) => ({ callingCode, numbers: emergencyNumbersOf(callingCode) }))
}
