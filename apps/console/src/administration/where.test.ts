import { expect, it } from 'vitest'
import { whereOf } from './where.ts'

const where = { operatorId: 'operator', organizationId: 'company', siteIds: ['site'] }

it.each([
  ['provider-admin', {}],
  ['operator-user', { operatorId: 'operator', siteIds: ['site'] }],
  ['occupier-admin', { organizationId: 'company', siteIds: ['site'] }],
  ['occupier-user', { organizationId: 'company', siteIds: ['site'] }],
] as const)('%s acts where the API is told', (role, told) => expect(whereOf(role, where)).toEqual(told))
