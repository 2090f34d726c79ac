/** Requests that name the things of a walker, in the place of those that the example of a method names. */

import type { Principal } from '@mainline/contract'
import { type Method, type TargetKind, takesFile, targetKinds, targetsOf } from '@mainline/contract'
import type { Database, Db } from '@mainline/storage'
import type { FastifyInstance } from 'fastify'
import type { HttpServerOptions } from '../../http/http-server.ts'
import { pathOf, payloadOf } from './test-api.ts'
import type { Things } from './things.ts'

export interface WalkRequest {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

/** What must hold whatever the identifiers are, for methods whose example lies in the past. */
const ahead: Record<string, object> = { 'set-override': { until: '2999-01-01T00:00:00Z' } }

/** The example of a method with these things in it. */
export function requestFor(method: Method, things: Things): WalkRequest {
  const { params, query, body } = method.example
  const put = (part: unknown) => replaced(part, (kind) => things[kind])
  const changed = takesFile(method) ? body : body && { ...(put(body) as object), ...ahead[method.id] }
  return { params: put(params), query: put(query), body: changed }
}

/** The requests in which one thing after the other is exchanged for one that lies outside. */
export function* withOneOutside(
  method: Method,
  own: Things,
  outside: Partial<Things>,
): Iterable<{ kind: TargetKind; request: WalkRequest }> {
  const request = requestFor(method, own)
  for (const kind of new Set(targetsOf(request).map((target) => target.kind))) {
    const id = outside[kind]
    if (id !== undefined) yield { kind, request: requestFor(method, { ...own, [kind]: id }) }
  }
}

function replaced(part: unknown, idOf: (kind: TargetKind) => string): unknown {
  if (Array.isArray(part)) return part.map((one) => replaced(one, idOf))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => {
      const kind = Object.hasOwn(targetKinds, name)
        ? targetKinds[name as keyof typeof targetKinds]
        : undefined
      if (kind === undefined || value === null) return [name, replaced(value, idOf)]
      return [name, Array.isArray(value) ? [idOf(kind)] : idOf(kind)]
    }),
  )
}

/** Sends requests as one principal or another; what they change is rolled back. */
export class Walk {
  #principal: Principal | undefined
  #view: Db | undefined

  /** How the HTTP side learns who asks, and gives out a database in a transaction. */
  readonly options: Pick<HttpServerOptions, 'authenticators' | 'view'> = {
    authenticators: [async () => this.#principal],
    view: () => {
      if (!this.#view) throw new Error('nobody walks')
      return this.#view
    },
  }

  async send(
    { app, database }: { app: FastifyInstance; database: Database },
    principal: Principal,
    method: Method,
    { params, query, body }: WalkRequest,
  ): Promise<{ status: number; body: string; code: string | undefined }> {
    const transaction = await database.scoped(principal).startTransaction().execute()
    this.#principal = principal
    this.#view = transaction
    try {
      const response = await app.inject({
        method: method.method,
        url: pathOf(method, params),
        ...(query !== undefined && { query: query as Record<string, string> }),
        ...(takesFile(method) && { headers: { 'content-type': method.bodyType } }),
        ...(body !== undefined && { payload: payloadOf(body) }),
      })
      const json = /json/.test(String(response.headers['content-type'])) ? response.json() : undefined
      return {
        status: response.statusCode,
        body: JSON.stringify({ ...json, requestId: undefined }),
        code: response.statusCode >= 400 ? json?.code : undefined,
      }
    } finally {
      await transaction.rollback().execute()
    }
  }
}
