/** Lists voice services (N9). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentService } from './present-voice-service.ts'

export const listVoiceServices: Handler<typeof contract.listVoiceServices> = async ({ query }, { db }) =>
  presentPage(await storage.listVoiceServices(db, query), presentService)
