/** The whole API on a real database, with an engine of which a test decides what it says. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apiPrefix, errorCatalogue, isErrorCode, isNothing, type Method, takesFile } from '@mainline/contract'
import { systemClock } from '@mainline/sip'
import type { Database } from '@mainline/storage'
import { createTenant, openTestDatabase, type Tenant, testSecrets } from '@mainline/storage/testing'
import type { FastifyInstance } from 'fastify'
import { expect } from 'vitest'
import type { z } from 'zod'
import { AudioStore } from '../../audio/audio-store.ts'
import { openAuthorizer } from '../../authorization/authorize.ts'
import { cardSignatures } from '../../card-links.ts'
import { EventFeed } from '../../events/event-feed.ts'
import type { StreamLimits } from '../../events/event-stream.ts'
import { FewAtATime } from '../../few-at-a-time.ts'
import { apiTokens, providerToken } from '../../http/authenticator.ts'
import { createHttpServer, type HttpServerOptions } from '../../http/http-server.ts'
import { codesOf } from '../../http/route-schema.ts'
import { openLog } from '../../log.ts'
import { mailSender } from '../../mail/mail-sender.ts'
import type { OidcConfig } from '../../sign-in/oidc-config.ts'
import { type OpenSignIn, openSignIn } from '../../sign-in/open-sign-in.ts'
import { openSpeech } from '../../speech/speech.ts'
import { messageLinks } from '../../voicemail/message-link.ts'
import { routes } from '../routes.ts'
import { FakeEngine } from './fake-engine.ts'

export const testToken = 'token-of-the-tests'
/** Where the console of a test API lives. */
export const testOrigin = 'http://mainline.test'

export interface TestApi extends AsyncDisposable {
  readonly app: FastifyInstance
  readonly database: Database
  readonly engine: FakeEngine
  readonly signIn: OpenSignIn
  readonly recordingsFolder: string
  /** Who work on files: two, and one waits. */
  readonly workers: FewAtATime
  /** An operator with a site, an occupier with an ACTIVE main number and two ACTIVE ordinary ones. */
  readonly tenant: Tenant
  /** Ends the event streams, as the server does first when it stops. */
  stopFollowing(): Promise<void>
  /** Calls a method as its contract says; the answer is held to the contract. */
  call<M extends Method>(method: M, parts?: CallParts<M>): Promise<Answer<M>>
  /** The answer of a call that must succeed. */
  ok<M extends Method>(method: M, parts?: CallParts<M>): Promise<z.output<M['response']>>
  /** The code of a call that must be refused. */
  refusal<M extends Method>(method: M, parts?: CallParts<M>): Promise<string>
}

export interface CallParts<M extends Method> {
  params?: z.input<M['params']>
  query?: z.input<M['query']>
  body?: z.input<M['body']>
  headers?: Record<string, string>
}

export interface Answer<M extends Method> {
  status: number
  headers: Record<string, unknown>
  /** Raw, for what is not JSON. */
  payload: Buffer
  /** Of a success. */
  body: z.output<M['response']>
  /** Of a refusal. */
  error: { code: string; message: string; requestId: string; details?: RefusalDetails } | undefined
}

interface RefusalDetails {
  fields?: { field: string; message: string }[]
  faults?: { code: string; message: string }[]
  current?: Record<string, unknown>
}

export interface TestApiOptions {
  /** Whether letters are written; false when left out. */
  readonly mail?: boolean
  readonly publicUrl?: string
  /** Speaks typed greetings; without it nothing does. */
  readonly speechUrl?: string
  readonly oidc?: OidcConfig
  /** What of the HTTP side a test wants to be different. */
  readonly otherwise?: (database: Database) => Partial<HttpServerOptions>
  /** Of event streams. */
  readonly streamLimits?: Partial<StreamLimits>
}

