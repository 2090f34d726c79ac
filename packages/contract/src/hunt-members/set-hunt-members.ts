/** Replaces the hunt group of a main number (M10). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { exampleHuntGroup, huntGroup, newHuntMember } from './hunt-member.ts'

export const setHuntMembers = defineMethod({
  id: 'set-hunt-members',
  group: 'hunt-members',
  method: 'PUT',
  path: `${apiPrefix}/numbers/:numberId/hunt-members`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Replace the hunt group',
  description:
    'Members are ACTIVE ordinary numbers of the same organization and site, or outside numbers. A main number of this ' +
    'installation is neither: calls would leave by the trunk and come back.',
  params: numberParams,
  body: z.object({ revision: z.string().max(64), members: z.array(newHuntMember).max(100) }),
  response: huntGroup,
  errors: [
    'not-found',
    'wrong-state',
    'members-changed',
    'member-not-active',
    'member-main',
    'member-inside',
    'member-not-allowed',
  ],
  example: {
    params: exampleNumberParams,
    body: {
      revision: 'e3b0c44298fc',
      members: [{ kind: 'number', numberId: exampleIds.phoneNumber, lamp: true }],
    },
    response: exampleHuntGroup,
  },
})
