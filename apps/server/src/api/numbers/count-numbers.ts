/** Counts numbers by state and kind. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'

export const countNumbers: Handler<typeof contract.countNumbers> = async ({ query }, { db, principal }) => {
  const kept = principal.role !== 'occupier-user'
  const { byState, byKind, ...counted } = await storage.countNumbers(db, query, { kept })
  return {
    ...counted,
    byState: { AVAILABLE: 0, RESERVED: 0, PENDING: 0, ACTIVE: 0, COOLDOWN: 0, ...byState },
    byKind: { main: 0, ordinary: 0, ...byKind },
  }
}
