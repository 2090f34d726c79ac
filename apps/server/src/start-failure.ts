/** What a person reads when the server cannot start: what is wrong and what to do, without a stack. */

/** The settings that name our ports. */
export interface PortSettings {
  readonly http: { readonly port: number }
  readonly sip: { readonly port: number }
  readonly tls?: { readonly sipPort: number; readonly httpsPort: number | undefined } | undefined
}

export function startFailureInWords(error: unknown, config: PortSettings): string {
  if (!(error instanceof Error)) return String(error)
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  if (code !== 'EADDRINUSE' && code !== 'EADDRNOTAVAIL' && code !== 'EACCES') return error.message
  if (port === undefined) return error.message
  const setting = settingOf(port, config)
  const remedy = setting === undefined ? '' : ` Set ${setting}, or free the port.`
  return `port ${port} of ${address} ${reasons[code]}.${remedy}`
}

function settingOf(port: number, { http, sip, tls }: PortSettings): string | undefined {
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
