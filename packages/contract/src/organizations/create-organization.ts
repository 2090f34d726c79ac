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
    onlyIfNew: z
      .boolean()
      .optional()
      .describe(
        'Refuse when the operator has an occupier of exactly this name, whoever else creates it just now',
      ),
  }),
  status: 201,
  response: organization,
  errors: ['not-found', 'name-taken'],
  example: {
    body: { name: 'Alder & Finch Architects', operatorId: exampleIds.operator, onlyIfNew: true },
    response: exampleOrganization,
  },
})
