/** Where events come from when nobody dated them by hand: holidays of a country, imported calendars (M9). */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'

const holidayType = z.enum(['public', 'bank', 'school', 'optional', 'observance'])
export const holidayTypes = z
  .array(holidayType)
  .min(1)
  .max(5)
  .describe('Which kinds of day count; optional: many take it off; observance: hardly anybody does')

const code = z.string().min(1).max(20)
export const holidayPlace = {
  country: code.describe('ISO 3166-1 code, as list-holiday-countries names it'),
  state: code.nullable().default(null).describe('Part of the country'),
  region: code.nullable().default(null).describe('Part of the state'),
}

export const importCount = z.object({
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  unchanged: z.int(),
})

export const holidaySubscription = z
  .object({
    id,
    siteId: id,
    country: z.string(),
    state: z.string().nullable(),
    region: z.string().nullable(),
    types: z.array(holidayType),
    version,
    importedAt: instant.nullable(),
  })
  .meta({ id: 'HolidaySubscription' })

export const exampleSubscription: z.output<typeof holidaySubscription> = {
  id: exampleIds.subscription,
  siteId: exampleIds.site,
  country: 'GB',
  state: 'ENG',
  region: null,
  types: ['public'],
  version: 1,
  importedAt: exampleInstant,
}

export const subscriptionParams = z.object({ subscriptionId: id })
export const exampleSubscriptionParams = { subscriptionId: exampleIds.subscription }

export const calendar = z
  .object({ id, siteId: id, name: z.string(), version, importedAt: instant.nullable() })
  .meta({ id: 'Calendar' })

export const exampleCalendar: z.output<typeof calendar> = {
  id: exampleIds.calendar,
  siteId: exampleIds.site,
  name: 'Building closures',
  version: 1,
  importedAt: exampleInstant,
}

/** A place as lists show it. */
export const namedPlace = z.object({ code: z.string(), name: z.string() })
