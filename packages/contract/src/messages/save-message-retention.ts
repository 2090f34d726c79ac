/** Chooses how long an organization keeps its voicemail. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleOrganizationParams, organizationParams } from '../organizations/organization.ts'
import { exampleRetention, messageRetention, retentionFields } from './message-retention.ts'

export const saveMessageRetention = defineMethod({
  id: 'save-message-retention',
  group: 'messages',
  method: 'PUT',
  path: `${apiPrefix}/organizations/:organizationId/message-retention`,
  access: { roles: ['operator-admin', 'occupier-admin'] },
  summary: 'Choose how long messages are kept',
  description:
    'What is over goes the next night, audio included. Deleted messages can be restored for 7 days.',
  params: organizationParams,
  body: z.object(retentionFields),
  response: messageRetention,
  errors: ['not-found', 'stale-version'],
  example: {
    params: exampleOrganizationParams,
    body: { version: 0, days: 90 },
    response: exampleRetention,
  },
})
