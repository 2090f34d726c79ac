/** Reception takes a message: it goes to the organization by e-mail and into its messages (C8). */
import { z } from 'zod'
import { receptionistsOfOverflow } from '../access.ts'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { exampleReceptionMessage, messageFields, receptionMessageRow } from './reception-message.ts'

export const takeReceptionMessage = defineMethod({
  id: 'take-reception-message',
  group: 'reception',
  method: 'POST',
  path: `${apiPrefix}/sites/:siteId/reception-messages`,
  access: receptionistsOfOverflow,
  summary: 'Take a message for an organization',
  params: siteParams,
  body: z.object(messageFields),
  status: 201,
  response: receptionMessageRow,
  errors: ['not-found', 'not-at-site'],
  example: {
    params: exampleSiteParams,
    body: {
      organizationId: exampleIds.occupier,
      numberId: exampleIds.mainNumber,
      recipient: 'Maya Alder',
      callerName: 'Imogen Vane',
      callerNumber: '+442079460990',
      text: 'The drawings of the second floor are ready.',
      callBack: true,
    },
    response: exampleReceptionMessage,
  },
})
