/** The methods of the group `organizations` with their handlers. */

import * as contract from '@mainline/contract'
import type { Db } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { createOrganization } from './create-organization.ts'
import { getOrganization } from './get-organization.ts'
import { listOrganizations } from './list-organizations.ts'
import { locateOrganization } from './locate-organization.ts'
import { updateOrganization } from './update-organization.ts'

export const organizationsApi = (needs: { db: Db }): Route[] => [
  on(contract.createOrganization, createOrganization(needs)),
  on(contract.getOrganization, getOrganization(needs)),
  on(contract.listOrganizations, listOrganizations(needs)),
  on(contract.locateOrganization, locateOrganization(needs)),
  on(contract.updateOrganization, updateOrganization(needs)),
]
