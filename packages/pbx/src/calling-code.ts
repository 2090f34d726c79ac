/** Which country an E.164 number is of, as far as dialling goes: its calling code (ITU-T E.164, list of assigned codes). */

/** Codes of two digits; all others have three, but for those of North America (1) and of Russia and Kazakhstan (7). */
const twoDigits = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

/** @param e164 with the plus sign @returns digits only: `44`, `1`, `353` */
export function callingCodeOf(e164: string): string {
  const digits = e164.slice(1)
  if (/^[17]/.test(digits)) return digits.slice(0, 1)
  return digits.slice(0, twoDigits.test(digits) ? 2 : 3)
}
