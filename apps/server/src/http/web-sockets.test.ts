/** The door for SIP over WebSocket: who gets in, and for how long. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Principal } from '@mainline/contract'
import { nobody } from '@mainline/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { SocketDoor, type SocketNews } from '../engine-sockets.ts'
import { acceptWebSockets, webSocketPath } from './web-sockets.ts'

const publicUrl = 'https://phones.example'
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function openDoor() {
  let signedIn: Principal | undefined = nobody
  const news: SocketNews[] = []
  const door = new SocketDoor((each) => news.push(each))
  const server: Server = createServer()
  closers.push(acceptWebSockets(server, { authenticator: async () => signedIn, publicUrl, door }))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  closers.push(() => server.close())
  const { port } = server.address() as AddressInfo
  return {
    news,
    door,
    signOut: () => {
      signedIn = undefined
    },
    connect: (options: { origin?: string; path?: string; protocol?: string } = {}) => {
      const { origin = publicUrl, path = webSocketPath, protocol = 'sip' } = options
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocol, { origin })
      socket.on('error', () => {})
      closers.push(() => socket.terminate())
      return socket
    },
  }
}

const opened = (socket: WebSocket) => new Promise((resolve) => socket.once('open', resolve))
const refusal = (socket: WebSocket) =>
  new Promise<number | undefined>((resolve) =>
    socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode)),
  )

describe('a WebSocket of a page', () => {
  it('carries messages both ways, and its end is told', async () => {
    const { connect, news, door } = await openDoor()
    const socket = connect()
    await opened(socket)
    expect(socket.protocol).toBe('sip')
    expect(news[0]).toMatchObject({ do: 'socket-opened', peer: { remoteAddress: '127.0.0.1', secure: true } })
    socket.send('REGISTER')
    await expect.poll(() => news[1]?.do).toBe('socket-received')
    const heard = new Promise<[Buffer, boolean]>((resolve) =>
      socket.on('message', (data, binary) => resolve([data as Buffer, binary])),
    )
    door.obey({ said: 'socket-send', socket: 1, bytes: Buffer.from('Grüße') })
    expect(await heard).toEqual([Buffer.from('Grüße'), false])
    const binary = new Promise<boolean>((resolve) => socket.on('message', (_, isBinary) => resolve(isBinary)))
    door.obey({ said: 'socket-send', socket: 1, bytes: Buffer.from('Grüße', 'latin1') })
    expect(await binary).toBe(true)
    socket.close()
    await expect.poll(() => news.at(-1)).toEqual({ do: 'socket-closed', socket: 1 })
  })

  it.each([
    ['of another site', { origin: 'https://evil.example' }, 403],
    ['without the sub-protocol (RFC 7118 §4.1)', { protocol: 'chat' }, 400],
    ['elsewhere', { path: '/api/v1/sip' }, 404],
  ])('is refused %s', async (_, options, status) => {
    const { connect, news } = await openDoor()
    expect(await refusal(connect(options))).toBe(status)
    expect(news).toEqual([])
  })

  it('is refused to whoever is not signed in', async () => {
    const { connect, signOut } = await openDoor()
    signOut()
    expect(await refusal(connect())).toBe(401)
  })

  it('ends soon after the session does', async () => {
    const { connect, signOut } = await openDoor()
    const socket = connect()
    await opened(socket)
    signOut()
    const code = await new Promise((resolve) => socket.once('close', resolve))
    expect(code).toBe(1008)
  }, 15_000)
})
