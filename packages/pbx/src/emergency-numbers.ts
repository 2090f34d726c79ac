/**
 * Emergency numbers by country (C15), and who dials one. Those of the country that a site is in are read before anything else that
 * digits could mean: no extension, no class and no limit stands before them. Before what people know from elsewhere stand extensions.
 */
import { type Refusal, refuse } from './errors.ts'

/** Everywhere in the European Union (Directive (EU) 2018/1972 Art. 109) and what mobiles take for one anywhere (3GPP TS 22.101 §10.1). */
export const european = '112'

/** Fixed networks there carry no European number: it may be an extension. */
const withoutEuropean: ReadonlySet<string> = new Set(['1', '81'])

/**
 * By calling code: what reaches police, fire brigade, ambulance or coast guard there besides the European number. Of countries
 * that share a code, what holds in the largest.
 */
const national: Readonly<Record<string, string>> = {
  '1': '911',
  '7': '01 02 03 101 102 103',
  '20': '122 123 180',
  '27': '10111 10177',
  '30': '100 108 166 199',
  '31': '911',
  '32': '100 101',
  '33': '15 17 18 114 115 119 191 196 197',
  '34': '061 062 080 085 088 091 092',
  '36': '104 105 107',
  '39': '113 115 117 118 1515 1530',
  '40': '',
  '41': '117 118 144 1414',
  '43': '122 133 140 144',
  '44': '999',
  '45': '114',
  '46': '90000',
  '47': '110 113',
  '48': '997 998 999',
  '49': '110',
  '51': '105 116 117',
  '52': '060 065 066 068 080 911',
  '53': '104 105 106',
  '54': '100 101 107 911',
  '55': '128 190 192 193 911',
  '56': '131 132 133 911',
  '57': '119 123 132 156',
  '58': '171 911',
  '60': '999',
  '61': '000 106',
  '62': '110 113 118 119',
  '63': '117 911',
  '64': '111',
  '65': '993 995 999',
  '66': '191 199 1669',
  '81': '110 118 119',
  '82': '119',
  '84': '113 114 115',
  '86': '110 119 120',
  '90': '110 155',
  '91': '100 101 102 108',
  '92': '15 16 115 1122',
  '93': '100 102 119',
  '94': '110 116 118 119',
  '95': '199',
  '98': '110 115 125 911',
  '211': '999',
  '212': '15 19 177',
  '213': '14 17',
  '216': '190 197 198',
  '218': '190 191 193',
  '220': '16 17 18 116 117 118',
  '221': '17 18',
  '222': '17 18',
  '223': '15 17 18',
  '225': '110 111 170 180',
  '226': '17 18',
  '227': '15 17 18 118',
  '228': '117 118 171 172 177',
  '229': '114 116 117 118',
  '230': '114 115 995 999',
  '231': '355 911',
  '232': '019 999',
  '233': '191 192 193 999',
  '234': '199',
  '235': '17 18',
  '236': '117 118 1220',
  '237': '13 17 113 117',
  '238': '130 131 132',
  '239': '',
  '241': '18 1730',
  '242': '117 118',
  '243': '113 114 118 177 188',
  '244': '113 115',
  '245': '113 117 118',
  '247': '911 999',
  '248': '999',
  '249': '999',
  '250': '111',
  '251': '91 92 93 911 939 991 997',
  '252': '555 888 999',
  '253': '17 18',
  '254': '114 999',
  '255': '110 111 114 115 999',
  '256': '999',
  '257': '113 117',
  '258': '117 119 197 198',
  '260': '991 993 999',
  '261': '17 18 117 118',
  '262': '15 17 18',
  '263': '993 994 995 999',
  '264': '10111',
  '265': '199 997 998 999',
  '266': '115 117',
  '267': '911 997 998 999',
  '268': '999',
  '269': '17 18',
  '290': '911 999',
  '291': '113 114 116',
  '297': '100 911',
  '298': '114',
  '299': '',
  '350': '190 199',
  '351': '115 117',
  '352': '113',
  '353': '999',
  '354': '',
  '355': '127 128 129',
  '356': '',
  '357': '199',
  '358': '',
  '359': '150 160 166',
  '370': '01 02 03 011 022 033 101 102 103',
  '371': '01 02 03 110 113',
  '372': '110',
  '373': '901 902 903',
  '374': '101 102 103',
  '375': '101 102 103',
  '376': '110 116 118',
  '377': '15 17 18',
  '378': '113 115 118',
  '380': '101 102 103',
  '381': '92 93 94',
  '382': '122 123 124',
  '383': '192 193 194',
  '385': '93 94 192 193 194 195',
  '386': '113',
  '387': '122 123 124',
  '389': '192 193 194',
  '420': '150 155 156 158',
  '421': '150 155 158',
  '423': '117 118 144',
  '500': '999',
  '501': '90 911 990',
  '502': '110 120 123',
  '503': '911 913',
  '504': '199',
  '505': '115 118 120 128',
  '506': '911',
  '507': '911',
  '508': '15 17 18',
  '509': '114 118',
  '590': '15 17 18',
  '591': '110 118 119',
  '592': '911 912 913',
  '593': '101 102 911',
  '594': '15 17 18',
  '595': '128 911',
  '596': '15 17 18',
  '597': '115',
  '598': '128 911',
  '599': '911',
  '670': '115',
  '672': '911 955 977',
  '673': '991 993 995',
  '674': '110 111',
  '675': '000 110 111',
  '676': '911 922 933 999',
  '677': '999',
  '678': '',
  '679': '911 917',
  '680': '911',
  '681': '15 17 18',
  '682': '996 998 999',
  '683': '999',
  '685': '911 994 995 996 999',
  '686': '192 193 194 195 992 993 994',
  '687': '15 16 17 18',
  '688': '911',
  '689': '15 17 18',
  '691': '911',
  '692': '911',
  '850': '119 819',
  '852': '992 999',
  '853': '999',
  '855': '117 118 119 666',
  '856': '190 191 195',
  '880': '100 101 102 199 999',
  '886': '110 119',
  '960': '102 118 119',
  '961': '140 175 999',
  '962': '191 192 197 911',
  '963': '110 113',
  '964': '100 104 115 122',
  '965': '',
  '966': '911 997 999',
  '967': '191 194 195 199',
  '968': '1444 9999',
  '970': '100 101 102',
  '971': '997 998 999',
  '972': '100 101 102',
  '973': '199 999',
  '974': '999',
  '975': '110 113',
  '976': '100 101 102 103 105',
  '977': '100 101 102 103',
  '992': '101 102 103',
  '993': '01 02 03',
  '994': '101 102 103',
  '995': '011 022 033 111 113 122',
  '996': '101 102 103',
  '998': '01 02 03 001 002 003 050',
}

