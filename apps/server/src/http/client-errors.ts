/** What is no HTTP, in the one shape of every refusal: it is found before there is a request. */
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { newId } from '@mainline/storage'
import { Refused } from '../errors.ts'
import { sayLast } from './last-words.ts'
import { bodyOf } from './refusal-reply.ts'

/** Answers as far as anybody hears it, and ends the connection: where the next request would begin is unknown. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  const refused = refusalOfClientError(error)
  if (refused === undefined || !socket.writable || isAnswering(socket)) {
    socket.destroy()
    return
  }
  const { status } = refused
  const requestId = newId()
  const body = JSON.stringify(bodyOf(refused, requestId))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Cache-Control: no-store',
    'Connection: close',
  ]
  sayLast(socket, `${head.join('\r\n')}\r\n\r\n${body}`)
}

/** The answer to the request before it is on its way: Node keeps it at the socket, and looks there itself. */
const isAnswering = (socket: Duplex): boolean =>
  (socket as { _httpMessage?: { headersSent: boolean } })._httpMessage?.headersSent === true

/** @returns undefined where the connection is gone, or was no TLS: nothing can be said */
function refusalOfClientError({ code = '', message }: NodeJS.ErrnoException): Refused | undefined {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Refused('request-timeout', 'the request did not arrive in time')
    case 'HPE_HEADER_OVERFLOW':
      return new Refused('head-too-large', 'the address and the headers of the request are too long')
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new Refused('body-too-large', 'the chunks of the body have too much beside the body')
    default:
      if (!code.startsWith('HPE_')) return undefined
      return unreadableRequest(message.replace(/^Parse Error:? ?/, '') || 'it is no HTTP')
  }
}

export const unreadableRequest = (message: string): Refused =>
  new Refused('invalid-request', `the request cannot be read (${message})`, {
    fields: [{ field: 'request', message }],
  })
