/**
 * The methods of the contract as functions: `api.activateNumber({ params, body })`. Types come from the contract, method
 * and path from `virtual:endpoints`. A refusal is thrown as an {@link ApiRefusal}: queries and mutations keep it as error.
 */

import endpoints from 'virtual:endpoints'
import { i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type * as contract from '@mainline/contract'
import { fieldWords } from './field-words.ts'
import { refusalWords } from './server-words.ts'

type Contract = typeof contract
type MethodName = {
  [Name in keyof Contract]: Contract[Name] extends contract.Method ? Name : never
}[keyof Contract]
type MethodOf<Name extends MethodName> = Extract<Contract[Name], contract.Method>

type Part<Schema> = Schema extends { _zod: { input: infer Input } } ? Input : never
type Parts<M extends contract.Method> = Given<'params', Part<M['params']>> &
  Given<'query', Part<M['query']>> &
  Given<'body', Part<M['body']>>
/** A part that the method does not have cannot be given; one whose fields are all optional may be left out. */
type Given<Key extends string, Value> = [Value] extends [undefined]
  ? { [K in Key]?: undefined }
  : object extends Value
    ? { [K in Key]?: Value }
    : { [K in Key]: Value }

/** What a method answers. */
export type AnswerOf<Name extends MethodName> = MethodOf<Name>['response'] extends {
  _zod: { output: infer Output }
}
  ? Output
  : never

type Call<Name extends MethodName> = (
  parts: Parts<MethodOf<Name>>,
  options?: { signal?: AbortSignal },
) => Promise<AnswerOf<Name>>

type Api = { readonly [Name in MethodName]: Call<Name> }

type Ahead = { readonly [Name in MethodName]: (parts: Parts<MethodOf<Name>>) => Promise<AnswerOf<Name>> }

export type { MethodName }

/** A refusal of the server, in the words of the console. */
export class ApiRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly details: contract.ErrorBody['details']
  constructor(status: number, body: contract.ErrorBody) {
    super(fieldWords(body.details?.fields) ?? refusalWords(body))
    this.status = status
    this.code = body.code
    this.details = body.details
  }
}

/** The server could not be reached, or did not answer as it should. */
class ServerUnreachable extends Error {}

interface Given1 {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
}

/** Called when a request finds that the session is over; the sign-in then opens over the page. */
let sessionOver: () => void = () => {}
export const onSessionOver = (listener: () => void): void => {
  sessionOver = listener
}

export const api = new Proxy({} as Api, {
  get: (_, name: string) => (parts: Given1, options?: { signal?: AbortSignal }) =>
    request(name, parts ?? {}, options?.signal),
})

/** The same methods, asked before anybody waits: whoever asks the same within {@link AHEAD_MS} gets that answer. */
export const ahead = new Proxy({} as Ahead, {
  get: (_, name: string) => (parts: Given1) => {
    const address = urlOf(endpoints[name]?.[1] ?? '', parts.params, parts.query)
    const answer = request(name, parts)
    // Whoever takes it is told what went wrong.
    answer.catch(() => {})
    begun.set(address, { answer, since: performance.now() })
    return answer
  },
})

interface Begun {
  readonly answer: Promise<unknown>
  /** Of `performance.now()`. */
  readonly since: number
}

const begun = new Map<string, Begun>()

/** How long an answer that nobody took yet still counts, ms: as long as the cache takes one for fresh. */
const AHEAD_MS = 15_000

/** The answer that was asked for ahead, once. */
function takeBegun(address: string): Promise<unknown> | undefined {
  const found = begun.get(address)
  begun.delete(address)
  return found && performance.now() - found.since < AHEAD_MS ? found.answer : undefined
}

async function request(
  name: string,
  { params, query, body }: Given1,
  signal?: AbortSignal,
): Promise<unknown> {
  const [method, path, fileType] = endpoints[name] ?? []
  if (!method || !path) throw new Error(`the contract has no method ${name}`)
  const address = urlOf(path, params, query)
  const early = method === 'GET' && takeBegun(address)
  if (early) return early
  const init: RequestInit = {
    method,
    credentials: 'same-origin',
    headers: {
      // A form of another site cannot send this header (CSRF).
      'x-mainline-request': '1',
      ...(body !== undefined && { 'content-type': fileType ?? 'application/json' }),
    },
    ...(body !== undefined && { body: fileType ? (body as BodyInit) : JSON.stringify(body) }),
    ...(signal && { signal }),
  }
  const response = await fetch(address, init).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new ServerUnreachable(i18n._(msg`The server cannot be reached. Your entries are kept; try again.`))
  })
  return answerOf(response)
}

/** The address of a method: for links, downloads and `<audio>`. */
export function addressOf<Name extends MethodName>(
  name: Name,
  { params, query }: Pick<Parts<MethodOf<Name>>, 'params' | 'query'> & Given1,
): string {
  return urlOf(endpoints[name as string]?.[1] ?? '', params, query)
}

function urlOf(path: string, params: Given1['params'], query: Given1['query']): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value))
  }
  return search.size > 0 ? `${filled}?${search}` : filled
}

/** Of the last answer, ms: its header tells whole seconds, so half of one is right on average (RFC 9110 §6.6.1). */
let aheadMs = 0

/** How far the server's clock is ahead of this one, ms; what the header cannot tell for sure counts as none. */
export const clockAhead = (): number => (Math.abs(aheadMs) > 1_500 ? aheadMs : 0)

async function answerOf(response: Response): Promise<unknown> {
  const date = Date.parse(response.headers.get('date') ?? '')
  if (!Number.isNaN(date)) aheadMs = date + 500 - Date.now()
  if (response.status === 204) return undefined
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  if (!isJson) {
    if (response.ok) return response.text()
    const { status } = response
    throw new ServerUnreachable(i18n._(msg`The server answered ${status}. Your entries are kept; try again.`))
  }
  const answer = await response.json()
  if (response.ok) return answer
  if (response.status === 401) sessionOver()
  throw new ApiRefusal(response.status, answer)
}
