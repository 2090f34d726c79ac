/** What every HTTP server owes its clients, in the one shape of every refusal: on a real port, byte by byte. */
import { connect } from 'node:net'
import { setTimeout as later } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, testToken } from '../api/testing/test-api.ts'

let api: TestApi
let port: number
const logged: { level: number; msg: string }[] = []
const log = pino({ level: 'info' }, { write: (line) => void logged.push(JSON.parse(line)) })
beforeAll(async () => {
  api = await openTestApi({ otherwise: () => ({ console: true, log }) })
  port = Number(new URL(await api.app.listen({ host: '127.0.0.1', port: 0 })).port)
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

/** Everything that comes back until the server ends the connection. */
const said = (bytes: string) =>
  new Promise<string>((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'))
    socket.setEncoding('latin1')
    socket.on('data', (data: string) => {
      answer += data
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })

const end = 'Host: mainline.test\r\nConnection: close\r\n'
const authorized = `${end}Authorization: Bearer ${testToken}\r\n`

describe('what is no HTTP, or not all of a request', () => {
  it.each([
    ['no HTTP at all', 'HELO mainline\r\n\r\n', 400, 'invalid-request'],
    ['a header without a colon', `GET /healthz HTTP/1.1\r\n${end}Nothing\r\n\r\n`, 400, 'invalid-request'],
    [
      'two lengths',
      `POST /api/v1/sites HTTP/1.1\r\n${authorized}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`,
      400,
      'invalid-request',
    ],
    [
      'a length and chunks',
      `POST /api/v1/sites HTTP/1.1\r\n${authorized}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'invalid-request',
    ],
    [
      'a chunk of no length',
      `POST /api/v1/sites HTTP/1.1\r\n${authorized}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      400,
      'invalid-request',
    ],
    ['no host (RFC 9112 §3.2)', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'invalid-request'],
    [
      'headers of 20 KB',
      `GET /healthz HTTP/1.1\r\n${end}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'head-too-large',
    ],
    [
      'an address of 20 KB',
      `GET /healthz?${'x'.repeat(20_000)} HTTP/1.1\r\n${end}\r\n`,
      431,
      'head-too-large',
    ],
    [
      'a body that is announced as too large',
      `POST /api/v1/sites HTTP/1.1\r\n${authorized}Content-Type: application/json\r\nContent-Length: 900000\r\n\r\n`,
      413,
      'body-too-large',
    ],
    [
      'a body that becomes too large',
      `POST /api/v1/sites HTTP/1.1\r\n${authorized}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n30000\r\n${'x'.repeat(0x30000)}\r\n`,
      413,
      'body-too-large',
    ],
    [
      'a body of no known type',
      `POST /api/v1/sites HTTP/1.1\r\n${authorized}Content-Type: text/plain\r\nContent-Length: 1\r\n\r\nx`,
      415,
      'media-type',
    ],
    [
      'a path that cannot be decoded',
      `GET /api/v1/sites/%zz HTTP/1.1\r\n${authorized}\r\n`,
      400,
      'invalid-request',
    ],
  ])('%s', async (_, bytes, status, code) => {
    const answer = await said(bytes)
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    expect(head.split('\r\n')[0]).toMatch(new RegExp(`^HTTP/1\\.1 ${status} \\w`))
    expect(head).toMatch(/^connection: close$/im)
    expect(head).toMatch(/^content-type: application\/json; charset=utf-8$/im)
    const told = JSON.parse(body)
    expect(told).toMatchObject({ code, message: expect.stringMatching(/\.$/) })
    expect(head.toLowerCase()).toContain(`x-request-id: ${told.requestId}`)
  })

  it('HTTP/1.0 needs no host', async () => {
    expect(await said('GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('an offer of another protocol is answered in this one (RFC 9110 §7.8)', async () => {
    const offer = 'Host: mainline.test\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n'
    expect(await said(`GET /healthz HTTP/1.1\r\n${offer}`)).toMatch(/^HTTP\/1\.1 200 /)
  })
})

describe('a path that is known by other methods (RFC 9110 §15.5.6)', () => {
  it.each([
    ['DELETE', '/api/v1/sites', 'GET, HEAD, POST'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['GET', '/api/v1/numbers/11111111-1111-4111-8111-111111111111/activate', 'POST'],
    ['OPTIONS', '/api/v1/sites', 'GET, HEAD, POST'],
    ['TRACE', '/api/v1/sites', 'GET, HEAD, POST'],
    ['PUT', '/api/v1/sites?limit=1', 'GET, HEAD, POST'],
    ['POST', '/', 'GET, HEAD'],
    ['POST', '/api/openapi.json', 'GET, HEAD'],
  ])('%s %s', async (method, path, allow) => {
    const answer = await said(`${method} ${path} HTTP/1.1\r\n${end}Content-Length: 0\r\n\r\n`)
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 405 /)
    expect(head.toLowerCase()).toContain(`\r\nallow: ${allow.toLowerCase()}`)
    expect(JSON.parse(body)).toMatchObject({ code: 'no-such-method', requestId: expect.any(String) })
  })

  it.each([
    ['POST', '/api/v1/nothing'],
    ['GET', '/api/v1/nothing'],
    ['PROPFIND', '/nothing'],
    ['POST', '/occupiers'],
    ['GET', '/assets/nothing.js'],
  ])('and one that is unknown is 404: %s %s', async (method, path) => {
    const answer = await said(`${method} ${path} HTTP/1.1\r\n${end}Content-Length: 0\r\n\r\n`)
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 404 /)
    expect(JSON.parse(body)).toMatchObject({ code: 'no-such-path', requestId: expect.any(String) })
  })
})

it('a client that goes away amid its request is no failure of ours, and not of the database', async () => {
  logged.length = 0
  const socket = connect(port, '127.0.0.1')
  socket.write(
    `POST /api/v1/sites HTTP/1.1\r\n${authorized}Content-Type: application/json\r\nContent-Length: 90\r\n\r\n{`,
  )
  await later(200)
  socket.resetAndDestroy()
  await expect.poll(() => logged.map(({ msg }) => msg)).toContain('the client went away')
  expect(logged.filter(({ level }) => level > 30)).toEqual([])
})

it('looks every 5 s for requests whose time to arrive is over', () => {
  expect(api.app.server).toMatchObject({ connectionsCheckingInterval: 5000, requestTimeout: 30_000 })
})
