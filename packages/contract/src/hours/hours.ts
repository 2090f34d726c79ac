/** Business hours of a site, and of a main number that overrides them (M8). */
import { z } from 'zod'
import { version } from '../schemas/identifier.ts'
import { openingHours } from '../schemas/opening-hours.ts'

export const siteHours = z
  .object({
    hours: openingHours,
    timeZone: z.string(),
    openNow: z.boolean().describe('By these hours alone; the schedule may rule otherwise (see the preview)'),
    version: version.describe('Of the site'),
  })
  .meta({ id: 'SiteHours' })

export const numberHours = z
  .object({
    hours: openingHours.describe('Those that hold'),
    source: z.enum(['site', 'number']).describe('Whose hours they are'),
    override: openingHours.nullable().describe('null: the number keeps the hours of its site'),
    timeZone: z.string(),
    openNow: z.boolean().describe('By these hours alone; the schedule may rule otherwise (see the preview)'),
    version: version.describe('Of the call settings'),
  })
  .meta({ id: 'NumberHours' })
