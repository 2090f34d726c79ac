/** The methods of the group `voice-services` with their handlers. */
import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import type { ActivationNeeds } from '../numbers/activation-needs.ts'
import { getVoiceService } from './get-voice-service.ts'
import { listVoiceServices } from './list-voice-services.ts'
import { setVoiceService } from './set-voice-service.ts'

export const voiceServicesApi = (needs: ActivationNeeds): Route[] => [
  on(contract.getVoiceService, getVoiceService),
  on(contract.listVoiceServices, listVoiceServices),
  on(contract.setVoiceService, setVoiceService(needs)),
]