/** Opens it; dispose it when done. */
export async function openTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const database = await openTestDatabase()
  const recordingsFolder = await mkdtemp(join(tmpdir(), 'mainline-api-'))
  const engine = new FakeEngine()
  const clock = systemClock()
  const feed = await EventFeed.open(database, clock, openLog('silent', 'events'))
  const { streamLimits } = options
  const { mail = false, publicUrl = testOrigin, oidc, otherwise = () => ({}) } = options
  const signIn = openSignIn({
    database,
    secrets: testSecrets,
    mail: mailSender(testSecrets, mail),
    publicUrl,
    oidc,
  })
  const workers = new FewAtATime({ atATime: 2, mostWaiting: 1 })
  const needs = {
    workers,
    database,
    signIn: signIn.needs,
    secrets: testSecrets,
    links: messageLinks(testSecrets),
    cardSignatures: cardSignatures(testSecrets),
    speech: openSpeech({ url: options.speechUrl, path: '' }),
    audio: new AudioStore({ db: database.kysely, secrets: testSecrets, folder: recordingsFolder }),
    engine,
    routing: engine,
    feed,
    clock,
    streamLimits,
    confirmationMs: 50,
  }
  const app = await createHttpServer({
    authenticators: [providerToken(testToken), apiTokens(database.kysely), signIn.authenticator],
    publicUrl,
    authorizer: openAuthorizer(database.kysely),
    view: database.scoped,
    version: '0.0.0',
    routes: routes(needs),
    ...otherwise(database),
  })
  const tenant = await createTenant(database.kysely)
  const api: TestApi = {
    app,
    database,
    engine,
    signIn,
    recordingsFolder,
    workers,
    tenant,
    stopFollowing: () => feed[Symbol.asyncDispose](),
    call: (method, { headers, ...parts } = {}) =>
      callAs(app, method, {
        ...parts,
        headers: { authorization: `Bearer ${testToken}`, ...headers },
      } as never),
    async ok(method, parts) {
      const answer = await api.call(method, parts)
      expect(answer.error, `${method.id} was refused`).toBeUndefined()
      return answer.body
    },
    async refusal(method, parts) {
      const { error, status } = await api.call(method, parts)
      return error?.code ?? `answered ${status}`
    },
    async [Symbol.asyncDispose]() {
      await feed[Symbol.asyncDispose]()
      await app.close()
      await database.close()
      await rm(recordingsFolder, { recursive: true })
    },
  }
  return api
}

/** Calls a method with no headers but those given; the answer is held to the contract. */
export async function callAs<M extends Method>(
  app: FastifyInstance,
  method: M,
  { params, query, body, headers }: CallParts<M>,
): Promise<Answer<M>> {
  const response = await app.inject({
    method: method.method,
    url: pathOf(method, params),
    headers: { ...(takesFile(method) && { 'content-type': method.bodyType }), ...headers },
    ...(query !== undefined && { query: textsOf(query) }),
    ...(method.mediaType === 'text/event-stream' && { query: { ...textsOf(query), follow: 'false' } }),
    ...(body !== undefined && { payload: payloadOf(body) }),
  })
  const { statusCode: status, rawPayload: payload } = response
  const shared = { status, headers: response.headers, payload }
  if (status >= 400) {
    const error = response.json()
    holdToContract(method, status, error)
    return { ...shared, body: undefined as never, error }
  }
  expect([method.status, 206]).toContain(status)
  if (status === 302) return { ...shared, body: undefined as never, error: undefined }
  // A report is asked for as JSON or as CSV.
  const isJson = `${response.headers['content-type']}`.startsWith('application/json')
  if (isNothing(method.response) || method.mediaType !== 'application/json' || !isJson)
    return { ...shared, body: undefined as never, error: undefined }
  return { ...shared, body: method.response.parse(response.json()) as never, error: undefined }
}

/** Bytes of a file as they are, all else as JSON. */
export const payloadOf = (body: unknown): Buffer | object =>
  body instanceof Uint8Array ? Buffer.from(body) : (body as object)

function holdToContract(method: Method, status: number, error: { code: string; message: string }): void {
  if (!isErrorCode(error.code)) throw new Error(`no code of the catalogue: ${JSON.stringify(error)}`)
  expect(codesOf(method), `${method.id} does not list ${error.code}`).toContain(error.code)
  expect(status).toBe(errorCatalogue[error.code].status)
  expect(error.message).toContain(errorCatalogue[error.code].advice)
}

/** The path of a method with its parameters filled in. */
export function pathOf(method: Method, params: unknown): string {
  const values = textsOf(params ?? {})
  return method.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(values[name]?.toWellFormed() ?? ''),
  )
}

const textsOf = (values: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
    ),
  )

/** An identifier that nothing has. */
export const unknownId = '019a0000-0000-7000-8000-ffffffffffff'

/** A path below the API. */
export const apiPath = (path: string): string => `${apiPrefix}${path}`
