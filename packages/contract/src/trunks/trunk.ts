/** A trunk: how a carrier is known (C2), how it names the called number (C1), where outbound calls go (C11). */
import { z } from 'zod'
import { devicePassword, username } from '../devices/device.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { srtp } from '../schemas/srtp.ts'
import { text, verbatim } from '../schemas/text.ts'
import { instant } from '../schemas/time.ts'

const calledNumberSource = z.enum(['request-uri', 'to', 'p-called-party-id', 'diversion'])
const host = z.union([
  z.ipv4(),
  z.ipv6(),
  z
    .string()
    .max(253)
    .regex(/^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/),
])

/** No carrier calls from half of the Internet: whoever writes such a block would let everybody in (C2). */
const block = (schema: z.ZodType<string, string>, fewestBits: number) =>
  schema.refine((cidr) => Number(cidr.split('/')[1]) >= fewestBits, {
    error: `is wider than any carrier: a block has /${fewestBits} or more`,
  })

/** What may be chosen about a trunk; the password is never given back. */
export const trunkFields = {
  name: text(120),
  enabled: z.boolean(),
  sourceAddresses: z
    .array(z.union([z.ipv4(), z.ipv6(), block(z.cidrv4(), 8), block(z.cidrv6(), 16)]))
    .max(200)
    .describe('Addresses and blocks its calls come from'),
  certificateName: host
    .nullable()
    .describe(
      'Name that the certificate is for which the carrier shows when it calls by TLS, issued by an authority of MAINLINE_TLS_CA',
    ),
  srtp,
  digest: z
    .object({ username, realm: verbatim(253), password: devicePassword })
    .nullable()
    .describe('Credentials that the carrier answers our challenge with; null takes them away'),
  host: host.nullable().describe('Where outbound calls go'),
  port: z.int().min(1).max(65_535).nullable(),
  transport: z.enum(['UDP', 'TCP', 'TLS']).describe('By TLS the certificate must be for `host` (RFC 5922)'),
  countryCallingCode: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'must be a country calling code, digits only')
    .describe('For numbers without one'),
  identityProfile: z.enum(['p-asserted-identity', 'remote-party-id', 'from']),
  calledNumberSources: z.array(calledNumberSource).min(1).max(4).describe('Tried in this order (C1)'),
}

export const trunk = z
  .object({
    id,
    operatorId: id.nullable().describe('null: serves every operator'),
    ...trunkFields,
    digest: z.object({ username: z.string(), realm: z.string() }).nullable(),
    version,
    createdAt: instant,
  })
  .meta({ id: 'Trunk' })

export const exampleTrunk: z.output<typeof trunk> = {
  id: exampleIds.trunk,
  operatorId: null,
  name: 'Carrier',
  enabled: true,
  sourceAddresses: ['192.0.2.0/28'],
  certificateName: null,
  srtp: 'off',
  digest: null,
  host: 'sip.carrier.example',
  port: 5060,
  transport: 'UDP',
  countryCallingCode: '44',
  identityProfile: 'p-asserted-identity',
  calledNumberSources: ['request-uri', 'to', 'p-called-party-id', 'diversion'],
  version: 1,
  createdAt: exampleInstant,
}

export const trunkParams = z.object({ trunkId: id })
export const exampleTrunkParams = { trunkId: exampleIds.trunk }
