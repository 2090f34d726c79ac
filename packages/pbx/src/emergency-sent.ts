/** What a call for help is sent to the trunks as (C15): carriers know the numbers of their country only. */
import { emergencyNumbersOf, european, isListed } from './emergency-numbers.ts'

/**
 * The main emergency number of a country where it is not the European one, by calling code: of several, the one for everything, or
 * that of the police, which sends the others.
 */
const mainNumbers: Readonly<Record<string, string>> = Object.fromEntries(
  `
    1:911 20:122 27:10111 44:999 51:105 52:911 53:106 54:911 55:190 56:133 57:123 58:911 60:999 61:000 63:911 64:111
    65:999 66:191 81:110 84:113 86:110 92:15 93:119 94:119 95:199 98:110 211:999 212:19 216:197 218:193 220:117
    221:17 222:17 223:17 225:110 226:17 227:17 228:117 230:999 231:911 232:999 233:191 235:17 236:117 237:117
    238:132 241:1730 242:117 245:117 247:999 248:999 249:999 251:911 252:999 253:17 254:999 256:999 258:119 260:999
    261:117 263:999 264:10111 265:997 267:999 268:999 269:17 290:999 297:911 353:999 374:102 378:113 387:122 500:999
    501:911 502:110 503:911 504:199 505:118 506:911 507:911 508:17 509:114 591:110 592:911 593:911 595:911 597:115
    598:911 599:911 672:911 673:993 675:000 676:911 677:999 679:911 680:911 681:17 682:999 683:999 685:911 686:192
    687:17 688:911 689:17 691:911 692:911 852:999 853:999 855:117 856:191 880:999 886:110 960:119 962:911 964:104
    966:911 967:199 968:9999 970:100 971:999 972:100 973:999 974:999 976:102 977:100 993:02 996:102 998:02`
    .trim()
    .split(/\s+/)
    .map((entry) => entry.split(':')),
)

/** Britain and Ireland: their fixed networks carry the European number beside their own. Elsewhere it is one of mobiles then. */
const carryBoth: ReadonlySet<string> = new Set(['44', '353'])

/** @param callingCode digits only */
export const mainEmergencyNumber = (callingCode: string): string => mainNumbers[callingCode] ?? european

/**
 * The number that a trunk is sent. One that the country has goes out as it was dialled: it may be that of the fire brigade. For what
 * people know from elsewhere, its main number stands.
 */
export function sentForHelp(number: string, callingCode: string): string {
  const main = mainEmergencyNumber(callingCode)
  if (number === european) return carryBoth.has(callingCode) ? number : main
  return isListed(callingCode) && emergencyNumbersOf(callingCode).includes(number) ? number : main
}
