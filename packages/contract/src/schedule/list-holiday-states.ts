/** The parts of a country that have holidays of their own. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { language } from '../schemas/text.ts'
import { namedPlace } from './schedule-source.ts'

export const listHolidayStates = defineMethod({
  id: 'list-holiday-states',
  group: 'schedule',
  method: 'GET',
  path: `${apiPrefix}/holiday-countries/:country/states`,
  access: 'signed-in',
  summary: 'List the parts of a country',
  params: z.object({ country: z.string().min(1).max(20) }),
  query: z.object({ language: language.default('en').describe('Of the names') }),
  response: z.object({
    items: z.array(namedPlace.extend({ regions: z.array(namedPlace) })).describe('Empty: one for all'),
  }),
  errors: ['not-found'],
  example: {
    params: { country: 'GB' },
    query: { language: 'en' },
    response: { items: [{ code: 'ENG', name: 'England', regions: [] }] },
  },
})
