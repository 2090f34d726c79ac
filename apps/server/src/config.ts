/**
 * Configuration: the environment over one optional JSON file (`MAINLINE_CONFIG`) over defaults. Every value is checked
 * at the start; each bad one is named with what it should be. `docs/configuration.md` is its table.
 */
import { readFileSync, statSync } from 'node:fs'
import { isIPv4, isIPv6 } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { didYouMean, emailAddress } from '@mainline/contract'
import type { EdgeAddress } from '@mainline/engine'
import { z } from 'zod'
import {
  address,
  databaseUrl,
  edges,
  issuer,
  mailFrom,
  publicUrl,
  rtpengines,
  rtpPorts,
  servers,
  serviceUrl,
  smtpUrl,
} from './config-values.ts'
import type { TurnConfig } from './ice-servers.ts'
import type { OidcConfig } from './sign-in/oidc-config.ts'
import { port, type TlsConfig, tlsSettings, toTlsConfig } from './tls/tls-config.ts'

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

export interface Config {
  /** Folder of everything that is kept; relative to the working folder. */
  readonly dataFolder: string
  readonly http: { readonly host: string; readonly port: number }
  readonly sip: {
    readonly port: number
    /** Address that is listened on. */
    readonly bindAddress: string
    /** Address that peers are told: in Contact, Via and SDP. */
    readonly advertisedAddress: string
    /** Connections that one address may have before they have proved anything. */
    readonly strangerConnections: number
  }
  /** Proxies that stand before the engine, which it believes (decision 0014). */
  readonly edges: readonly EdgeAddress[]
  /** undefined: SIP and HTTP in the clear only. */
  readonly tls: TlsConfig | undefined
  /** RTP ports, both included. */
  readonly rtp: { readonly first: number; readonly last: number }
  /** Where each rtpengine is spoken to that relays audio; none: we relay it. */
  readonly rtpengines: readonly { readonly host: string; readonly port: number }[]
  /** What pages behind NAT are told. */
  readonly turn: TurnConfig
  /** Folder of prompts, one folder a language; undefined: the product's own. */
  readonly prompts: string | undefined
  /** E-mail address of who is invited to an empty platform; undefined: it begins with the sample workspace. */
  readonly firstAdministrator: string | undefined
  /** External PostgreSQL; undefined: the embedded one in the data folder. */
  readonly databaseUrl: string | undefined
  /** undefined: made on first start and kept in the data folder. */
  readonly token: string | undefined
  /** Origin that browsers reach the server by; undefined: the address it listens on. No slash at its end. */
  readonly publicUrl: string | undefined
  /** undefined: no e-mail is sent. */
  readonly mail: { readonly url: string; readonly from: string } | undefined
  /** Identity provider; undefined: sign-in by password only. */
  readonly oidc: OidcConfig | undefined
  /** Speaks typed greetings; undefined: flite or espeak-ng, where installed. */
  readonly speechUrl: string | undefined
  /** Writes down what is said in messages; undefined: nobody does. */
  readonly transcriptionUrl: string | undefined
  /** Webhooks may have any address, also within the server's own network. */
  readonly webhooksAnywhere: boolean
  readonly logLevel: (typeof logLevels)[number]
  /** Variables that begin like ours and are none of them: other programs may set such. */
  readonly unknown: readonly string[]
}

/** One value that is wrong. */
export interface ConfigFault {
  readonly setting: string
  readonly words: string
}

/** Returned instead of a configuration. */
export interface ConfigFaults {
  readonly kind: 'config-faults'
  readonly faults: readonly ConfigFault[]
}

const settings = z.strictObject({
  MAINLINE_DATA: z.string().min(1, 'must name a folder').default('./data'),
  MAINLINE_HTTP_HOST: z.string().min(1, 'must be an address or host name').default('127.0.0.1'),
  MAINLINE_HTTP_PORT: port.default(8080),
  MAINLINE_SIP_HOST: address.default('0.0.0.0'),
  MAINLINE_SIP_PORT: port.default(5060),
  MAINLINE_SIP_STRANGER_CONNECTIONS: z.coerce
    .number('must be a number of connections')
    .int('must be a whole number of connections')
    .min(8, 'must be at least 8')
    .max(20_000, 'must be at most 20000')
    .default(256),
  MAINLINE_EDGE: edges.optional(),
  ...tlsSettings,
  MAINLINE_RTP_PORTS: rtpPorts.default({ first: 10_000, last: 19_999 }),
  MAINLINE_RTPENGINE: rtpengines.optional(),
  MAINLINE_STUN: servers('stuns?').optional(),
  MAINLINE_TURN: servers('turns?').optional(),
  MAINLINE_TURN_SECRET: z.string().min(16, 'must be at least 16 characters').optional(),
  MAINLINE_PROMPTS: z.string().optional(),
  MAINLINE_FIRST_ADMINISTRATOR: emailAddress.optional(),
  DATABASE_URL: databaseUrl.optional(),
  MAINLINE_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, 'must be at least 16 visible ASCII characters without spaces')
    .optional(),
  MAINLINE_PUBLIC_URL: publicUrl.optional(),
  MAINLINE_SMTP_URL: smtpUrl.optional(),
  MAINLINE_MAIL_FROM: z.string().regex(mailFrom, 'must be one e-mail address, or Name <address>').optional(),
  MAINLINE_OIDC_ISSUER: issuer.optional(),
  MAINLINE_OIDC_CLIENT_ID: z.string().optional(),
  MAINLINE_OIDC_CLIENT_SECRET: z.string().optional(),
  MAINLINE_SPEECH_URL: serviceUrl.optional(),
  MAINLINE_TRANSCRIPTION_URL: serviceUrl.optional(),
  MAINLINE_WEBHOOK_TARGETS: z.enum(['public', 'any'], 'must be public or any').default('public'),
  MAINLINE_LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
})

