/** Which rule wins for a main number now, and which is next (M9). */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleRules, exampleRulesQuery, rules, rulesQuery } from './rules.ts'

export const getNumberRule = defineMethod({
  id: 'get-number-rule',
  group: 'preview',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/rule`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist', 'occupier-admin', 'occupier-user'] },
  summary: 'Read which rule wins for a number',
  params: numberParams,
  query: rulesQuery,
  response: rules,
  errors: ['not-found'],
  example: { params: exampleNumberParams, query: exampleRulesQuery, response: exampleRules },
})
