/** Reads the voice service of an organization at a site: what uses it, and how its journey goes (N9, N10). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import {
  exampleJourney,
  exampleService,
  exampleServiceParams,
  serviceJourney,
  serviceParams,
  serviceUse,
  voiceService,
} from './voice-service.ts'

export const getVoiceService = defineMethod({
  id: 'get-voice-service',
  group: 'voice-services',
  method: 'GET',
  path: `${apiPrefix}/organizations/:organizationId/sites/:siteId/voice-service`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Read a voice service',
  params: serviceParams,
  response: voiceService.extend({ uses: z.array(serviceUse), journey: serviceJourney.nullable() }),
  errors: ['not-found'],
  example: {
    params: exampleServiceParams,
    response: {
      ...exampleService,
      uses: exampleJourney.steps.map(({ numberId, e164, kind, state }) => ({
        numberId,
        e164,
        kind,
        state,
        units: 1,
      })),
      journey: exampleJourney,
    },
  },
})
