/** Writes the reception card; whoever answers the next call sees it (M11, N12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { cardFields, cardVersion, exampleCard, receptionCard } from './reception-card.ts'

export const saveReceptionCard = defineMethod({
  id: 'save-reception-card',
  group: 'reception-cards',
  method: 'PUT',
  path: `${apiPrefix}/numbers/:numberId/reception-card`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Write a reception card',
  params: numberParams,
  body: z.object({ version: cardVersion, ...cardFields }),
  response: receptionCard,
  errors: [
    'not-found',
    'wrong-state',
    'stale-version',
    'card-greeting',
    'card-comment',
    'card-comments',
    'card-pronunciation',
    'card-placeholder',
  ],
  example: {
    params: exampleNumberParams,
    body: {
      version: 0,
      inHours: {
        greeting: '{good morning}, {organization}, how may I help you?',
        comments: [{ text: 'Deliveries to the second floor.' }],
      },
      pronunciation: 'AL-der and Finch',
    },
    response: exampleCard,
  },
})
