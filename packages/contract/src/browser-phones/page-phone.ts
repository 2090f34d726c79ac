/** What makes a page a phone. */
import { z } from 'zod'
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
