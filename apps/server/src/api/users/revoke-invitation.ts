/** Takes an invitation back. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { mayGrant } from './grant.ts'
import { presentInvitation } from './present-invitation.ts'

export const revokeInvitation =
  (): Handler<typeof contract.revokeInvitation> =>
  async ({ params, body: { version } }, { db, principal }) => {
    const present = await storage.findInvitation(db, params.invitationId)
    if (!present) return noSuch('invitation')
    const refused = mayGrant(principal, present)
    return refused ?? presented(await storage.revokeInvitation(db, present.id, version), presentInvitation)
  }