type Environment = Readonly<Record<string, string | undefined>>

/** What the machine tells; replaced in tests. */
export interface Machine {
  readFile(path: string): string
  isFolder(path: string): boolean
  /** Addresses of the machine that are not loopback. */
  addresses(): readonly string[]
  hostName(): string
}

const thisMachine: Machine = {
  hostName: hostname,
  readFile: (path) => readFileSync(path, 'utf8'),
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  addresses: () =>
    Object.values(networkInterfaces())
      .flat()
      .flatMap((one) => (one && !one.internal && !one.address.startsWith('fe80:') ? [one.address] : [])),
}

/** Reads the configuration, or says everything that is wrong with it. An empty variable counts as absent. */
export function readConfig(environment: Environment, machine: Machine = thisMachine): Config | ConfigFaults {
  const file = readConfigFile(environment['MAINLINE_CONFIG'], machine)
  if ('kind' in file) return file
  const named = Object.keys(settings.shape).flatMap((name) => {
    const value = environment[name]
    return value === undefined || value === '' ? [] : [[name, value]]
  })
  const parsed = settings.safeParse({ ...file.values, ...Object.fromEntries(named) })
  if (!parsed.success) return toFaults(parsed.error)
  const { misspelt, unknown } = strangers(environment)
  if (misspelt.length > 0) return { kind: 'config-faults', faults: misspelt }
  const { MAINLINE_PROMPTS: prompts } = parsed.data
  if (prompts !== undefined && !machine.isFolder(prompts))
    return fault('MAINLINE_PROMPTS', `names ${prompts}, which is no folder`)
  // Callers would hear nothing where a prompt is to be said.
  if (prompts !== undefined && !machine.isFolder(join(prompts, 'en')))
    return fault(
      'MAINLINE_PROMPTS',
      `names ${prompts}, which has no folder en: English stands in for what others lack`,
    )
  return missingTogether(parsed.data) ?? { ...toConfig(parsed.data, machine), unknown }
}

/** Read by others: the command line, and what tests are told. */
const ofOthers = ['MAINLINE_CONFIG', 'MAINLINE_URL', 'MAINLINE_FUZZ_RUNS', 'MAINLINE_PREVIEW_RUNS']

/**
 * Variables that begin like ours and are no setting. One that is nearly a setting is a misspelt one, and what it was to
 * set would be left as it is; others come from elsewhere, as MAINLINE_SERVICE_HOST does from Kubernetes.
 */
function strangers(environment: Environment): { misspelt: ConfigFault[]; unknown: string[] } {
  const known = [...Object.keys(settings.shape), ...ofOthers]
  const strange = Object.keys(environment).filter((name) => /^MAINLINE_/i.test(name) && !known.includes(name))
  const misspelt = strange.flatMap((setting) => {
    const meant = didYouMean(setting, known, 2)
    return meant === '' ? [] : [{ setting, words: `is no setting of Mainline${meant}` }]
  })
  const unknown = strange.filter((name) => !misspelt.some(({ setting }) => setting === name))
  return { misspelt, unknown }
}

/** Settings that make sense together only: the first calls for the others. */
const together: readonly (readonly (keyof z.output<typeof settings>)[])[] = [
  ['MAINLINE_SMTP_URL', 'MAINLINE_MAIL_FROM'],
  ['MAINLINE_TURN', 'MAINLINE_TURN_SECRET'],
  ['MAINLINE_TLS_CERT', 'MAINLINE_TLS_KEY'],
  ['MAINLINE_TLS_KEY', 'MAINLINE_TLS_CERT'],
  ['MAINLINE_OIDC_ISSUER', 'MAINLINE_OIDC_CLIENT_ID', 'MAINLINE_OIDC_CLIENT_SECRET'],
]

