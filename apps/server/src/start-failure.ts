/** What a person reads when the server cannot start: what is wrong and what to do, without a stack. */
import { resolve } from 'node:path'

/** The settings that a start may fail by. */
export interface StartSettings {
  readonly dataFolder: string
  readonly databaseUrl?: string | undefined
  readonly http: { readonly host: string; readonly port: number }
  readonly sip: { readonly port: number }
  readonly tls?: { readonly sipPort: number; readonly httpsPort: number | undefined } | undefined
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
    error.message
  )
}

function ofPort({ code, port, address }: SystemError, config: StartSettings): string | undefined {
  if (port === undefined || code === undefined || !Object.hasOwn(reasons, code)) return undefined
  const setting = settingOf(port, config)
  const remedy = setting === undefined ? '' : ` Set ${setting}, or free the port.`
  return `port ${port} of ${address} ${reasons[code as keyof typeof reasons]}.${remedy}`
}

/** The connection failed, or the server answered with a refusal such as a wrong password. */
function ofDatabase(
  { syscall, severity, hostname, message }: SystemError,
  { databaseUrl, http }: StartSettings,
): string | undefined {
  if (databaseUrl === undefined) return undefined
  const looksUp = syscall === 'getaddrinfo' && hostname !== http.host
  if (!looksUp && syscall !== 'connect' && severity === undefined) return undefined
  return `the database cannot be used: ${message}. Check DATABASE_URL, and that the PostgreSQL it names runs.`
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
