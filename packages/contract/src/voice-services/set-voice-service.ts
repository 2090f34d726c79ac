/** Buys, raises or lowers the voice service of an organization at a site; the first one starts the journey (N9, N10). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { version } from '../schemas/identifier.ts'
import {
  exampleJourney,
  exampleService,
  exampleServiceParams,
  quantity,
  serviceJourney,
  serviceParams,
  voiceService,
} from './voice-service.ts'

export const setVoiceService = defineMethod({
  id: 'set-voice-service',
  group: 'voice-services',
  method: 'PUT',
  path: `${apiPrefix}/organizations/:organizationId/sites/:siteId/voice-service`,
  access: { roles: ['operator-admin'] },
  summary: 'Set a voice service',
  description:
    'The first one activates the numbers that are RESERVED for the organization (its main number, then special ones, then the lowest), nominates a main number and allocates the lowest free numbers up to the quantity, as the site is set; the answer comes when they are ACTIVE. With too few free numbers it is refused and nothing is changed. Lowering it below what is used is refused with what uses it. Leave "version" out while there is none.',
  params: serviceParams,
  body: z.object({ quantity, version: version.optional() }),
  response: voiceService.extend({ journey: serviceJourney.nullable().describe('Of a first one') }),
  errors: [
    'not-found',
    'not-at-site',
    'stale-version',
    'service-quantity',
    'service-pool',
    'number-state',
    'number-no-service',
    'number-has-main',
    'wrong-state',
    'forward-self',
    'forward-loop',
    'route-unconfirmed',
  ],
  example: {
    params: exampleServiceParams,
    body: { quantity: 2 },
    response: { ...exampleService, journey: exampleJourney },
  },
})
