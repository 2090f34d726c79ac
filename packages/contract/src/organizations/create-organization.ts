/** Creates an operator, or an occupier of one. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { exampleOrganization, organization, organizationName } from './organization.ts'

export const createOrganization = defineMethod({
  id: 'create-organization',
  group: 'organizations',
  method: 'POST',
  path: `${apiPrefix}/organizations`,
  access: { roles: ['operator-admin'] },
  summary: 'Create an operator or an occupier',
  body: z.object({
    name: organizationName,
    operatorId: id
      .optional()
      .describe('Operator of an occupier; left out, the new organization is an operator'),
  }),
  status: 201,
  response: organization,
  errors: ['not-found', 'name-taken'],
  example: {
    body: { name: 'Alder & Finch Architects', operatorId: exampleIds.operator },
    response: exampleOrganization,
  },
})
