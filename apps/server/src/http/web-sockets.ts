/**
 * SIP over WebSocket at the door (RFC 7118): only from our own pages, only for whoever is signed in, and no longer than
 * that. What comes is handed to the engine message by message.
 */
import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, Server } from 'node:http'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { webSocketProtocol } from '@mainline/sip'
import { type WebSocket, WebSocketServer } from 'ws'
import type { SocketDoor } from '../engine-sockets.ts'
import { isForeign } from '../sign-in/same-origin.ts'
import { type Authenticator, authenticate } from './authenticator.ts'
import { sayLast } from './last-words.ts'

/** Where it is. */
export const webSocketPath = '/sip'

/** Largest message, bytes; a SIP message of a browser has 4 KiB. */
const largestMessage = 64 * 1024
/** Between looks at whether the session goes on and the peer is there, milliseconds. */
const lookAfterMs = 5_000

export interface WebSocketOptions {
  readonly authenticator: Authenticator
  readonly publicUrl: string
  /** The engine. */
  readonly door: SocketDoor
}

/** Takes upgrades of the server. @returns ends all of them */
export function acceptWebSockets(server: Server, options: WebSocketOptions): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    handleProtocols: () => webSocketProtocol,
  })
  server.on('upgrade', async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const refused = await whyNot(request, options).catch(() => '503 Service Unavailable')
    if (refused !== undefined) {
      sayLast(socket, `HTTP/1.1 ${refused}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => carry(accepted, request, options))
  })
  return () => {
    for (const socket of sockets.clients) socket.terminate()
    sockets.close()
  }
}

/** The status that an upgrade is refused with. */
async function whyNot(request: IncomingMessage, { authenticator, publicUrl }: WebSocketOptions) {
  if (request.url?.split('?')[0] !== webSocketPath) return '404 Not Found'
  const header = headersOf(request)
  if (isForeign({ method: 'UPGRADE', byCookie: true, header }, publicUrl)) return '403 Forbidden'
  const protocols = header('sec-websocket-protocol')?.split(',') ?? []
  if (!protocols.some((each) => each.trim() === webSocketProtocol)) return '400 Bad Request'
  return (await authenticate([authenticator], { header })) ? undefined : '401 Unauthorized'
}

function carry(
  socket: WebSocket,
  request: IncomingMessage,
  { authenticator, publicUrl, door }: WebSocketOptions,
) {
  let heard = true
  const engine = door.open(
    { ...clientOf(request), secure: publicUrl.startsWith('https:') },
    {
      // Text, as browsers like it (RFC 7118 §5); what carriers write is not always UTF-8, and a frame of text must be.
      send: (message, taken) => socket.send(message, { binary: !isUtf8(message) }, taken),
      close: (code) => socket.close(code),
    },
  )
  const timer = setInterval(async () => {
    const known = await authenticator({ header: headersOf(request) }).catch(() => true)
    if (!known) socket.close(1008)
    if (!heard) socket.terminate()
    heard = false
    if (socket.readyState === socket.OPEN) socket.ping()
  }, lookAfterMs)
  socket.on('pong', () => {
    heard = true
  })
  socket.on('message', (data) => {
    heard = true
    engine.received(Buffer.isBuffer(data) ? data : Buffer.concat([data].flat() as Buffer[]))
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    clearInterval(timer)
    engine.closed()
  })
}

/** A proxy in front of us stands on this machine: what it says about its client is believed. */
function clientOf({ socket, headers }: IncomingMessage): { remoteAddress: string; remotePort: number } {
  const direct = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  const told = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  const byProxy = (direct === '::1' || direct.startsWith('127.')) && told && isIP(told) !== 0
  return { remoteAddress: byProxy ? told : direct, remotePort: socket.remotePort ?? 0 }
}

const headersOf =
  ({ headers }: IncomingMessage) =>
  (name: string): string | undefined => {
    const value = headers[name]
    return typeof value === 'string' ? value : undefined
  }
