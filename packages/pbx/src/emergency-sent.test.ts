import libphonenumber from 'google-libphonenumber'
import { expect, it } from 'vitest'
import { emergencyNumbersOf } from './emergency-numbers.ts'
import { mainEmergencyNumber, sentForHelp } from './emergency-sent.ts'

it.each([
  ['Britain', '44', '911', '999'],
  ['Britain', '44', '999', '999'],
  ['Britain, where both reach the same', '44', '112', '112'],
  ['Germany', '49', '911', '112'],
  ['Germany, the police', '49', '110', '110'],
  ['France, the fire brigade', '33', '18', '18'],
  ['France', '33', '999', '112'],
  ['North America', '1', '112', '911'],
  ['Australia, where 112 is of mobiles', '61', '112', '000'],
  ['New Zealand', '64', '911', '111'],
  ['Japan', '81', '112', '110'],
  ['Poland, the ambulance', '48', '999', '999'],
  ['a country that is not listed', '246', '911', '112'],
  ['a country that nobody knows', '', '999', '112'],
])('in %s (+%s) %s goes out as %s', (_, code, dialled, sent) => {
  expect(sentForHelp(dialled, code)).toBe(sent)
})

/** Where the maintained list has not the European number, and it is the main one all the same. */
const european: Readonly<Record<string, string>> = {
  '224': 'nothing is known',
  '234': 'the national one since 2015',
  '240': 'nothing is known',
  '243': 'that of the police',
  '246': 'nothing is known',
  '590': 'a part of the European Union',
  '594': 'a part of the European Union',
  '690': 'nothing is known',
}

it('what goes out is an emergency number there, as the maintained list of the world has it', () => {
  const shortNumbers = libphonenumber.ShortNumberInfo.getInstance()
  const numbering = libphonenumber.PhoneNumberUtil.getInstance()
  const codes = new Set(
    numbering.getSupportedRegions().map((region) => numbering.getCountryCodeForRegion(region)),
  )
  const wrong: string[] = []
  for (const code of codes) {
    const region = numbering.getRegionCodeForCountryCode(code)
    if (region === 'ZZ') continue
    const main = mainEmergencyNumber(`${code}`)
    expect(emergencyNumbersOf(`${code}`)).toContain(main)
    for (const dialled of [main, '112', '911', '999']) {
      const sent = sentForHelp(dialled, `${code}`)
      const known = shortNumbers.isEmergencyNumber(sent, region) || (sent === '112' && european[code])
      if (!known) wrong.push(`+${code} (${region}): ${dialled} as ${sent}`)
    }
  }
  expect(codes.size).toBeGreaterThan(200)
  expect(wrong).toEqual([])
})
