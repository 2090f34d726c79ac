/** What makes a page a phone. */
import { z } from 'zod'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'

export const pagePhone = z.object({
  deviceId: id,
  address: z.string().describe('SIP address to register'),
  username: z.string(),
  realm: z.string(),
  password: z.string().describe('For digest authentication (RFC 7616); of this session only'),
  webSocketPath: z.string().describe('Where the WebSocket of SIP is on this server (RFC 7118)'),
  iceServers: z
    .array(
      z.object({
        urls: z.array(z.string()),
        username: z.string().optional(),
        credential: z.string().optional(),
      }),
    )
    .describe('STUN and TURN for a page behind NAT (RFC 8835); the credentials are good for a day'),
})

/** @param kind what its name begins with: a phone of a number, or of a seat */
export const examplePagePhone = (kind: 'page' | 'seat'): z.output<typeof pagePhone> => ({
  deviceId: exampleIds.device,
  address: `sip:${kind}-w6hJx1MfRk0u@london.mainline.test`,
  username: `${kind}-w6hJx1MfRk0u`,
  realm: 'london.mainline.test',
  password: 'f3kPq8Zr2mTxWv7Ys1Na',
  webSocketPath: '/sip',
  iceServers: [],
})
