/**
 * Emergency numbers by country (C15), and who dials one. They are read before anything else that digits could mean: no extension,
 * no class and no limit stands before them.
 */

/** Everywhere in the European Union and where it is taken over (Directive (EU) 2018/1972 Art. 109). */
const european = '112'

/** By calling code: what reaches police, fire brigade, ambulance or coast guard there; each with the European one unless it says so. */
const national: Readonly<Record<string, readonly string[]>> = {
  '1': ['911'],
  '27': [european, '10111', '10177'],
  '30': [european, '100', '108', '166', '199'],
  '31': [european],
  '32': [european, '100', '101'],
  '33': [european, '15', '17', '18', '114', '115', '119', '191', '196', '197'],
  '34': [european, '061', '062', '080', '085', '091', '092'],
  '36': [european, '104', '105', '107'],
  '39': [european, '113', '115', '117', '118', '1515', '1530'],
  '40': [european],
  '41': [european, '117', '118', '144', '1414'],
  '43': [european, '122', '133', '140', '144'],
  '44': [european, '999'],
  '45': [european],
  '46': [european],
  '47': [european, '110', '113'],
  '48': [european, '997', '998', '999'],
  '49': [european, '110'],
  '61': [european, '000', '106'],
  '64': [european, '111'],
  '65': [european, '995', '999'],
  '81': ['110', '118', '119'],
  '91': [european, '100', '101', '102', '108'],
  '351': [european, '117'],
  '352': [european, '113'],
  '353': [european, '999'],
  '354': [european],
  '356': [european],
  '357': [european, '199'],
  '358': [european],
  '359': [european],
  '370': [european],
  '371': [european, '110', '113'],
  '372': [european],
  '385': [european, '192', '193', '194', '195'],
  '386': [european, '113'],
  '420': [european, '150', '155', '156', '158'],
  '421': [european, '150', '155', '158'],
  '423': [european, '117', '118', '144'],
  '852': [european, '999'],
}

/** Where nothing else is known: what every mobile takes for one (3GPP TS 22.101 §10.1). */
const elsewhere: readonly string[] = [european, '911']

/** @param callingCode digits only */
export const emergencyNumbersOf = (callingCode: string): readonly string[] =>
  national[callingCode] ?? elsewhere

/**
 * The emergency number that was dialled: as it is, behind the prefix for an outside line, or with the country that a telephone
 * book has put in front.
 *
 * @param dialled digits, or a plus sign and digits
 * @param linePrefix what the site dials for an outside line; undefined: nothing
 */
export function emergencyNumber(
  dialled: string,
  callingCode: string,
  linePrefix?: string | undefined,
): string | undefined {
  const numbers = emergencyNumbersOf(callingCode)
  const prefixes = [`+${callingCode}`, ...(linePrefix ? [linePrefix] : [])]
  // As it is first: with the prefix 1, France's 115 is not an outside line and 15.
  return (
    numbers.find((number) => dialled === number) ??
    numbers.find((number) => prefixes.some((prefix) => dialled === prefix + number))
  )
}

/** Digits that people dial for an outside line out of habit, at a site that asks for none. */
const habitualPrefixes = ['0', '9']

/** The same of somebody who dialled a prefix that the site does not have. It is asked last: `9112` may be an extension. */
export function emergencyByHabit(dialled: string, callingCode: string): string | undefined {
  const numbers = emergencyNumbersOf(callingCode)
  return numbers.find((number) => habitualPrefixes.some((prefix) => dialled === prefix + number))
}

const everyNumber: ReadonlySet<string> = new Set([...Object.values(national).flat(), ...elsewhere])
/** A prefix for an outside line, or a plus sign and a calling code. */
const LONGEST_PREFIX = 4

/** Whether it may be an emergency number somewhere, in whatever way it is dialled: told without knowing who calls. */
export function soundsLikeEmergency(dialled: string): boolean {
  for (let skipped = 0; skipped <= LONGEST_PREFIX; skipped++)
    if (everyNumber.has(dialled.slice(skipped))) return true
  return false
}
