/** What the engine holds now: after a load run every gauge of this answer is back at its rest. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'

const count = z.int().min(0)

export const engineStatus = z
  .object({
    ready: z.boolean(),
    uptimeSeconds: z.number(),
    liveCalls: count,
    dialogs: count,
    transactions: z.object({ inviteServer: count, inviteClient: count, server: count, client: count }),
    timers: count,
    mediaPorts: count,
    registrations: count.describe('Of phones, that hold; as far as this engine knows'),
    connections: count.describe('SIP over TCP'),
    cachedPlans: count,
    journalBacklog: count.describe('Call records not stored yet'),
    callsTotal: count.describe('Since the start'),
    droppedMessages: count.describe('SIP messages of unknown or banned sources, since the start'),
    refusedCalls: count.describe('Calls refused because more came than the engine manages, since the start'),
    rtpengines: z
      .array(
        z.object({
          name: z.string().describe('Host and port, as in MAINLINE_RTPENGINE'),
          reachable: z.boolean().describe('While it is not, calls go on through another one or this engine'),
          sessionsInUse: count,
          sessionsReady: count.describe('Made ahead, for the next calls'),
        }),
      )
      .describe('Those that relay audio for this engine; none: it relays all of it'),
    memory: z.object({ rssBytes: count, heapUsedBytes: count }),
  })
  .meta({ id: 'EngineStatus' })

export type EngineStatusReport = z.output<typeof engineStatus>

export const getEngineStatus = defineMethod({
  id: 'get-engine-status',
  group: 'engine',
  method: 'GET',
  path: `${apiPrefix}/engine`,
  access: { roles: ['provider-admin'] },
  summary: 'Read what the engine holds',
  response: engineStatus,
  example: {
    response: {
      ready: true,
      uptimeSeconds: 3600,
      liveCalls: 2,
      dialogs: 4,
      transactions: { inviteServer: 0, inviteClient: 0, server: 0, client: 0 },
      timers: 1,
      mediaPorts: 8,
      registrations: 17,
      connections: 3,
      cachedPlans: 40,
      journalBacklog: 0,
      callsTotal: 1200,
      droppedMessages: 0,
      refusedCalls: 0,
      rtpengines: [{ name: '192.0.2.20:2223', reachable: true, sessionsInUse: 2, sessionsReady: 64 }],
      memory: { rssBytes: 120_000_000, heapUsedBytes: 40_000_000 },
    },
  },
})
