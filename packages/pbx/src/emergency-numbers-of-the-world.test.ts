import libphonenumber from 'google-libphonenumber'
import { expect, it } from 'vitest'
import { emergencyNumbersOf } from './emergency-numbers.ts'

const shortNumbers = libphonenumber.ShortNumberInfo.getInstance()
const numbering = libphonenumber.PhoneNumberUtil.getInstance()

/** What the maintained list calls an emergency number and Mainline leaves to extensions, by calling code. */
const leftOut: Readonly<Record<string, { readonly numbers: RegExp; readonly because: string }>> = {
  '1': { numbers: /^112$/, because: 'of mobiles only' },
  '91': { numbers: /^(1298|2611)$/, because: 'services of single cities' },
  '241': { numbers: /^13\d\d$/, because: 'a range, not a number' },
  '420': { numbers: /^15[123479]$/, because: 'a range: 150, 155, 156 and 158 are in use' },
}

function everyShortNumber(): string[] {
  const numbers: string[] = []
  for (let length = 2; length <= 4; length++)
    for (let value = 0; value < 10 ** length; value++) numbers.push(String(value).padStart(length, '0'))
  return numbers
}

/** The source of the table: the short numbers that libphonenumber keeps for every country (C15). */
it('knows each emergency number that the maintained list of the world has, country by country', () => {
  const missing: string[] = []
  const dialled = everyShortNumber()
  const codes = new Set(
    numbering.getSupportedRegions().map((region) => numbering.getCountryCodeForRegion(region)),
  )
  for (const code of codes) {
    const region = numbering.getRegionCodeForCountryCode(code)
    if (region === 'ZZ') continue
    const known = emergencyNumbersOf(String(code))
    const exception = leftOut[String(code)]?.numbers
    for (const number of dialled)
      if (
        shortNumbers.isEmergencyNumber(number, region) &&
        !known.includes(number) &&
        !exception?.test(number)
      )
        missing.push(`+${code} (${region}): ${number}`)
  }
  expect(codes.size).toBeGreaterThan(200)
  expect(missing).toEqual([])
})
