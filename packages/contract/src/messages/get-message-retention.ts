/** Reads how long an organization keeps its voicemail. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleOrganizationParams, organizationParams } from '../organizations/organization.ts'
import { exampleRetention, messageRetention } from './message-retention.ts'

export const getMessageRetention = defineMethod({
  id: 'get-message-retention',
  group: 'messages',
  method: 'GET',
  path: `${apiPrefix}/organizations/:organizationId/message-retention`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Read how long messages are kept',
  params: organizationParams,
  response: messageRetention,
  errors: ['not-found'],
  example: { params: exampleOrganizationParams, response: exampleRetention },
})
