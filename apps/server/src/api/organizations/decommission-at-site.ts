/** An occupier leaves one of its sites (N7). */
import type * as contract from '@mainline/contract'
import { decommission, sitesOf } from '@mainline/storage'
import { presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import type { RouteAcknowledgement } from '../../http/ports.ts'
import { obeyedSoon } from '../obeyed-soon.ts'
import { presentOrganization } from './present-organization.ts'

export const decommissionAtSite =
  ({ routing }: { routing: RouteAcknowledgement }): Handler<typeof contract.decommissionAtSite> =>
  async ({ params, body }, { db }) => {
    const stays = presented(await decommission(db, params, body), presentOrganization)
    if (Refused.is(stays)) return stays
    await obeyedSoon(routing)
    return { ...stays, siteIds: await sitesOf(db, params.organizationId) }
  }
