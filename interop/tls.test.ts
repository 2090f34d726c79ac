/** TLS everywhere: a phone and a carrier by SIP over TLS, the console by HTTPS, a certificate that is renewed meanwhile. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { get, request } from 'node:http'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureDebianPackages } from '../scripts/install-debian-packages.ts'
import { atRest } from './at-rest.ts'
import { Baresip } from './peers/baresip.ts'
import { readWav, toneShare } from './peers/tone.ts'
import { sleep, until } from './peers/waiting.ts'
import { ServerFixture } from './server-fixture.ts'
import { createTrunk, createWorkspace, endedCalls } from './workspace.ts'

const HERE = '127.0.0.1'
const CALLER_HZ = 440
const MEMBER_HZ = 620
const TALK_MS = 3_000
const folder = mkdtempSync(join(tmpdir(), 'mainline-tls-'))
const files = { certificate: join(folder, 'fullchain.pem'), key: join(folder, 'privkey.pem') }
let server: ServerFixture

/** As an ACME client would write it: a file of its own, renamed into place. */
function makeCertificate(name: string): string {
  const key = join(folder, 'key.new')
  const certificate = join(folder, 'certificate.new')
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name},IP:${HERE}`]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '90']
  execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  })
  const text = readFileSync(certificate, 'utf8')
  renameSync(key, files.key)
  renameSync(certificate, files.certificate)
  return text
}

beforeAll(async () => {
  ensureDebianPackages(['baresip-core', 'openssl'])
  setDefaultCACertificates([makeCertificate('phones.example')])
  server = await ServerFixture.start({ tls: files, env: { MAINLINE_TLS_CA: files.certificate } })
  await createTrunk(server, 'Carrier on 127.0.0.1', HERE)
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

/** Certificate and key in one file, as baresip wants them. */
function bothIn(name: string): string {
  const path = join(folder, name)
  writeFileSync(path, readFileSync(files.certificate, 'utf8') + readFileSync(files.key, 'utf8'))
  return path
}

/** The name in the certificate that is shown at a port. */
async function shownAt(port: number): Promise<string | undefined> {
  const socket = connect({ host: HERE, port, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const { subject } = socket.getPeerCertificate()
  socket.destroy()
  return String(subject.CN)
}

describe('SIP over TLS (RFC 3261 §26)', () => {
  it('baresip registers, is called by a carrier that calls by TLS, and both hear each other', async () => {
    const workspace = await createWorkspace(server, { members: 1 })
    const login = workspace.members[0]?.login
    if (!login) throw new Error('no member')
    const member = await Baresip.start({
      folder: join(folder, 'member'),
      toneHz: MEMBER_HZ,
      login: { ...login, server: { address: HERE, port: server.sipsPort } },
      autoAnswer: true,
      transport: 'tls',
    })
    const carrier = await Baresip.start({
      folder: join(folder, 'carrier'),
      toneHz: CALLER_HZ,
      transport: 'tls',
    })
    const devices = `/devices?numberId=${workspace.members[0]?.numberId}`
    const { items: registered } = await server.api.get<{ items: unknown[] }>(devices)
    try {
      await carrier.talk(`sip:${workspace.mainNumber}@${HERE}:${server.sipsPort};transport=tls`, TALK_MS)
    } finally {
      await carrier.quit()
      await member.quit()
    }
    expect(registered).toMatchObject([{ registrations: [{ transport: 'TLS' }] }])
    // What follows the answer goes over TLS too.
    expect(carrier.output()).toContain(`Contact: <sip:${HERE}:${server.sipsPort};transport=tls>`)
    expect(carrier.output()).not.toMatch(/^Via: SIP\/2\.0\/(UDP|TCP)/m)
    expect(heard(member.recordings()[0], CALLER_HZ)).toBeGreaterThan(0.9)
    expect(heard(carrier.recordings()[0], MEMBER_HZ)).toBeGreaterThan(0.9)
    expect(await atRest(server, 'calls')).toEqual({})
    expect(await endedCalls(server, workspace)).toMatchObject([{ result: 'answered-by-member' }])
  })
})

describe('a trunk by TLS (C2, C11)', () => {
  it('calls out to a carrier that proves its name, and both hear each other', async () => {
    const [outsideNumber, limitSeconds] = ['+442079460555', 20]
    const route = {
      steps: [{ target: 'forward', number: outsideNumber, limitSeconds }, { target: 'voicemail' }],
    }
    const workspace = await createWorkspace(server, { members: 0, route })
    const outside = await Baresip.start({
      folder: join(folder, 'outside'),
      toneHz: MEMBER_HZ,
      transport: 'tls',
      user: outsideNumber,
      autoAnswer: true,
      certificate: bothIn('outside.pem'),
    })
    await server.api.post('/trunks', {
      name: 'Out by TLS',
      operatorId: workspace.operatorId,
      host: HERE,
      // baresip takes TLS at the port beside its first.
      port: outside.port + 1,
      transport: 'TLS',
    })
    const caller = await Baresip.start({ folder: join(folder, 'caller'), toneHz: CALLER_HZ })
    try {
      caller.dial(`sip:${workspace.mainNumber}@${HERE}:${server.sip.port}`)
      await outside.established()
      await sleep(TALK_MS)
      caller.hangUp()
      await outside.callEnded()
    } finally {
      await caller.quit()
      await outside.quit()
    }
    // The BYE, too: nothing of the call goes another way.
    expect(outside.output()).toMatch(/^BYE [\s\S]*?^Via: SIP\/2\.0\/TLS/m)
    expect(outside.output()).not.toMatch(/^Via: SIP\/2.0\/(UDP|TCP)/m)
    expect(heard(outside.recordings()[0], CALLER_HZ)).toBeGreaterThan(0.9)
    expect(heard(caller.recordings()[0], MEMBER_HZ)).toBeGreaterThan(0.9)
    expect(await atRest(server, 'calls')).toEqual({})
    expect(await endedCalls(server, workspace)).toMatchObject([{ result: 'forwarded' }])
  })

  it('is known by the certificate that it shows, wherever it calls from; without one it is a stranger', async () => {
    await server.api.post('/trunks', { name: 'Known by certificate', certificateName: 'phones.example' })
    const shown = { cert: readFileSync(files.certificate), key: readFileSync(files.key) }
    // A stranger is asked who it is; a carrier is told that there is no such number (C1).
    expect([await statusOfCall({}), await statusOfCall(shown)]).toEqual([401, 404])
  })
})

/** What an INVITE comes to that is for nobody, from an address that no trunk has. */
async function statusOfCall(shown: { cert?: Buffer; key?: Buffer }): Promise<number> {
  const localAddress = '127.0.0.7'
  const to = { host: HERE, port: server.sipsPort, localAddress, rejectUnauthorized: false }
  const socket = connect({ ...to, ...shown })
  await once(socket, 'secureConnect')
  const lines = [
    `INVITE sip:+442079460999@${HERE}:${server.sipsPort};transport=tls SIP/2.0`,
    `Via: SIP/2.0/TLS ${localAddress}:5061;branch=z9hG4bK${crypto.randomUUID()}`,
    'Max-Forwards: 70',
    `From: <sip:+442079460990@${localAddress}>;tag=1`,
    `To: <sip:+442079460999@${HERE}>`,
    `Call-ID: ${crypto.randomUUID()}`,
    'CSeq: 1 INVITE',
    `Contact: <sip:${localAddress}:5061;transport=tls>`,
    'Content-Length: 0',
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  let answers = ''
  socket.on('data', (bytes) => {
    answers += bytes
  })
  const status = await until('the call to be refused', () => /^SIP\/2\.0 ([4-6]\d\d) /m.exec(answers)?.[1])
  socket.destroy()
  return Number(status)
}

function heard(path: string | undefined, hz: number): number {
  return path === undefined ? 0 : toneShare(readWav(readFileSync(path)), hz, 0.5)
}

describe('HTTPS', () => {
  it('answers, and says that browsers shall come no other way (RFC 6797)', async () => {
    const answer = await fetch(`${server.url}/readyz`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000')
  })

  it('HTTP leads there and answers nothing itself', async () => {
    const options = { host: HERE, port: server.httpPort }
    const [page] = await once(get({ ...options, path: '/reception' }), 'response')
    expect([page.statusCode, page.headers.location]).toEqual([308, `${server.url}/reception`])
    const [refused] = await once(
      request({ ...options, path: '/api/v1/numbers', method: 'POST' }).end(),
      'response',
    )
    expect(refused.statusCode).toBe(403)
    page.resume()
    refused.resume()
  })

  it('the WebSocket of SIP is there, for whoever is signed in', async () => {
    const socket = connect({ host: HERE, port: Number(new URL(server.url).port) })
    await once(socket, 'secureConnect')
    const upgrade = ['GET /sip HTTP/1.1', `Host: ${new URL(server.url).host}`, `Origin: ${server.url}`]
    const asked = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
    const protocol = ['Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', 'Sec-WebSocket-Protocol: sip']
    socket.write(`${[...upgrade, ...asked, ...protocol].join('\r\n')}\r\n\r\n`)
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 401 /)
    socket.destroy()
  })
})

describe('hostile peers', () => {
  it.each([
    ['SIP by TLS', () => server.sipsPort],
    ['HTTPS', () => Number(new URL(server.url).port)],
  ])(
    '%s: noise, plain text and handshakes that are left --> closed, and the server goes on',
    async (_, port) => {
      const left = Array.from({ length: 40 }, () => connectTcp(port(), HERE).on('error', () => {}))
      for (const socket of left) socket.write(Buffer.from([0x16, 3, 1, 0x02]))
      for (const text of ['INVITE sip:x SIP/2.0\r\n\r\n', 'GET / HTTP/1.0\r\n\r\n', '\0'.repeat(70_000)]) {
        const socket = connectTcp(port(), HERE).on('error', () => {})
        socket.write(text)
        socket.resume()
        await new Promise((closed) => socket.once('close', closed))
      }
      expect(await shownAt(port())).toBeDefined()
      for (const socket of left) socket.resume()
      await until('handshakes that were left to be closed', () => left.every(({ closed }) => closed), 20_000)
      expect(server.alive).toBe(true)
    },
  )
})

describe('a certificate that is renewed', () => {
  it('half renewed --> the former goes on and the log says why; whole --> shown everywhere', async () => {
    const https = Number(new URL(server.url).port)
    writeFileSync(files.key, 'not yet\n')
    await until('the log to say that it cannot be used', () => server.output().includes('the former goes on'))
    expect([await shownAt(https), await shownAt(server.sipsPort)]).toEqual([
      'phones.example',
      'phones.example',
    ])
    makeCertificate('renewed.example')
    const shown = async () => Promise.all([shownAt(https), shownAt(server.sipsPort)])
    await until('the new certificate to be shown', async () =>
      (await shown()).every((name) => name === 'renewed.example'),
    )
  })
})
