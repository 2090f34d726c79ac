/** Lists alerts, newest first. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentAlert } from './present-alert.ts'

export const listAlerts: Handler<typeof contract.listAlerts> = async ({ query }, { db }) =>
  presentPage(await storage.listAlerts(db, query), presentAlert)
