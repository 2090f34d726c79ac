/** What is configured of TLS: whose certificate, and where it is spoken. */
import { isIP } from 'node:net'
import { z } from 'zod'

export interface TlsConfig {
  /** undefined: made by ourselves, for these names. */
  readonly files: { readonly certificate: string; readonly key: string } | undefined
  readonly selfMadeFor: readonly string[]
  /** File of authorities that are trusted besides the public ones. */
  readonly authorities: string | undefined
  readonly sipPort: number
  /** undefined: a proxy in front of us speaks HTTPS, or nobody does. */
  readonly httpsPort: number | undefined
}

const portWords = 'must be a port number from 0 to 65535'
/** In digits, or a number of the JSON file: a space would be 0, and so any free port. */
export const port = z
  .union([z.number(), z.string().regex(/^\d+$/, portWords)], portWords)
  .transform(Number)
  .refine((value) => Number.isInteger(value) && value >= 0 && value <= 65_535, portWords)

const isName = (text: string): boolean =>
  isIP(text) !== 0 || /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(text)

/** The settings, as `config.ts` lists them. */
export const tlsSettings = {
  MAINLINE_TLS: z.enum(['off', 'self-made'], 'must be off or self-made').default('off'),
  MAINLINE_TLS_CERT: z.string().min(1).optional(),
  MAINLINE_TLS_KEY: z.string().min(1).optional(),
  MAINLINE_TLS_CA: z.string().min(1).optional(),
  MAINLINE_TLS_NAMES: z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .refine((names) => names.every(isName), 'must be host names and addresses with commas between them')
    .optional(),
  MAINLINE_SIPS_PORT: port.default(5061),
  MAINLINE_HTTPS_PORT: z.union([z.literal('off'), port], `${portWords}, or off`).default(8443),
}

type TlsSettings = z.output<z.ZodObject<typeof tlsSettings>>

/** @param ownNames what this machine is reached by, for a certificate of our own */
export function toTlsConfig(values: TlsSettings, ownNames: readonly string[]): TlsConfig | undefined {
  const { MAINLINE_TLS_CERT: certificate, MAINLINE_TLS_KEY: key } = values
  const files = certificate !== undefined && key !== undefined ? { certificate, key } : undefined
  if (files === undefined && values.MAINLINE_TLS === 'off') return undefined
  return {
    files,
    selfMadeFor: values.MAINLINE_TLS_NAMES ?? [...new Set(ownNames)],
    authorities: values.MAINLINE_TLS_CA,
    sipPort: values.MAINLINE_SIPS_PORT,
    httpsPort: values.MAINLINE_HTTPS_PORT === 'off' ? undefined : values.MAINLINE_HTTPS_PORT,
  }
}
