/** What a reception did with its calls (supervision): all of them, by day, by organization and by seat. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { givenInstant } from '../schemas/time.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'

const figures = {
  calls: z.int(),
  answered: z.int(),
  inTime: z.int().describe('Answered within the seconds that are promised'),
  left: z.int().describe('The caller left while it waited'),
  averageWaitSeconds: z.number().nullable(),
  longestWaitSeconds: z.number().nullable(),
  averageTalkSeconds: z.number().nullable(),
}
const figuresOf = z.object({ id, name: z.string(), ...figures })

export const receptionFigures = z
  .object({
    promiseSeconds: z.int(),
    timeZone: z.string().describe('Of the days'),
    total: z.object(figures),
    days: z.array(z.object({ day: z.iso.date(), ...figures })).describe('Days with calls'),
    organizations: z.array(figuresOf),
    seats: z.array(figuresOf).describe('What each seat answered'),
  })
  .meta({ id: 'ReceptionFigures' })

const some = {
  calls: 42,
  answered: 39,
  inTime: 36,
  left: 2,
  averageWaitSeconds: 8.4,
  longestWaitSeconds: 41,
  averageTalkSeconds: 73.2,
}

export const getReceptionFigures = defineMethod({
  id: 'get-reception-figures',
  group: 'reception',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/reception/figures`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'Read the figures of a reception',
  description: [
    'With "Accept: text/csv" or "format=csv" a table: for each day a row for all calls, for each organization and for',
    'each seat.',
  ].join(' '),
  params: siteParams,
  query: z.object({
    from: givenInstant.describe('Calls that came at or after'),
    to: givenInstant.describe('Calls that came before'),
    format: z.enum(['json', 'csv']).default('json').describe('csv: day by day as a table (RFC 4180)'),
  }),
  response: receptionFigures,
  errors: ['not-found'],
  example: {
    params: exampleSiteParams,
    query: { from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z' },
    response: {
      promiseSeconds: 20,
      timeZone: 'Europe/London',
      total: some,
      days: [{ day: '2026-11-24', ...some }],
      organizations: [{ id: exampleIds.occupier, name: 'Alder & Finch Architects', ...some }],
      seats: [{ id: exampleIds.seat, name: 'Rita Vale', ...some }],
    },
  },
})
