/** What a decommission would take with it, before anybody types the name (N7). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleOrganizationParams, organizationParams } from './organization.ts'

export const previewDecommission = defineMethod({
  id: 'preview-decommission',
  group: 'organizations',
  method: 'GET',
  path: `${apiPrefix}/organizations/:organizationId/decommission`,
  access: { roles: ['operator-admin'] },
  summary: 'See what a decommission would take',
  params: organizationParams,
  response: z.object({
    numbers: z.int().describe('Go to COOLDOWN'),
    mainNumbers: z.int().describe('Of them'),
    devices: z.int().describe('Cannot sign in any more'),
    services: z.int().describe('Units that end'),
    users: z.int().describe('Are retired'),
    mailboxes: z.int().describe('Are retired'),
    messages: z.int().describe('Stay for as long as they are retained, then go'),
  }),
  errors: ['not-found'],
  example: {
    params: exampleOrganizationParams,
    response: { numbers: 6, mainNumbers: 1, devices: 5, services: 10, users: 2, mailboxes: 6, messages: 17 },
  },
})
