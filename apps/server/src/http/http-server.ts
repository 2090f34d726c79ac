/** The HTTP side of the process: checks, guards and answers the methods of the contract. It opens no port itself. */
import type { ServerOptions } from 'node:http'
import { Server as HttpsServer } from 'node:https'
import { isDeepStrictEqual } from 'node:util'
import { isNothing, type Method, nobody, type Principal, takesFile, targetsOf } from '@mainline/contract'
import { type Db, newId } from '@mainline/storage'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type onRequestAsyncHookHandler,
} from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { Authorizer } from '../authorization/authorize.ts'
import { Refused, serverBusy } from '../errors.ts'
import { isForeign } from '../sign-in/same-origin.ts'
import { hasSessionCookie } from '../sign-in/session-cookie.ts'
import { type Authenticator, authenticate } from './authenticator.ts'
import { answerClientError, unreadableRequest } from './client-errors.ts'
import { serveConsole } from './console-files.ts'
import { serveDocs } from './docs-page.ts'
import { validatorCompiler } from './field-words.ts'
import { Content, type Route, WithCookies } from './handler.ts'
import { readJsonBodies } from './json-body.ts'
import { knownPaths } from './known-paths.ts'
import { openapi } from './openapi.ts'
import { refusalOfError, sendNoSuchPath, sendRefusal } from './refusal-reply.ts'
import { routeSchema } from './route-schema.ts'
import { shareConnections } from './shared-connections.ts'
import { webSocketPath } from './web-sockets.ts'

export interface HttpServerOptions {
  /** Ways to learn who asks, in the order in which they are tried. */
  readonly authenticators: readonly Authenticator[]
  readonly authorizer: Authorizer
  /** The database as a principal sees it. */
  readonly view: (principal: Principal) => Db
  readonly routes: readonly Route[]
  /** Origin that browsers reach us by, besides the address that they ask. */
  readonly publicUrl: string
  /** Whether the console is served at `/`. */
  readonly console?: boolean
  /** Of the product, for the document. */
  readonly version: string
  readonly log?: FastifyBaseLogger | undefined
  /** Most connections at a time; no limit where left out. */
  readonly connections?: number
  /** PEM; undefined: HTTP, behind a proxy that speaks TLS or on a machine of its own. */
  readonly tls?: HttpsOptions | undefined
}

export interface HttpsOptions {
  readonly certificate: string
  readonly key: string
  /** Browsers are told to come by HTTPS only from now on (RFC 6797); nobody is bound to a certificate on trial. */
  readonly strict: boolean
}

/** Largest body that is read, bytes. */
const bodyLimit = 128 * 1024
/** Largest file that is read, bytes: 100,000 numbers with all their columns are a quarter of it. */
const fileLimit = 32 * 1024 * 1024
/** Files, and other large bodies, that are received or worked on at a time: each is held in memory until it is answered. */
const mostFiles = 8
/** Of the connections, what one client may have. */
const SHARE_OF_ONE = 0.5
/** Longest time to receive a request, ms. */
const requestTimeout = 30_000
/** How often it is looked for connections whose time is over, ms: Node looks every 30 s. */
const connectionsCheckingInterval = 5_000
/** Longest time for a TLS handshake, ms. */
const handshakeTimeout = 10_000
/** A year, as RFC 6797 §6.1.1 counts it. */
const strictTransport = `max-age=${365 * 86_400}`

