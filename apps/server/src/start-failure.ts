/** What a person reads when the server cannot start: what is wrong and what to do, without a stack. */
import { resolve } from 'node:path'
import { databaseFailureInWords } from './database-failure.ts'
import type { TlsConfig } from './tls/tls-config.ts'

/** The settings that a start may fail by. */
export interface StartSettings {
  readonly dataFolder: string
  readonly databaseUrl?: string | undefined
  readonly http: { readonly host: string; readonly port: number }
  readonly sip: { readonly port: number }
  readonly tls?: Pick<TlsConfig, 'files' | 'authorities' | 'sipPort' | 'httpsPort'> | undefined
}

interface SystemError extends Error {
  readonly code?: string
  readonly port?: number
  readonly address?: string
  readonly hostname?: string
  readonly syscall?: string
  readonly path?: string
  /** Of PostgreSQL: it answered, and said no. */
  readonly severity?: string
}

export function startFailureInWords(error: unknown, config: StartSettings): string {
  if (!(error instanceof Error)) return String(error)
  return (
    ofPort(error, config) ??
    ofDatabase(error, config) ??
    ofName(error, config) ??
    ofFile(error, config) ??
    ofTls(error, config) ??
    ofRtp(error) ??
    ofMigrations(error) ??
    error.message
  )
}

function ofPort({ code, port, address }: SystemError, config: StartSettings): string | undefined {
  if (port === undefined || code === undefined || !Object.hasOwn(reasons, code)) return undefined
  const setting = settingOf(port, config)
  const remedy = setting === undefined ? '' : remedyOf(code, setting)
  return `port ${port} of ${address} ${reasons[code as keyof typeof reasons]}.${remedy}`
}

/** An address that is none of ours is not mended by another port. */
const remedyOf = (code: string, setting: string): string => {
  if (code !== 'EADDRNOTAVAIL') return ` Set ${setting}, or free the port.`
  const host = setting === 'MAINLINE_HTTP_PORT' || setting === 'MAINLINE_HTTPS_PORT' ? 'HTTP' : 'SIP'
  return ` Set MAINLINE_${host}_HOST.`
}

/** The connection failed, or the server answered with a refusal such as a wrong password. */
function ofDatabase(error: SystemError, { databaseUrl, http }: StartSettings): string | undefined {
  const isOurName = error.syscall === 'getaddrinfo' && error.hostname === http.host
  return databaseUrl === undefined || isOurName ? undefined : databaseFailureInWords(error, databaseUrl)
}

function ofName({ syscall, hostname, message }: SystemError, { http }: StartSettings): string | undefined {
  if (syscall !== 'getaddrinfo' || hostname !== http.host) return undefined
  return `no address is known by the name ${http.host} (${message}). Set MAINLINE_HTTP_HOST.`
}

function ofFile({ code, path, message }: SystemError, { dataFolder }: StartSettings): string | undefined {
  const folder = resolve(dataFolder)
  if (code === undefined || path === undefined || !(path.startsWith(folder) || folder.startsWith(path)))
    return undefined
  return `the data folder ${dataFolder} cannot be used: ${message}. Make it a folder that this user may write, or set MAINLINE_DATA.`
}

/** What is wrong with a file begins with its path, as `readCertificate` writes it. */
function ofTls({ message }: Error, { tls }: StartSettings): string | undefined {
  const { certificate, key } = tls?.files ?? {}
  if (message === `the key in ${key} does not belong to the certificate in ${certificate}`)
    return `${message}. Set MAINLINE_TLS_CERT and MAINLINE_TLS_KEY to two that belong together.`
  const settings = {
    MAINLINE_TLS_CERT: certificate,
    MAINLINE_TLS_KEY: key,
    MAINLINE_TLS_CA: tls?.authorities,
  }
  const found = Object.entries(settings).find(([, path]) => path && message.startsWith(`${path} `))
  return found && `${message}. Correct the file, or set ${found[0]}.`
}

function ofRtp({ message }: Error): string | undefined {
  return message.startsWith('no RTP port of ')
    ? `${message}. Set MAINLINE_RTP_PORTS or MAINLINE_SIP_HOST.`
    : undefined
}

/** The library calls it corrupted when the database knows a migration that we do not, or lacks one that came before its last. */
function ofMigrations({ message }: Error): string | undefined {
  if (/^corrupted migrations: previously executed migration \S+ is missing$/.test(message))
    return 'the database was written by a newer Mainline than this one. Start the newer one, or a copy of the data from before.'
  return message.startsWith('corrupted migrations: ')
    ? 'the database was written by a Mainline that is neither an older nor a newer one than this, such as one in development. Start that one, or a copy of the data from before.'
    : undefined
}

function settingOf(port: number, { http, sip, tls }: StartSettings): string | undefined {
  if (port === http.port) return 'MAINLINE_HTTP_PORT'
  if (port === sip.port) return 'MAINLINE_SIP_PORT'
  if (port === tls?.sipPort) return 'MAINLINE_SIPS_PORT'
  return port === tls?.httpsPort ? 'MAINLINE_HTTPS_PORT' : undefined
}

const reasons = {
  EADDRINUSE: 'is taken by another program',
  EADDRNOTAVAIL: 'is no address of this machine',
  EACCES: 'needs more rights than this user has',
} as const
