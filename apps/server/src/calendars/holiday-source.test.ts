/** Holidays as events: names in the site's language, substitute days, keys that stay (M9). */
import { describe, expect, it } from 'vitest'
import { holidayCountries, holidayEvents, holidayStates, isHolidayPlace } from './holiday-source.ts'

const england = { country: 'GB', state: 'ENG', types: ['public'], year: 2027, years: 1, language: 'en-GB' }

describe('holidays', () => {
  it('of England in 2027, with the days off for a Christmas at the weekend', async () => {
    const events = await holidayEvents(england)
    expect(events.map(({ name, when }) => `${when.from} ${name}`)).toEqual([
      "2027-01-01 New Year's Day",
      '2027-03-26 Good Friday',
      '2027-03-29 Easter Monday',
      '2027-05-03 Early May bank holiday',
      '2027-05-31 Spring bank holiday',
      '2027-08-30 Summer bank holiday',
      '2027-12-25 Christmas Day',
      '2027-12-26 Boxing Day',
      '2027-12-27 Christmas Day (substitute day)',
      '2027-12-28 Boxing Day (substitute day)',
    ])
    for (const { when, recurring } of events)
      expect([when.kind, when.to, recurring]).toEqual(['days', when.from, true])
  })
  it('have a key of their own, the same each time', async () => {
    const keys = async () => (await holidayEvents({ ...england, years: 3 })).map(({ key }) => key)
    const first = await keys()
    expect(new Set(first).size).toBe(first.length)
    expect(await keys()).toEqual(first)
    expect(first[0]).toBe('2027/01-01')
  })
  it('are called as the site speaks', async () => {
    const [newYear] = await holidayEvents({ ...england, language: 'de-AT' })
    expect(newYear?.name).toBe('Neujahr')
  })
  it('differ by region and by the types that count', async () => {
    const names = async (wish: object) =>
      (await holidayEvents({ ...england, ...wish })).map(({ name }) => name)
    const scotland = await names({ state: 'SCT' })
    expect(scotland.some((name) => name.includes('Andrew'))).toBe(true)
    expect(scotland).not.toContain('Easter Monday')
    expect(await names({ types: ['observance'] })).toContain("Father's Day")
    expect(await names({ types: [] })).toEqual([])
  })
  it('of several days, and twice in a year, are told apart', async () => {
    const events = await holidayEvents({ ...england, country: 'TR', state: undefined, year: 2033, years: 1 })
    expect(new Set(events.map(({ key }) => key)).size).toBe(events.length)
    expect(events.some(({ when }) => when.to > when.from)).toBe(true)
  })
})

describe('places', () => {
  it('are listed by name', async () => {
    expect(await holidayCountries('en')).toContainEqual({ code: 'GB', name: 'United Kingdom' })
    expect(await holidayStates('GB', 'en')).toContainEqual({ code: 'SCT', name: 'Scotland', regions: [] })
    const bavaria = (await holidayStates('DE', 'en')).find(({ code }) => code === 'BY')
    expect(bavaria?.regions.map(({ code }) => code)).toContain('A')
  })
  it.each([
    ['GB', undefined, undefined, true],
    ['GB', 'ENG', undefined, true],
    ['DE', 'BY', 'A', true],
    ['ZZ', undefined, undefined, false],
    ['constructor', undefined, undefined, false],
    ['GB', 'XXX', undefined, false],
    ['DE', 'BY', 'XXX', false],
    ['GB', undefined, 'A', false],
    ['FR', 'toString', undefined, false],
  ])('%s %s %s: %s', async (country, state, region, known) => {
    expect(await isHolidayPlace({ country, state, region })).toBe(known)
  })
})