function missingTogether(values: z.output<typeof settings>): ConfigFaults | undefined {
  const faults = together.flatMap(([first, ...others]) =>
    first === undefined || values[first] === undefined
      ? []
      : others.flatMap((setting) =>
          values[setting] === undefined ? [{ setting, words: `is needed with ${first}` }] : [],
        ),
  )
  return faults.length > 0 ? { kind: 'config-faults', faults } : undefined
}

/** The faults as lines for a terminal. */
export const faultsInWords = ({ faults }: ConfigFaults): string =>
  faults.map(({ setting, words }) => `${setting} ${words}`).join('\n')

function readConfigFile(
  path: string | undefined,
  machine: Machine,
): { values: Record<string, unknown> } | ConfigFaults {
  if (!path) return { values: {} }
  try {
    const values: unknown = JSON.parse(machine.readFile(path))
    if (typeof values === 'object' && values !== null && !Array.isArray(values))
      return { values: { ...values } }
    return fault('MAINLINE_CONFIG', `names ${path}, which holds no JSON object`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return fault('MAINLINE_CONFIG', `names ${path}, which cannot be read: ${why}`)
  }
}

const fault = (setting: string, words: string): ConfigFaults => ({
  kind: 'config-faults',
  faults: [{ setting, words }],
})

function toFaults(error: z.ZodError): ConfigFaults {
  const faults = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((setting) => ({
          setting,
          words: `is no setting of Mainline${didYouMean(setting, Object.keys(settings.shape))}`,
        }))
      : [{ setting: String(issue.path[0]), words: issue.message }],
  )
  return { kind: 'config-faults', faults }
}

function toConfig(values: z.output<typeof settings>, machine: Machine): Omit<Config, 'unknown'> {
  const bindAddress = values.MAINLINE_SIP_HOST
  const advertisedAddress = advertised(bindAddress, machine.addresses())
  return {
    dataFolder: values.MAINLINE_DATA,
    http: { host: values.MAINLINE_HTTP_HOST, port: values.MAINLINE_HTTP_PORT },
    sip: {
      port: values.MAINLINE_SIP_PORT,
      bindAddress,
      advertisedAddress,
      strangerConnections: values.MAINLINE_SIP_STRANGER_CONNECTIONS,
    },
    edges: values.MAINLINE_EDGE ?? [],
    tls: toTlsConfig(values, ownNames(values, advertisedAddress, machine)),
    rtp: values.MAINLINE_RTP_PORTS,
    rtpengines: values.MAINLINE_RTPENGINE ?? [],
    turn: {
      stun: values.MAINLINE_STUN ?? [],
      turn:
        values.MAINLINE_TURN && values.MAINLINE_TURN_SECRET
          ? { urls: values.MAINLINE_TURN, secret: values.MAINLINE_TURN_SECRET }
          : undefined,
    },
    prompts: values.MAINLINE_PROMPTS,
    firstAdministrator: values.MAINLINE_FIRST_ADMINISTRATOR,
    databaseUrl: values.DATABASE_URL,
    token: values.MAINLINE_TOKEN,
    publicUrl: values.MAINLINE_PUBLIC_URL,
    mail:
      values.MAINLINE_SMTP_URL === undefined
        ? undefined
        : { url: values.MAINLINE_SMTP_URL, from: values.MAINLINE_MAIL_FROM ?? '' },
    oidc:
      values.MAINLINE_OIDC_ISSUER === undefined
        ? undefined
        : {
            issuer: values.MAINLINE_OIDC_ISSUER,
            clientId: values.MAINLINE_OIDC_CLIENT_ID ?? '',
            clientSecret: values.MAINLINE_OIDC_CLIENT_SECRET ?? '',
          },
    speechUrl: values.MAINLINE_SPEECH_URL,
    transcriptionUrl: values.MAINLINE_TRANSCRIPTION_URL,
    webhooksAnywhere: values.MAINLINE_WEBHOOK_TARGETS === 'any',
    logLevel: values.MAINLINE_LOG_LEVEL,
  }
}

/** What browsers and phones may reach this machine by, the one that stands in links first. */
function ownNames(values: z.output<typeof settings>, advertisedAddress: string, machine: Machine): string[] {
  const { MAINLINE_PUBLIC_URL: url, MAINLINE_HTTP_HOST: host } = values
  const named = url === undefined ? [] : [new URL(url).hostname.replace(/^\[|\]$/g, '')]
  const asked = /^(0\.0\.0\.0|[0:]+)$/.test(host) ? machine.addresses() : [host]
  return [...named, machine.hostName(), advertisedAddress, ...asked, 'localhost', '127.0.0.1', '::1']
}

/** Nobody can be sent to the unspecified address: the machine's first own one stands in, or loopback. */
function advertised(bound: string, own: readonly string[]): string {
  if (bound === '0.0.0.0') return own.find((one) => isIPv4(one)) ?? '127.0.0.1'
  if (/^[0:]+$/.test(bound)) return own.find((one) => isIPv6(one)) ?? '::1'
  return bound
}
