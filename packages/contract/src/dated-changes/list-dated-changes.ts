/** Lists the dated changes of a main number, those that are over among them, in order of their beginning. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { datedChange, exampleChange } from './dated-change.ts'

export const listDatedChanges = defineMethod({
  id: 'list-dated-changes',
  group: 'dated-changes',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/dated-changes`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'List dated changes',
  params: numberParams,
  response: z.object({ items: z.array(datedChange) }),
  errors: ['not-found'],
  example: { params: exampleNumberParams, response: { items: [exampleChange] } },
})