/** Builds the server; `listen` opens it and `close` ends it after the requests in progress. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const headersOfAll = ({ id }: { readonly id: string }) => ({
    'x-request-id': id,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...(options.tls?.strict && { 'strict-transport-security': strictTransport }),
  })
  const app = Fastify({
    ...serverOf(options.tls),
    clientErrorHandler: answerClientError,
    ...(options.log ? { loggerInstance: options.log } : { logger: false }),
    bodyLimit,
    requestTimeout,
    // A proxy in front of us stands on this machine: what it says about its clients is believed, others are not.
    trustProxy: 'loopback',
    genReqId: () => newId(),
    requestIdHeader: false,
    // Whatever is longer is judged as any other identifier that is none.
    routerOptions: { maxParamLength: 4096 },
    // No hook has run for what is wrong in the address itself.
    frameworkErrors: (error, request, reply) =>
      sendRefusal(request, reply.headers(headersOfAll(request)), refusalOfError(error)),
  })
  if (options.connections !== undefined) {
    app.server.maxConnections = options.connections
    shareConnections(app.server, Math.ceil(options.connections * SHARE_OF_ONE))
  }
  const methodsOf = knownPaths(app)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.removeContentTypeParser('text/plain')
  readJsonBodies(app)
  for (const type of new Set(
    options.routes.filter(({ method }) => takesFile(method)).map(({ method }) => method.bodyType),
  ))
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_, body, done) => done(null, body))
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headersOfAll(request))
    // RFC 9112 §3.2
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1')
      return sendRefusal(request, reply, unreadableRequest('the header Host is missing'))
    return undefined
  })
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    // Its reset looks like one of the database, and nobody hears the answer.
    if (hasGone(request)) {
      request.log.info('the client went away')
      return sendRefusal(request, reply, unreadableRequest('it broke off'))
    }
    const refused = refusalOfError(error)
    if (refused.status >= 500 && refused.code !== 'server-busy')
      request.log.error({ err: error }, 'request failed')
    return sendRefusal(request, reply, refused)
  })
  app.setNotFoundHandler((request, reply) => sendNoSuchPath(request, reply, methodsOf))
  const methods = options.routes.map((route) => route.method)
  await openapi(app, methods, options.version)
  await serveDocs(app)
  app.decorateRequest('principal')
  serve(app, options)
  if (options.console) await serveConsole(app)
  return app
}

/** Whether the client went away before its request was here. */
const hasGone = ({ raw }: FastifyRequest): boolean => raw.destroyed && !raw.complete

const serverOptions: ServerOptions = {
  connectionsCheckingInterval,
  // Refused by us, in the one shape.
  requireHostHeader: false,
  // Whoever offers another protocol is answered in this one (RFC 9110 §7.8).
  shouldUpgradeCallback: ({ url }) => url?.split('?')[0] === webSocketPath,
}

/** Its type says HTTP: to routes and handlers the two are the same. */
function serverOf(tls: HttpsOptions | undefined): object {
  if (tls === undefined) return { http: serverOptions }
  const { certificate: cert, key } = tls
  return { https: { ...serverOptions, cert, key, minVersion: 'TLSv1.2', handshakeTimeout } }
}

/** Shows another certificate from the next handshake on. @throws when it is none, and then the former goes on */
export function renewHttps(app: FastifyInstance, { certificate, key }: Omit<HttpsOptions, 'strict'>): void {
  const { server } = app as { server: unknown }
  if (server instanceof HttpsServer)
    server.setSecureContext({ cert: certificate, key, minVersion: 'TLSv1.2' })
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Absent where nobody signs in. */
    principal?: Principal
  }
}

function serve(app: FastifyInstance, options: HttpServerOptions): void {
  const fewFiles = fewAtATime(mostFiles)
  for (const { method, handle } of options.routes) {
    const largest = takesFile(method) ? fileLimit : method.largestBody
    app.route({
      method: method.method,
      url: method.path,
      schema: routeSchema(method),
      ...(largest !== undefined && { bodyLimit: largest }),
      preValidation: isNothing(method.body) ? ofReadableQuery : [ofReadableQuery, ofItsMediaType(method)],
      ...guard(method, options, largest === undefined ? [] : [fewFiles]),
      handler: async (request, reply) => {
        const { params, query, body, principal = nobody } = request
        const header = headersOf(request)
        const facts = {
          principal,
          db: options.view(principal),
          headOnly: request.method === 'HEAD',
          address: request.ip,
          header,
          isStillAllowed: async () =>
            isDeepStrictEqual(await authenticate(options.authenticators, { header }), request.principal),
        }
        // The validator has given each part the type that the handler of this method expects.
        const answer = await handle({ params, query, body } as never, facts)
        return send(request, reply, method, answer)
      },
    })
  }
}

