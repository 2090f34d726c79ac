/** Reads the voice service of an organization at a site (N9, N10). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentWhole } from './present-voice-service.ts'

export const getVoiceService: Handler<typeof contract.getVoiceService> = async ({ params }, { db }) => {
  const service = await storage.findVoiceService(db, params.organizationId, params.siteId)
  return service ? presentWhole(db, service) : noSuch('voice service')
}
