/** Reads the hunt group of a main number. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleHuntGroup, huntGroup } from './hunt-member.ts'

export const listHuntMembers = defineMethod({
  id: 'list-hunt-members',
  group: 'hunt-members',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/hunt-members`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Read the hunt group',
  params: numberParams,
  response: huntGroup,
  errors: ['not-found', 'wrong-state'],
  example: { params: exampleNumberParams, response: exampleHuntGroup },
})