/** Where nothing else is known (3GPP TS 22.101 §10.1). */
const elsewhere: readonly string[] = [european, '911']

const byCallingCode: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(national).map(([code, others]) => {
    const numbers = others === '' ? [] : others.split(' ')
    return [code, withoutEuropean.has(code) ? numbers : [european, ...numbers]]
  }),
)

/** Whether the numbers of the country are known. */
export const isListed = (callingCode: string): boolean => byCallingCode.has(callingCode)

/** @param callingCode digits only */
export const emergencyNumbersOf = (callingCode: string): readonly string[] =>
  byCallingCode.get(callingCode) ?? elsewhere

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

/** What people in fear dial wherever they are: they know it from home, or from films. */
const everywhere: readonly string[] = [european, '911', '999']

/** Where a phone is, and what it dials there. */
export interface DialledAt {
  /** Of the country that the site is in, digits only. */
  readonly callingCode: string
  /** Of the number of the phone: who has a number of another country may dial as there. */
  readonly homeCode: string
  /** What the site dials for an outside line; undefined: nothing. */
  readonly linePrefix?: string | undefined
}

/**
 * The same of somebody who dialled a prefix that the site does not have, or the number of another country. It is asked last: `911`
 * and `9112` may be extensions there.
 */
export function emergencyByHabit(
  dialled: string,
  { callingCode, homeCode, linePrefix }: DialledAt,
): string | undefined {
  const numbers = [...emergencyNumbersOf(callingCode), ...everywhere, ...emergencyNumbersOf(homeCode)]
  const prefixes = ['', `+${callingCode}`, ...(linePrefix ? [linePrefix] : []), ...habitualPrefixes]
  return (
    numbers.find((number) => dialled === number) ??
    numbers.find((number) => prefixes.some((prefix) => dialled === prefix + number))
  )
}

/**
 * An extension that is read as a call for help where it is dialled, and so would never ring.
 *
 * @param callingCode of the country that its site is in
 */
export function refuseExtension(
  extension: string,
  callingCode: string,
  linePrefix?: string | undefined,
): Refusal | undefined {
  const number = emergencyNumber(extension, callingCode, linePrefix)
  return number === undefined ? undefined : refuse('extension-emergency', { extension, number })
}

const everyNumber: ReadonlySet<string> = new Set([...byCallingCode.values()].flat().concat(elsewhere))
/** A prefix for an outside line, or a plus sign and a calling code. */
const LONGEST_PREFIX = 4

/** Whether it may be an emergency number somewhere, in whatever way it is dialled: told without knowing who calls. */
export function soundsLikeEmergency(dialled: string): boolean {
  for (let skipped = 0; skipped <= LONGEST_PREFIX; skipped++)
    if (everyNumber.has(dialled.slice(skipped))) return true
  return false
}
