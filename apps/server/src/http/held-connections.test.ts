/** Strangers who take connections and give none back: everybody else still gets in. On a real port. */
import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openTestApi, type TestApi } from '../api/testing/test-api.ts'
import { SocketDoor } from '../engine-sockets.ts'
import { acceptWebSockets } from './web-sockets.ts'

const MOST = 12
let api: TestApi
let port = 0
beforeAll(async () => {
  api = await openTestApi({ otherwise: () => ({ connections: MOST }) })
  acceptWebSockets(api.app.server, {
    authenticator: async () => undefined,
    publicUrl: 'http://phones.example',
    door: new SocketDoor(() => {}),
  })
  port = Number(new URL(await api.app.listen({ host: '0.0.0.0', port: 0 })).port)
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

/** Says this, reads nothing, and never closes. */
async function hold(words: string, from: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from, allowHalfOpen: true })
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  socket.write(words)
  return socket
}

/** The status that somebody else gets; undefined: not let in. */
const ask = (from = '127.0.0.9') =>
  new Promise<number | undefined>((resolve) => {
    const asked = request(
      { port, host: '127.0.0.1', localAddress: from, path: '/healthz', agent: false },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      },
    )
    asked.on('error', () => resolve(undefined))
    asked.end()
  })

describe('whoever was told that this is the end', () => {
  it.each([
    ['it is no HTTP', 'HELO\r\n\r\n'],
    [
      'an upgrade by nobody who is signed in',
      'GET /sip HTTP/1.1\r\nHost: phones.example\r\nOrigin: http://phones.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: sip\r\n\r\n',
    ],
  ])('and does not close, is closed: %s', async (_, words) => {
    await Promise.all(Array.from({ length: MOST }, () => hold(words, '127.0.0.8')))
    expect(await ask()).toBeUndefined()
    await expect.poll(() => ask(), { timeout: 10_000, interval: 200 }).toBe(200)
  })
})
