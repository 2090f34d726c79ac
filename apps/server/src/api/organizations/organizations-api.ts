/** The methods of the group `organizations` with their handlers. */

import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import type { RouteAcknowledgement } from '../../http/ports.ts'
import { countOrganization } from './count-organization.ts'
import { createOrganization } from './create-organization.ts'
import { decommissionAtSite } from './decommission-at-site.ts'
import { decommissionOrganization } from './decommission-organization.ts'
import { deleteOperator } from './delete-operator.ts'
import { getOrganization } from './get-organization.ts'
import { listOrganizations } from './list-organizations.ts'
import { locateOrganization } from './locate-organization.ts'
import { previewDecommission } from './preview-decommission.ts'
import { previewDecommissionAtSite } from './preview-decommission-at-site.ts'
import { updateOrganization } from './update-organization.ts'

export const organizationsApi = (needs: { routing: RouteAcknowledgement }): Route[] => [
  on(contract.createOrganization, createOrganization),
  on(contract.deleteOperator, deleteOperator),
  on(contract.getOrganization, getOrganization),
  on(contract.countOrganization, countOrganization),
  on(contract.listOrganizations, listOrganizations),
  on(contract.locateOrganization, locateOrganization),
  on(contract.updateOrganization, updateOrganization),
  on(contract.previewDecommission, previewDecommission),
  on(contract.decommissionOrganization, decommissionOrganization(needs)),
  on(contract.previewDecommissionAtSite, previewDecommissionAtSite),
  on(contract.decommissionAtSite, decommissionAtSite(needs)),
]
