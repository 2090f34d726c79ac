/** Lists invitations. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentInvitation } from './present-invitation.ts'

export const listInvitations =
  (): Handler<typeof contract.listInvitations> =>
  async ({ query }, { db }) =>
    presentPage(await storage.listInvitations(db, query), presentInvitation)
