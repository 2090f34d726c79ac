import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, getCACertificates } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { carrierIdentity, otherIdentity } from '../../testing/tls-identities.ts'
import { systemClock } from '../system-clock.ts'
import { TimerWheel } from '../timer-wheel.ts'
import { Journal, parts } from '../transaction/stack-fixture.ts'
import { TransactionLayer } from '../transaction/transaction-layer.ts'
import type { Flow, Target } from './flow.ts'
import { nodeNetwork } from './node-network.ts'
import { NodeTls, type TlsIdentity } from './node-tls.ts'
import type { StreamLimits } from './stream-limits.ts'
import { TransportLayer } from './transport-layer.ts'

const HERE = '127.0.0.1'
/** One that has issued nothing here. */
const strangeAuthority = getCACertificates('bundled')[0] ?? ''

const options = (port: number): string =>
  [
    `OPTIONS sip:${HERE}:${port};transport=tls SIP/2.0`,
    `Via: SIP/2.0/TLS ${HERE}:9;branch=z9hG4bK${crypto.randomUUID()}`,
    'Max-Forwards: 70',
    `From: <sip:phone@${HERE}>;tag=1`,
    `To: <sip:${HERE}>`,
    `Call-ID: ${crypto.randomUUID()}`,
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')
const opened: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0)) await close()
})

async function open(identity: TlsIdentity, limits: Partial<StreamLimits> = {}) {
  const wheel = new TimerWheel(systemClock())
  const tls = new NodeTls(identity)
  const layer = new TransportLayer({ network: nodeNetwork(tls), clock: wheel, limits })
  await layer.open([{ transport: 'TLS', address: HERE, port: 0 }])
  const user = new Journal()
  const flows: Flow[] = []
  layer.tap = { received: (flow) => flows.push(flow), sent() {} }
  user.answer = (_request, transaction) => transaction.respond({ status: 200, toTag: 'callee' })
  const transactions = new TransactionLayer({ transport: layer, clock: wheel, user })
  opened.push(async () => {
    transactions.close()
    await layer.close()
  })
  const ask = (target: Target) => {
    const { promise, resolve } = Promise.withResolvers<number | string>()
    transactions.request(parts('OPTIONS', { callId: crypto.randomUUID() }), target, {
      onResponse: ({ status }) => resolve(status),
      onTimeout: () => resolve('timeout'),
      onTransportError: ({ message }) => resolve(message),
    })
    return promise
  }
  /** Whether the last that called has proved to be of this name. */
  const proves = (name: string) => flows.some((flow) => layer.proves(flow, name))
  const requests = () => user.heard.filter((word) => word === 'OPTIONS').length
  return { tls, layer, requests, ask, proves, port: layer.listening[0]?.port ?? 0 }
}

const carrierAt = (port: number, name?: string): Target => ({
  transport: 'TLS',
  address: HERE,
  port,
  ...(name !== undefined && { name }),
})

