/** When each member of a hunt group last took a call to the main number (M10). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'

export const listLastAnswered = defineMethod({
  id: 'list-last-answered',
  group: 'hunt-members',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/hunt-members/last-answered`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'List when members last took a call',
  description: 'Of the last 90 days. A member that is not in the list took none.',
  params: numberParams,
  response: z.object({
    days: z.int().describe('How far back it was looked'),
    items: z.array(z.object({ memberId: id.describe('`id` of the member'), at: instant })),
  }),
  errors: ['not-found'],
  example: {
    params: exampleNumberParams,
    response: { days: 90, items: [{ memberId: exampleIds.member, at: exampleInstant }] },
  },
})
