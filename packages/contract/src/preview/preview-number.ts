/** Who would be reached at an instant, step by step, by the functions that handle live calls (M4, product §6.1). */
import { z } from 'zod'
import { pathEntry } from '../calls/call.ts'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleInstant } from '../schemas/example-ids.ts'
import { givenInstant, instant } from '../schemas/time.ts'

const ruling = z.object({
  open: z.boolean(),
  rule: z.enum(['emergency', 'override', 'event', 'weekly', 'direct']),
  reason: z.string(),
  until: instant.nullable().describe('When another rule takes over'),
})

export const previewNumber = defineMethod({
  id: 'preview-number',
  group: 'preview',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/preview`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Preview a call to a number',
  description:
    'With the phones that are registered now, and nobody answering, so that the whole route shows.',
  params: numberParams,
  query: z.object({
    at: givenInstant.optional().describe('Now when left out'),
    days: z.coerce
      .number()
      .int()
      .min(0)
      .max(31)
      .default(0)
      .describe('Length of the strip of rulings from "at"'),
    registered: z
      .enum(['now', 'all', 'none'])
      .default('now')
      .describe('Phones that could ring: those registered now, every device, or no device'),
  }),
  response: z.object({
    at: instant,
    sentence: z.string(),
    ruling,
    path: z.array(pathEntry),
    strip: z.array(z.object({ from: instant, until: instant, ruling })),
  }),
  errors: ['not-found'],
  example: {
    params: exampleNumberParams,
    query: { at: exampleInstant },
    response: {
      at: exampleInstant,
      sentence: 'A caller reaches the hunt group (Maya Alder), then the mailbox of Alder & Finch Architects.',
      ruling: {
        open: true,
        rule: 'weekly',
        reason: 'Within business hours until 18:00.',
        until: '2026-11-24T18:00:00.000Z',
      },
      path: [
        {
          step: 'arrival',
          target: '+442079460100',
          from: exampleInstant,
          to: exampleInstant,
          outcome: 'decided',
          reason: 'Within business hours until 18:00.',
        },
      ],
      strip: [],
    },
  },
})
