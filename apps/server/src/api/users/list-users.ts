/** Lists users. */
import type * as contract from '@mainline/contract'
import { listMemberships } from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentUser } from './present-user.ts'

export const listUsers =
  (): Handler<typeof contract.listUsers> =>
  async ({ query: { state, ...filter } }, { db }) =>
    presentPage(
      await listMemberships(db, { ...filter, ...(state && { retired: state === 'retired' }) }),
      presentUser,
    )
