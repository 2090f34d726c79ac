/** The server's HTTP API as the demo uses it: any method of the contract, request and answer typed by it. */
import type { Method, MethodOutput } from '@mainline/contract'
import type { z } from 'zod'

type Part<P extends z.ZodType, Name extends string> = [z.input<P>] extends [undefined]
  ? { readonly [N in Name]?: undefined }
  : { readonly [N in Name]: z.input<P> }

/** What a method takes; parts that it does not have may be left out. */
export type MethodRequest<M extends Method> = Part<M['params'], 'params'> &
  Part<M['query'], 'query'> &
  Part<M['body'], 'body'>

export class ApiClient {
  readonly #base: string
  readonly #token: string

  /** @param base such as `http://127.0.0.1:8080` */
  constructor(base: string, token: string) {
    this.#base = base
    this.#token = token
  }

  /** @throws when the method refuses: the demo's own set-up never expects it */
  async call<M extends Method>(method: M, request: MethodRequest<M>): Promise<MethodOutput<M>> {
    const response = await this.#send(method, request)
    // The server validated its answer against the very schema that types it.
    return (await response.json()) as MethodOutput<M>
  }

  /** The answer of a method whose media type is not JSON. */
  async bytes<M extends Method>(method: M, request: MethodRequest<M>): Promise<Buffer> {
    const response = await this.#send(method, request)
    return Buffer.from(await response.arrayBuffer())
  }

  async #send<M extends Method>(
    method: M,
    request: { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown },
  ): Promise<Response> {
    const { params, query, body } = request
    const path = method.path.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(String(fieldsOf(params)[name])),
    )
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(fieldsOf(query))) search.set(name, String(value))
    const response = await fetch(`${this.#base}${path}?${search}`, {
      method: method.method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (response.ok) return response
    throw new Error(`${method.method} ${path}: ${response.status} ${await response.text()}`)
  }
}

const fieldsOf = (part: unknown): Record<string, unknown> =>
  typeof part === 'object' && part !== null ? { ...part } : {}
