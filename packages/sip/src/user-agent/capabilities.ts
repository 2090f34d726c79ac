/** What a user agent takes, and the header lines that say so: written once, shared by all messages. */
import { headerLine, wireForm, writeAccept, writeTokenList } from '../message/index.ts'
import type { UserAgentOptions } from './user-agent-options.ts'

export interface Capabilities {
  readonly methods: readonly string[]
  readonly extensions: readonly string[]
  readonly bodies: readonly string[]
  readonly schemes: readonly string[]
  readonly largestBody: number
  /** `Allow: …` with its CRLF; the others likewise. */
  readonly allow: string
  readonly supported: string
  readonly accept: string
  /** For an INVITE, an UPDATE: Allow, Supported, User-Agent. */
  readonly requestLines: string
  /** For a 2xx to them: Allow, Supported, Server. */
  readonly responseLines: string
  /** Provisional responses may be acknowledged (RFC 3262). */
  readonly reliable: boolean
  /** User-Agent, or ''. */
  readonly userAgent: string
  /** Server, or ''. */
  readonly server: string
}

const always = ['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS', 'INFO', 'UPDATE']

/** Works out once what options mean. */
export function capabilitiesOf(options: UserAgentOptions): Capabilities {
  const { onRegister, onSubscribe, onNotify } = options.handler
  const handled = [onRegister && 'REGISTER', onSubscribe && 'SUBSCRIBE', onNotify && 'NOTIFY']
  const named = handled.filter((method) => method !== undefined)
  const extensions = [...new Set(['timer', ...(options.supported ?? [])])]
  const reliable = extensions.includes('100rel')
  const prack = reliable ? ['PRACK'] : []
  const methods = [...new Set([...always, ...prack, ...named, ...(options.methods ?? [])])]
  const bodies = options.accept ?? ['application/sdp', 'multipart/mixed']
  const allow = headerLine('Allow', writeTokenList(methods))
  const supported = headerLine('Supported', writeTokenList(extensions))
  const product = options.product === undefined ? undefined : wireForm(options.product)
  const userAgent = product === undefined ? '' : headerLine('User-Agent', product)
  const server = product === undefined ? '' : headerLine('Server', product)
  return {
    methods,
    extensions,
    bodies,
    schemes: options.schemes ?? ['sip', 'sips', 'tel'],
    largestBody: options.largestBody ?? 65_535,
    allow,
    supported,
    accept: headerLine('Accept', writeAccept(bodies)),
    requestLines: allow + supported + userAgent,
    responseLines: allow + supported + server,
    reliable,
    userAgent,
    server,
  }
}
