/** Reads the reception card as it was written; the default when nobody has. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleCard, receptionCard } from './reception-card.ts'

export const getReceptionCard = defineMethod({
  id: 'get-reception-card',
  group: 'reception-cards',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/reception-card`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist', 'occupier-admin'] },
  summary: 'Read a reception card',
  params: numberParams,
  response: receptionCard,
  errors: ['not-found'],
  example: { params: exampleNumberParams, response: exampleCard },
})
