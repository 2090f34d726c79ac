/** An occupier leaves (N7). */
import type * as contract from '@mainline/contract'
import { decommission, findOrganization, isLocatedWithin } from '@mainline/storage'
import { noSuch, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import type { RouteAcknowledgement } from '../../http/ports.ts'
import { obeyedSoon } from '../obeyed-soon.ts'
import { presentOrganization } from './present-organization.ts'

export const decommissionOrganization =
  ({ routing }: { routing: RouteAcknowledgement }): Handler<typeof contract.decommissionOrganization> =>
  async ({ params, body }, { db, principal }) => {
    const { siteIds } = principal
    if (!(await findOrganization(db, params.organizationId))) return noSuch('organization')
    // It leaves all its sites: whoever sees some of them only would leave the rest half done.
    if (siteIds && !(await isLocatedWithin(db, params.organizationId, siteIds)))
      return new Refused('wrong-state', 'the organization is also at sites that are not yours')
    const gone = await decommission(db, params, body)
    const answer = presented(gone, presentOrganization)
    if (!Refused.is(answer)) await obeyedSoon(routing)
    return answer
  }
