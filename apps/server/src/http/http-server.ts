/** The HTTP side of the process: checks, guards and answers the methods of the contract. It opens no port itself. */
import type { Method } from '@mainline/contract'
import { newId } from '@mainline/storage'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { Refused } from '../errors.ts'
import { TokenCheck } from './access-token.ts'
import { serveConsole } from './console-files.ts'
import { Content, type Route } from './handler.ts'
import { openapi } from './openapi.ts'
import { noSuchPath, refusalOfError, sendRefusal } from './refusal-reply.ts'
import { routeSchema } from './route-schema.ts'

export interface HttpServerOptions {
  readonly token: string
  readonly routes: readonly Route[]
  /** Whether the console is served at `/`. */
  readonly console?: boolean
  /** Of the product, for the document. */
  readonly version: string
  readonly log?: FastifyBaseLogger | undefined
}

/** Largest body that is read, bytes. */
const bodyLimit = 128 * 1024
/** Longest time to receive a request, ms. */
const requestTimeout = 30_000

/** Builds the server; `listen` opens it and `close` ends it after the requests in progress. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    ...(options.log ? { loggerInstance: options.log } : { logger: false }),
    bodyLimit,
    requestTimeout,
    genReqId: () => newId(),
    requestIdHeader: false,
    routerOptions: { maxParamLength: 256 },
    frameworkErrors: (error, request, reply) => sendRefusal(request, reply, refusalOfError(error)),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
  })
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refused = refusalOfError(error)
    if (refused.code === 'internal') request.log.error({ err: error }, 'request failed')
    return sendRefusal(request, reply, refused)
  })
  app.setNotFoundHandler((request, reply) => sendRefusal(request, reply, noSuchPath(request)))
  const methods = options.routes.map((route) => route.method)
  await openapi(app, methods, options.version)
  serve(app, options.routes, guardedBy(options.token))
  if (options.console) await serveConsole(app)
  return app
}

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>

function guardedBy(token: string): Guard {
  const check = new TokenCheck(token)
  return async (request, reply) =>
    check.admits(request.headers.authorization)
      ? undefined
      : sendRefusal(request, reply, new Refused('unauthorized', 'this request needs the access token'))
}

function serve(app: FastifyInstance, routes: readonly Route[], guard: Guard): void {
  for (const { method, handle } of routes) {
    app.route({
      method: method.method,
      url: method.path,
      schema: routeSchema(method),
      ...(method.access === 'token' && { onRequest: guard }),
      handler: async (request, reply) => {
        const { params, query, body } = request
        const header = (name: string) => headerOf(request, name)
        // The validator has given each part the type that the handler of this method expects.
        const answer = await handle({ params, query, body } as never, { header })
        return send(request, reply, method, answer)
      },
    })
  }
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}

function send(request: FastifyRequest, reply: FastifyReply, method: Method, answer: unknown): FastifyReply {
  if (Refused.is(answer)) return sendRefusal(request, reply, answer)
  if (answer instanceof Content) return reply.code(answer.status).headers(answer.headers).send(answer.body)
  return reply.code(method.status).send(answer)
}
