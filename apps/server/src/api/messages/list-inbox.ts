/** Lists messages of both kinds, newest first. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentReceptionMessage } from '../reception/present-reception-message.ts'
import { presentMessage } from './present-message.ts'
import { readsReception } from './reads-reception.ts'

export const listInbox: Handler<typeof contract.listInbox> = async ({ query }, { db, principal }) =>
  presentPage(await storage.listInbox(db, { ...query, reception: readsReception(principal) }), (item) =>
    item.kind === 'voicemail'
      ? { kind: item.kind, ...presentMessage(item.message) }
      : { kind: item.kind, ...presentReceptionMessage(item.message) },
  )
