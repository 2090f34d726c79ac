/** One attempt to deliver: a POST that follows nothing, waits ten seconds at most and reads the first bytes only. */
import { request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { ClosedAddress, isPublicAddress, literalOf, publicLookup } from './public-address.ts'

export interface PostOptions {
  /** Any address, and without TLS: for tests and closed networks. */
  readonly anyAddress: boolean
  readonly timeoutMs?: number | undefined
}

/** What came of it. `error` is null when it was received (2xx). */
export interface Posted {
  readonly status: number | null
  readonly error: string | null
  readonly answer: string | null
  readonly latencyMs: number
}

export type Post = (url: string, headers: Record<string, string>, body: string) => Promise<Posted>

const TIMEOUT_MS = 10_000
const ANSWER_BYTES = 512

export function openPost({ anyAddress, timeoutMs = TIMEOUT_MS }: PostOptions): Post {
  return async (url, headers, body) => {
    const began = performance.now()
    const answer = await send(new URL(url), headers, body, anyAddress, timeoutMs).catch(inWords)
    return { ...answer, latencyMs: Math.round(performance.now() - began) }
  }
}

type Answer = Omit<Posted, 'latencyMs'>

async function send(
  url: URL,
  headers: Record<string, string>,
  body: string,
  anyAddress: boolean,
  timeoutMs: number,
): Promise<Answer> {
  const literal = literalOf(url)
  if (!anyAddress) {
    if (url.protocol !== 'https:') throw new Error('only https is taken')
    // A literal is connected to without being looked up.
    if (literal && !isPublicAddress(literal)) throw new ClosedAddress(literal)
  }
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    // No connection is kept: each is checked anew.
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
    ...(!anyAddress && { lookup: publicLookup }),
  }
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (response) => {
    const status = response.statusCode ?? 0
    let read = Buffer.alloc(0)
    const done = () => {
      response.destroy()
      resolve({ status, error: faultOf(status), answer: textOf(read) })
    }
    response.on('data', (chunk: Buffer) => {
      read = Buffer.concat([read, chunk])
      if (read.length >= ANSWER_BYTES) done()
    })
    response.on('end', done)
    response.on('error', reject)
  })
  request.on('error', reject)
  request.end(body)
  return promise
}

function faultOf(status: number): string | null {
  if (status >= 200 && status < 300) return null
  return status >= 300 && status < 400
    ? `The answer was ${status}: redirects are not followed.`
    : `The answer was ${status}.`
}

/** As PostgreSQL can keep it. */
const textOf = (bytes: Buffer): string | null =>
  bytes.length === 0 ? null : bytes.subarray(0, ANSWER_BYTES).toString('utf8').replaceAll('\0', '\ufffd')

function inWords(error: unknown): Answer {
  const cause = error instanceof Error ? error : new Error(String(error))
  const timedOut = cause.name === 'TimeoutError' || cause.name === 'AbortError'
  const words = timedOut
    ? 'There was no answer in time.'
    : `It could not be sent: ${cause.message || cause.name}.`
  return { status: null, error: words, answer: null }
}
