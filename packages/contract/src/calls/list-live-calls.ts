/** Calls that are going on now. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { text } from '../schemas/text.ts'
import { instant } from '../schemas/time.ts'
import { callOut } from './call.ts'

export const liveCall = z
  .object({
    callId: z.string(),
    siteId: id.nullable(),
    organizationId: id.nullable(),
    numberId: id.nullable(),
    callerNumber: z.string().nullable(),
    callerName: z.string().nullable(),
    calledNumber: z.string(),
    startedAt: instant,
    answeredAt: instant.nullable(),
    state: z
      .string()
      .describe('hunting, queued, forwarding, recording, talking …; what is over is not listed'),
    answeredBy: z.string().nullable(),
    outgoing: callOut,
  })
  .meta({ id: 'LiveCall' })

export type LiveCall = z.output<typeof liveCall>

export const listLiveCalls = defineMethod({
  id: 'list-live-calls',
  group: 'calls',
  method: 'GET',
  path: `${apiPrefix}/live-calls`,
  access: 'signed-in',
  summary: 'List calls that are going on',
  query: z.object({
    siteId: id.optional(),
    organizationId: id.optional(),
    numberId: id.optional(),
    state: text(20).optional().describe('"queued": waits at reception'),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  response: z.object({ total: z.int(), items: z.array(liveCall) }),
  example: {
    query: { siteId: exampleIds.site },
    response: {
      total: 1,
      items: [
        {
          callId: 'e1-000000000002',
          siteId: exampleIds.site,
          organizationId: exampleIds.occupier,
          numberId: exampleIds.mainNumber,
          callerNumber: '+442079460990',
          callerName: null,
          calledNumber: '+442079460100',
          startedAt: exampleInstant,
          answeredAt: null,
          state: 'hunting',
          answeredBy: null,
          outgoing: null,
        },
      ],
    },
  },
})
