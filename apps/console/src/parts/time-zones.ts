/** The time zones that may be chosen, and what one is found by. */

/**
 * Cities whose names browsers list as they were spelt before (Unicode CLDR keeps the first spelling of the IANA database). They are
 * offered as they are spelt now: who looks for Kolkata does not type Calcutta.
 */
const spelt: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

/** Of no country, and missing in the lists of some browsers. */
const universal = 'UTC'

/** IANA names in alphabetical order, among them what is chosen now, as it is written there. */
export function zonesOffered(chosen: string): readonly string[] {
  const listed = Intl.supportedValuesOf('timeZone').map((zone) => (zone === chosen ? zone : spell(zone)))
  return [...new Set([universal, ...(chosen === '' ? [] : [chosen]), ...listed])].toSorted()
}

function spell(zone: string): string {
  const now = spelt[zone]
  return now !== undefined && isKnown(now) ? now : zone
}

function isKnown(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

const names = new Map<string, string>()

/** What people there call their time, in the language of the console: `Central European Time`. */
export function zoneInWords(zone: string, locale: string): string {
  const key = `${locale} ${zone}`
  const known = names.get(key)
  if (known !== undefined) return known
  const parts = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    timeZone: zone,
    timeZoneName: 'longGeneric',
  }).formatToParts()
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  names.set(key, name)
  return name
}

/** Whether each of the words that are looked for stands in the name of the zone or in what people call it; `new york` finds `America/New_York`. */
export function zoneMatches(zone: string, words: string, search: string): boolean {
  const text = plain(`${zone} ${words}`)
  return plain(search)
    .split(' ')
    .every((word) => text.includes(word))
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[/_]+/g, ' ').trim()
