/** Lists messages, newest first. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentMessage } from './present-message.ts'

export const listMessages: Handler<typeof contract.listMessages> = async (
  { query: { state, ...filter } },
  { db },
) => presentPage(await storage.listMessages(db, { ...filter, states: state && [state] }), presentMessage)
