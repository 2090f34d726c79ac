/** Counts what an organization has: what stands beside the tabs of its page. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleOrganizationParams, organizationParams } from './organization.ts'

const count = z.int().min(0)

export const countOrganization = defineMethod({
  id: 'count-organization',
  group: 'organizations',
  method: 'GET',
  path: `${apiPrefix}/organizations/:organizationId/counts`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Count the users and devices of an organization',
  params: organizationParams,
  response: z.object({ users: count.describe('Without those that have left'), devices: count }),
  errors: ['not-found'],
  example: { params: exampleOrganizationParams, response: { users: 9, devices: 11 } },
})
