/** A SIP device of an ordinary number, with its credentials and what it has registered. */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { srtp } from '../schemas/srtp.ts'
import { text } from '../schemas/text.ts'
import { instant } from '../schemas/time.ts'

export const deviceName = text(120)

export const username = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores')

/** What digest authentication and the menus of phones both take. */
export const devicePassword = z
  .string()
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]{8,128}$/, 'must be 8 to 128 visible ASCII characters without " and \\')

/** One binding that holds now (RFC 3261 §10.3). */
export const registration = z.object({
  contact: z.string(),
  transport: z.enum(['UDP', 'TCP', 'TLS', 'WS', 'WSS']),
  source: z.string().describe('Address and port it registered from'),
  userAgent: z.string().nullable(),
  expiresAt: instant,
})

export const device = z
  .object({
    id,
    operatorId: id,
    siteId: id,
    organizationId: id,
    numberId: id,
    name: deviceName,
    username: z.string(),
    realm: z.string().describe('SIP domain to register at'),
    srtp,
    registered: z.boolean(),
    registrations: z.array(registration),
    unregisteredSince: instant.nullable().describe('Since when nothing is; null: something is, or never was'),
    version,
    createdAt: instant,
  })
  .meta({ id: 'Device' })

/** A device with its password, which is shown this once: the platform keeps only digests of it. */
export const deviceWithPassword = z.object({ device, password: z.string().describe('Shown this once') })

export const exampleDevice: z.output<typeof device> = {
  id: exampleIds.device,
  operatorId: exampleIds.operator,
  siteId: exampleIds.site,
  organizationId: exampleIds.occupier,
  numberId: exampleIds.phoneNumber,
  name: 'Maya’s desk phone',
  username: 'london-2001',
  realm: 'london.mainline.test',
  srtp: 'off',
  registered: true,
  registrations: [
    {
      contact: 'sip:london-2001@192.0.2.17:5062',
      transport: 'UDP',
      source: '192.0.2.17:5062',
      userAgent: 'baresip v3.9',
      expiresAt: '2026-11-24T10:00:00.000Z',
    },
  ],
  unregisteredSince: null,
  version: 1,
  createdAt: exampleInstant,
}

export const exampleNewDevice: z.output<typeof device> = {
  ...exampleDevice,
  registered: false,
  registrations: [],
}

export const deviceParams = z.object({ deviceId: id })
export const exampleDeviceParams = { deviceId: exampleIds.device }

/** Which devices are meant: by the list and its export alike. */
export const deviceFilter = z.object({
  operatorId: id.optional(),
  siteId: id.optional(),
  organizationId: id.optional(),
  numberId: id.optional(),
})
