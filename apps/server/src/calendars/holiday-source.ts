/**
 * Public holidays of a country or a part of it (M9), from date-holidays. Its tables cost memory and a moment to load,
 * which only servers pay that are asked for holidays.
 */
import type { SourceEvent } from '@mainline/storage'

/** ISO 3166-1 code, and the parts of the country by the names of the source. */
export interface HolidayPlace {
  readonly country: string
  readonly state?: string | undefined
  readonly region?: string | undefined
}

/** Which kinds of day count. Bank: bank holidays; optional: many people take it off; observance: nobody does. */
export const holidayTypes = ['public', 'bank', 'school', 'optional', 'observance'] as const

/** A country, or a part of one. */
export interface NamedPlace {
  readonly code: string
  readonly name: string
}

export interface HolidayWish extends HolidayPlace {
  readonly types: readonly string[]
  /** First of them, and how many. */
  readonly year: number
  readonly years: number
  /** BCP 47 of the names; the source's own language where it has none. */
  readonly language: string
}

/** Countries by name. */
export async function holidayCountries(language: string): Promise<NamedPlace[]> {
  const source = await load()
  const inWords = regionNames(language)
  return named(
    new source().getCountries(base(language)),
    (code, name) => inWords.of(code) ?? name,
    inWords.resolvedOptions().locale,
  )
}

/** The parts of a country with theirs. */
export async function holidayStates(
  country: string,
  language: string,
): Promise<(NamedPlace & { regions: NamedPlace[] })[]> {
  const source = new (await load())()
  const states = named(source.getStates(country, base(language)))
  return states.map((state) => ({
    ...state,
    regions: named(source.getRegions(country, state.code, base(language))),
  }))
}

/** Whether the source knows the place. */
export async function isHolidayPlace({ country, state, region }: HolidayPlace): Promise<boolean> {
  const source = new (await load())()
  const has = (places: Record<string, string> | undefined, code: string) =>
    places !== undefined && Object.hasOwn(places, code)
  if (!has(source.getCountries(), country)) return false
  if (state === undefined) return region === undefined
  if (!has(source.getStates(country), state)) return false
  return region === undefined || has(source.getRegions(country, state), region)
}

/** Every holiday of the years, substitute days included. */
export async function holidayEvents(wish: HolidayWish): Promise<SourceEvent[]> {
  const { country, state = '', region = '', types, year: first, years, language } = wish
  const source = new (await load())(country, state, region, { languages: [base(language)] })
  const events: SourceEvent[] = []
  for (let year = first; year < first + years; year++) {
    const seen = new Map<string, number>()
    for (const holiday of source.getHolidays(year, base(language)) || []) {
      if (!types.includes(holiday.type)) continue
      // A rule of another calendar can meet one of our years twice.
      const count = (seen.get(holiday.rule) ?? 0) + 1
      seen.set(holiday.rule, count)
      const key = `${year}/${holiday.rule}${count > 1 ? `/${count}` : ''}`
      const when = whenOf(holiday.date, holiday.end.getTime() - holiday.start.getTime())
      events.push({ key, name: holiday.name.slice(0, 120), when, recurring: true })
    }
  }
  return events
}

/** @param date `YYYY-MM-DD HH:MM:SS`, local; what follows is an offset */
function whenOf(date: string, lengthMs: number): SourceEvent['when'] {
  const from = Date.parse(`${date.slice(0, 10)}T${date.slice(11, 19)}Z`)
  // A day on which the clock changes has 23 or 25 hours.
  const days = Math.round(lengthMs / dayMs)
  if (from % dayMs === 0 && days > 0)
    return { kind: 'days', from: text(from).slice(0, 10), to: text(from + (days - 1) * dayMs).slice(0, 10) }
  return { kind: 'span', from: text(from), to: text(from + lengthMs) }
}

const dayMs = 86_400_000
const text = (local: number): string => new Date(local).toISOString().slice(0, 16)

/** `de-AT` → `de`: the source has no finer ones. */
const base = (language: string): string => language.split('-', 1)[0] ?? language

/** @param language BCP 47; one that there is not is taken as English */
function regionNames(language: string): Intl.DisplayNames {
  const options = { type: 'region', fallback: 'none' } as const
  try {
    return new Intl.DisplayNames([language, 'en'], options)
  } catch {
    return new Intl.DisplayNames(['en'], options)
  }
}

/** The names of the source are in many languages; some of them have a stray backslash. */
const named = (
  places: Record<string, string> | undefined,
  nameOf = (_code: string, name: string) => name,
  language?: string,
): NamedPlace[] =>
  Object.entries(places ?? {})
    .map(([code, name]) => ({ code, name: nameOf(code, name.replaceAll('\\', '')) }))
    .sort((a, b) => a.name.localeCompare(b.name, language))

const load = async () => (await import('date-holidays')).default