/** Refuses what comes while so many requests are not answered yet, before anything of it is read. */
function fewAtATime(most: number) {
  let open = 0
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (open >= most) return sendRefusal(request, reply, serverBusy())
    open += 1
    // Also where the client has gone away.
    reply.raw.once('close', () => {
      open -= 1
    })
    return undefined
  }
}

/** The framework keeps what it cannot decode as it is, and finds nothing by it. */
async function ofReadableQuery(request: FastifyRequest, reply: FastifyReply) {
  const query = request.raw.url?.split('?').slice(1).join('?') ?? ''
  if (isDecodable(query)) return undefined
  const message = 'must be percent-encoded UTF-8, such as %C3%A9; write a percent sign as %25'
  const refused = new Refused('invalid-request', `the query cannot be read: it ${message}`, {
    fields: [{ field: 'query', message }],
  })
  return sendRefusal(request, reply, refused)
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** A body that some method takes is not what every method takes. */
const ofItsMediaType = (method: Method) => async (request: FastifyRequest, reply: FastifyReply) => {
  const isFile = Buffer.isBuffer(request.body)
  if (isFile === takesFile(method) || request.body === undefined) return
  const refused = new Refused('media-type', `this method takes ${method.bodyType}`)
  return sendRefusal(request, reply, refused)
}

/** Who asks and whether the role may, `then` the rest, before anything is read; whether what is named may be touched, after it is checked. */
function guard(
  method: Method,
  { authenticators, authorizer, publicUrl }: HttpServerOptions,
  then: readonly onRequestAsyncHookHandler[],
) {
  const foreign = async (request: FastifyRequest, reply: FastifyReply) =>
    comesFromElsewhere(request, publicUrl) ? sendRefusal(request, reply, elsewhere()) : undefined
  if (method.access === 'public') return { onRequest: [foreign, ...then] }
  const known = async (request: FastifyRequest, reply: FastifyReply) => {
    if (await foreign(request, reply)) return reply
    const principal = await authenticate(authenticators, { header: headersOf(request) })
    if (!principal)
      return sendRefusal(request, reply, new Refused('unauthorized', 'this request needs the access token'))
    request.principal = principal
    const refused = authorizer.mayCall(principal, method)
    if (refused) return sendRefusal(request, reply, refused)
    request.principal = await authorizer.reaching(principal, method)
    return undefined
  }
  return {
    onRequest: [known, ...then],
    preHandler: async (request: FastifyRequest, reply: FastifyReply) => {
      const { params, body } = request
      const refused = await authorizer.mayTouch(request.principal ?? nobody, targetsOf({ params, body }))
      return refused && sendRefusal(request, reply, refused)
    },
  }
}

/** A browser was made to ask by another site. Whoever sends a token did so on purpose. */
function comesFromElsewhere(request: FastifyRequest, publicUrl: string): boolean {
  if (request.headers.authorization !== undefined) return false
  const { method, headers } = request
  const byCookie = hasSessionCookie(headers.cookie)
  return isForeign({ method, byCookie, header: headersOf(request) }, publicUrl)
}

const elsewhere = (): Refused => new Refused('foreign-origin', 'this request does not come from our console')

const headersOf =
  ({ headers }: FastifyRequest) =>
  (name: string): string | undefined => {
    const value = headers[name]
    return typeof value === 'string' ? value : undefined
  }

function send(request: FastifyRequest, reply: FastifyReply, method: Method, answer: unknown): FastifyReply {
  if (Refused.is(answer)) return sendRefusal(request, reply, answer)
  if (answer instanceof Content) return reply.code(answer.status).headers(answer.headers).send(answer.body)
  if (answer instanceof WithCookies) {
    if (answer.cookies.length > 0) reply.header('set-cookie', answer.cookies)
    return reply.code(method.status).send(answer.output)
  }
  return reply.code(method.status).send(answer)
}
