/** Lists voice services (N9). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { exampleService, voiceService } from './voice-service.ts'

export const listVoiceServices = defineMethod({
  id: 'list-voice-services',
  group: 'voice-services',
  method: 'GET',
  path: `${apiPrefix}/voice-services`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'List voice services',
  query: z.object({
    ...paging,
    operatorId: id.optional(),
    siteId: id.optional(),
    organizationId: id.optional(),
  }),
  response: pageOf(voiceService),
  example: { query: { siteId: exampleIds.site }, response: { items: [exampleService] } },
})
