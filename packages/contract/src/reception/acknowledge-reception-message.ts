/** Somebody sees to a message that reception took; reception reads who (C8). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { exampleReceptionMessage, receptionMessageRow } from './reception-message.ts'

export const acknowledgeReceptionMessage = defineMethod({
  id: 'acknowledge-reception-message',
  group: 'reception',
  method: 'POST',
  path: `${apiPrefix}/reception-messages/:receptionMessageId/acknowledge`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist', 'occupier-admin'] },
  summary: 'Acknowledge a message that reception took',
  params: z.object({ receptionMessageId: id }),
  response: receptionMessageRow,
  errors: ['not-found'],
  example: {
    params: { receptionMessageId: exampleIds.receptionMessage },
    response: {
      ...exampleReceptionMessage,
      acknowledgedAt: exampleInstant,
      acknowledgedBy: 'Maya Alder',
    },
  },
})