describe('SIP over TLS', () => {
  it('carries requests and responses over one connection', async () => {
    const callee = await open(carrierIdentity)
    const caller = await open(otherIdentity)
    const to = carrierAt(callee.port, 'carrier.example')
    expect(await Promise.all([caller.ask(to), caller.ask(to), caller.ask(to)])).toEqual([200, 200, 200])
    expect(callee.requests()).toBe(3)
    expect([callee.layer.connections, caller.layer.connections]).toEqual([1, 1])
  })

  it('a name in the certificate may be an address (RFC 9525)', async () => {
    const callee = await open(carrierIdentity)
    const caller = await open(otherIdentity)
    expect(await caller.ask(carrierAt(callee.port))).toBe(200)
  })

  it('a peer that is somebody else hears nothing (RFC 5922 §7.3)', async () => {
    const callee = await open(carrierIdentity)
    const caller = await open(otherIdentity)
    expect(await caller.ask(carrierAt(callee.port, 'elsewhere.example'))).toMatch(/altnames/)
    expect(callee.requests()).toBe(0)
  })

  it('an unknown authority --> not trusted', async () => {
    const callee = await open(carrierIdentity)
    const caller = await open({ ...otherIdentity, authorities: [] })
    expect(await caller.ask(carrierAt(callee.port, 'carrier.example'))).toMatch(
      /unable to verify|self-signed/,
    )
    expect(callee.requests()).toBe(0)
  })

  it('whoever calls proves its name by the certificate that it shows, and no other name', async () => {
    const callee = await open(carrierIdentity)
    const caller = await open(otherIdentity)
    expect(await caller.ask(carrierAt(callee.port))).toBe(200)
    expect(callee.proves('other.example')).toBe(true)
    expect(callee.proves('OTHER.example')).toBe(true)
    expect(callee.proves('carrier.example')).toBe(false)
    expect(callee.proves('example')).toBe(false)
    // Who was called proves nothing in this way: the name was asked for when the connection was made.
    expect(caller.proves('carrier.example')).toBe(false)
  })

  it.each([
    [
      'a certificate of a strange authority',
      otherIdentity,
      { ...carrierIdentity, authorities: [strangeAuthority] },
    ],
    ['a certificate that nobody asked for', otherIdentity, { ...carrierIdentity, authorities: [] }],
  ])('%s proves nothing, and is let in', async (_, of, callees) => {
    const callee = await open(callees)
    const caller = await open(of)
    expect(await caller.ask(carrierAt(callee.port))).toBe(200)
    expect(callee.proves('other.example')).toBe(false)
  })

  it('who has no certificate is let in, again too, and proves nothing', async () => {
    const callee = await open(carrierIdentity)
    let ticket: Buffer | undefined
    const askAgain = async () => {
      const again = ticket && { session: ticket }
      const socket = connectTls({ host: HERE, port: callee.port, rejectUnauthorized: false, ...again })
      socket.on('session', (given: Buffer) => {
        ticket = given
      })
      await once(socket, 'secureConnect')
      socket.write(options(callee.port))
      const [answer] = await once(socket, 'data')
      expect(String(answer)).toMatch(/^SIP\/2.0 200 /)
      const reused = socket.isSessionReused()
      socket.destroy()
      return reused
    }
    // RFC 8446 §2.2: who comes back need not be asked anew.
    expect([await askAgain(), await askAgain()]).toEqual([false, true])
    expect(callee.proves('other.example')).toBe(false)
  })

  it('a renewed certificate is shown from the next handshake on; connections live on', async () => {
    const callee = await open(carrierIdentity)
    const caller = await open(otherIdentity)
    const to = carrierAt(callee.port, 'carrier.example')
    await caller.ask(to)
    callee.tls.renew(otherIdentity)
    expect(await caller.ask(to)).toBe(200)
    expect(await caller.ask(carrierAt(callee.port, 'other.example'))).toBe(200)
    expect(caller.layer.connections).toBe(2)
  })

  it('a key that is not the certificate’s --> the former goes on', async () => {
    const callee = await open(carrierIdentity)
    const caller = await open(otherIdentity)
    expect(() => callee.tls.renew({ ...carrierIdentity, key: otherIdentity.key })).toThrow()
    expect(await caller.ask(carrierAt(callee.port, 'carrier.example'))).toBe(200)
  })
})

describe('hostile peers of the TLS port', () => {
  const heardFrom = async (socket: Socket) => {
    socket.on('error', () => {})
    socket.resume()
    await new Promise((closed) => socket.once('close', closed))
  }

  it('SIP in the clear, HTTP, and noise --> closed, nothing is answered, others go on', async () => {
    const callee = await open(carrierIdentity)
    for (const bytes of [
      'OPTIONS sip:x SIP/2.0\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
      '\x16\x03\x01\xff\xff'.padEnd(4_000, '\0'),
    ]) {
      const socket = connectTcp(callee.port, HERE)
      socket.write(bytes, 'latin1')
      await heardFrom(socket)
    }
    const caller = await open(otherIdentity)
    expect(await caller.ask(carrierAt(callee.port, 'carrier.example'))).toBe(200)
    expect(callee.requests()).toBe(1)
    expect(callee.layer.connections).toBe(1)
  })

  it('a handshake that is begun and left --> closed after its time', async () => {
    const callee = await open(carrierIdentity, { connectTimeout: 50 })
    const socket = connectTcp(callee.port, HERE)
    socket.write('\x16\x03\x01', 'latin1')
    await heardFrom(socket)
    await expect.poll(() => callee.layer.connections).toBe(0)
  })

  it('half-open handshakes are counted: too many of one address --> refused', async () => {
    const callee = await open(carrierIdentity, { connectionsPerSource: 3 })
    const sockets = Array.from({ length: 3 }, () => connectTcp(callee.port, HERE))
    for (const socket of sockets) await once(socket, 'connect')
    await heardFrom(connectTcp(callee.port, HERE))
    expect(callee.layer.counters.overLimit).toBe(1)
    for (const socket of sockets) socket.destroy()
  })

  it('TLS older than 1.2 --> refused', async () => {
    const callee = await open(carrierIdentity)
    const old = connectTls({
      port: callee.port,
      host: HERE,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      rejectUnauthorized: false,
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    const [error] = await once(old, 'error')
    expect(String(error)).toMatch(/protocol version|unsupported/i)
    await expect.poll(() => callee.layer.connections).toBe(0)
  })
})
