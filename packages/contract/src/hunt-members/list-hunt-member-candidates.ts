/** Who may be a member: the ACTIVE ordinary numbers of the organization at the site. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { e164 } from '../schemas/phone-number.ts'

export const listHuntMemberCandidates = defineMethod({
  id: 'list-hunt-member-candidates',
  group: 'hunt-members',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/hunt-members/candidates`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'List who may be a member',
  params: numberParams,
  response: z.object({
    items: z.array(z.object({ numberId: id, e164, extension: z.string().nullable(), label: z.string() })),
  }),
  errors: ['not-found'],
  example: {
    params: exampleNumberParams,
    response: {
      items: [
        { numberId: exampleIds.phoneNumber, e164: '+442079460101', extension: '2001', label: 'Maya Alder' },
      ],
    },
  },
})
