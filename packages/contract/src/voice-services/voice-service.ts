/** A voice service, and the automatic journey that the first one starts (product N9, N10). */
import { z } from 'zod'
import { numberKind, numberState } from '../numbers/number.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { e164 } from '../schemas/phone-number.ts'
import { instant } from '../schemas/time.ts'

export const quantity = z.int().min(0).max(10_000).describe('Units: how many numbers may be active')

export const voiceService = z
  .object({
    id,
    operatorId: id,
    siteId: id,
    organizationId: id,
    quantity,
    used: z
      .int()
      .min(0)
      .describe('Units in use: a main number uses what the site says, any other number one'),
    version,
    createdAt: instant,
    changedAt: instant,
  })
  .meta({ id: 'VoiceService' })

/** A number that uses units. */
export const serviceUse = z
  .object({ numberId: id, e164, kind: numberKind, state: numberState, units: z.int().min(0) })
  .meta({ id: 'VoiceServiceUse' })

export const serviceJourney = z
  .object({
    id,
    state: z.enum(['running', 'done', 'failed']),
    quantity,
    startedAt: instant,
    endedAt: instant.nullable(),
    failure: z.string().nullable().describe('Why everything was taken back'),
    steps: z.array(
      z.object({
        numberId: id,
        e164,
        kind: numberKind,
        actions: z
          .array(z.enum(['nominate', 'allocate', 'activate']))
          .describe('What is done, in this order'),
        state: numberState.describe('Of the number, now: RESERVED, then PENDING, then ACTIVE'),
      }),
    ),
  })
  .meta({ id: 'VoiceServiceJourney' })

export const exampleService: z.output<typeof voiceService> = {
  id: exampleIds.voiceService,
  operatorId: exampleIds.operator,
  siteId: exampleIds.site,
  organizationId: exampleIds.occupier,
  quantity: 2,
  used: 2,
  version: 1,
  createdAt: exampleInstant,
  changedAt: exampleInstant,
}

export const exampleJourney: z.output<typeof serviceJourney> = {
  id: exampleIds.journey,
  state: 'done',
  quantity: 2,
  startedAt: exampleInstant,
  endedAt: exampleInstant,
  failure: null,
  steps: [
    {
      numberId: exampleIds.mainNumber,
      e164: '+442079460100',
      kind: 'main',
      actions: ['nominate', 'allocate', 'activate'],
      state: 'ACTIVE',
    },
    {
      numberId: exampleIds.phoneNumber,
      e164: '+442079460101',
      kind: 'ordinary',
      actions: ['allocate', 'activate'],
      state: 'ACTIVE',
    },
  ],
}

export const serviceParams = z.object({ organizationId: id, siteId: id })
export const exampleServiceParams = { organizationId: exampleIds.occupier, siteId: exampleIds.site }
