/** What the receptionist would see at an instant, while the call still rings (M11). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleInstant } from '../schemas/example-ids.ts'
import { givenInstant } from '../schemas/time.ts'
import { exampleShownCard, shownCard } from './reception-card.ts'

export const showReceptionCard = defineMethod({
  id: 'show-reception-card',
  group: 'reception-cards',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/reception-card/shown`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist', 'occupier-admin'] },
  summary: 'See a reception card as the receptionist does',
  params: numberParams,
  query: z.object({ at: givenInstant.optional().describe('Now when left out') }),
  response: shownCard,
  errors: ['not-found'],
  example: { params: exampleNumberParams, query: { at: exampleInstant }, response: exampleShownCard },
})
