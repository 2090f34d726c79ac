/** The countries whose public holidays can be subscribed. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { language } from '../schemas/text.ts'
import { namedPlace } from './schedule-source.ts'

export const listHolidayCountries = defineMethod({
  id: 'list-holiday-countries',
  group: 'schedule',
  method: 'GET',
  path: `${apiPrefix}/holiday-countries`,
  access: 'signed-in',
  summary: 'List countries with holidays',
  query: z.object({ language: language.default('en').describe('Of the names') }),
  response: z.object({ items: z.array(namedPlace) }),
  example: {
    query: { language: 'en' },
    response: { items: [{ code: 'GB', name: 'United Kingdom' }] },
  },
})
