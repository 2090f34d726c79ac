/**
 * A client of the API, typed by the contract: `client.activateNumber({ params, body })`. There is one function a method,
 * made from the definitions, so that nothing about a method is written twice. It needs `fetch` and nothing else.
 *
 * A refusal is an answer and is returned; what is thrown is a server that cannot be reached or does not speak this API.
 */
import type { z } from 'zod'
import type { ErrorBody, ErrorCode } from './errors.ts'
import type * as contract from './index.ts'
import { isNothing, type Method, takesFile } from './method.ts'
import { methods } from './methods.ts'

export interface ClientOptions {
  /** Where the server is: `http://127.0.0.1:8080`. */
  readonly url: string
  /** Sent as bearer token; left out for public methods. */
  readonly token?: string | undefined
  /** Replaced in tests and browsers; the global one when left out. */
  readonly fetch?: typeof fetch | undefined
}

/** What every call may be given besides the parts of its method. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** It was done, or it was refused and why. */
export type Answered<Body> = Answer<Body> | Refusal

export interface Answer<Body> {
  readonly ok: true
  readonly status: number
  /** Of a JSON answer. Of other ones undefined: read `response`. */
  readonly body: Body
  readonly response: Response
}

/** A refusal in the words of the server; branch on `code`. */
export interface Refusal extends ErrorBody {
  readonly ok: false
  readonly status: number
  readonly code: ErrorCode
}

/** Thrown when what answered is no server of this API. */
export class NotTheApi extends Error {
  override readonly name = 'NotTheApi'
}

type Contract = typeof contract
type MethodNames = { [Name in keyof Contract]: Contract[Name] extends Method ? Name : never }
/** The methods by the names of their definitions. */
export type MethodName = MethodNames[keyof Contract]
type MethodOf<Name extends MethodName> = Extract<Contract[Name], Method>

/** A part that the method does not have cannot be given; one whose fields are all optional may be left out. */
type Part<Key extends string, Schema extends z.ZodType> = [z.input<Schema>] extends [undefined]
  ? { readonly [K in Key]?: undefined }
  : object extends z.input<Schema>
    ? { readonly [K in Key]?: z.input<Schema> }
    : { readonly [K in Key]: z.input<Schema> }

/** The parts of a request. */
export type Parts<M extends Method> = Part<'params', M['params']> &
  Part<'query', M['query']> &
  Part<'body', M['body']>

/** `client.getSite({ params: { siteId } })`: parts may be left out where nothing in them is needed. */
type Call<M extends Method> =
  object extends Parts<M>
    ? (parts?: Parts<M>, options?: CallOptions) => Promise<Answered<z.output<M['response']>>>
    : (parts: Parts<M>, options?: CallOptions) => Promise<Answered<z.output<M['response']>>>

export type Client = { readonly [Name in MethodName]: Call<MethodOf<Name>> }

interface AnyParts {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
}

/** Makes a client. It opens nothing until its first call. */
export function createClient(options: ClientOptions): Client {
  const calls = methods.map((method) => [
    nameOf(method),
    (parts: AnyParts = {}, more: CallOptions = {}) => call(options, method, parts, more),
  ])
  // Each function is made from the definition that gives it its type.
  return Object.fromEntries(calls) as Client
}

/** `activate-number` is exported as `activateNumber`. */
const nameOf = ({ id }: Method): string => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

async function call(
  { url, token, fetch: send = fetch }: ClientOptions,
  method: Method,
  { params, query, body }: AnyParts,
  { signal, headers }: CallOptions,
): Promise<Answered<unknown>> {
  const target = new URL(pathOf(method, params), url)
  for (const [name, value] of textsOf(query)) target.searchParams.set(name, value)
  const response = await send(target, {
    method: method.method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(!isNothing(method.body) && { 'content-type': method.bodyType }),
      ...headers,
    },
    ...(!isNothing(method.body) && { body: payloadOf(method, body) }),
    ...(signal && { signal }),
  })
  if (!response.ok) return refusalOf(response)
  const isJson = response.status !== 204 && method.mediaType === 'application/json'
  return { ok: true, status: response.status, body: isJson ? await response.json() : undefined, response }
}

/** A file goes as it is; the types have seen to it that it is bytes. */
const payloadOf = (method: Method, body: unknown): string | Uint8Array<ArrayBuffer> =>
  takesFile(method) ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body ?? {})

async function refusalOf(response: Response): Promise<Refusal> {
  const text = await response.text()
  const body = parsed(text)
  if (typeof body?.code !== 'string' || typeof body.message !== 'string')
    throw new NotTheApi(`${response.url} answered ${response.status}: ${text.slice(0, 200)}`)
  return { ...(body as ErrorBody), ok: false, status: response.status, code: body.code as ErrorCode }
}

function parsed(text: string): { code?: unknown; message?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function pathOf(method: Method, params: unknown): string {
  const values = new Map(textsOf(params))
  return method.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ''))
}

const textsOf = (values: unknown): [string, string][] =>
  Object.entries(values ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  )
