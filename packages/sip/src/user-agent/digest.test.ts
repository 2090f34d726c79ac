import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../testing/index.ts'
import { parseText, type SipRequest, SipResponse } from '../message/index.ts'
import {
  computeDigest,
  computeHa1,
  type DigestAlgorithm,
  digestAlgorithm,
  digestAlgorithms,
} from './digest.ts'
import { DigestClient } from './digest-client.ts'
import { DigestServer, type Ha1 } from './digest-server.ts'
import { seededText } from './user-agent-fixture.ts'

const uri = 'sip:example.com'

function register(extra = '', target = uri): SipRequest {
  const text = `REGISTER ${target} SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa\r\nFrom: <sip:a@example.com>;tag=1\r\nTo: <sip:a@example.com>\r\nCall-ID: a\r\nCSeq: 1 REGISTER\r\n${extra}Content-Length: 4\r\n\r\nbody`
  const message = parseText(text)
  if (message.kind !== 'request') throw new Error('not a request')
  return message
}

function challenged(lines: string, status = 401): SipResponse {
  const message = parseText(
    `SIP/2.0 ${status} No\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa\r\nFrom: <sip:a@example.com>;tag=1\r\nTo: <sip:a@example.com>;tag=2\r\nCall-ID: a\r\nCSeq: 1 REGISTER\r\n${lines}Content-Length: 0\r\n\r\n`,
  )
  if (!(message instanceof SipResponse)) throw new Error('not a response')
  return message
}

function ha1Of(username: string, realm: string, password: string): Ha1 {
  return {
    md5: computeHa1('MD5', username, realm, password),
    sha256: computeHa1('SHA-256', username, realm, password),
  }
}

describe('computeDigest', () => {
  const base = {
    nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
    method: 'GET',
    uri: '/dir/index.html',
    qop: 'auth',
    nc: '00000001',
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  } as const

  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const)('%s gives what RFC 7616 §3.9.1 says', (algorithm, response) => {
    const ha1 = computeHa1(algorithm, 'Mufasa', 'http-auth@example.org', 'Circle of Life')
    expect(computeDigest({ ...base, algorithm, ha1 })).toBe(response)
  })

  it('without qop it is that of RFC 2069', () => {
    const ha1 = computeHa1('MD5', 'Mufasa', 'testrealm@host.com', 'CircleOfLife')
    const nonce = 'dcd98b7102dd2f0e8b11d0f600bfb0c093'
    const response = computeDigest({ algorithm: 'MD5', ha1, nonce, method: 'GET', uri: '/dir/index.html' })
    expect(response).toBe('1949323746fe6a43ef61f9606e7febea')
  })

  it.each([
    [undefined, 'MD5'],
    ['md5', 'MD5'],
    ['sha-256-SESS', 'SHA-256-sess'],
    ['SHA-512-256', undefined],
  ])('algorithm %s is read as %s', (text, expected) => {
    expect(digestAlgorithm(text)).toBe(expected)
  })
})

describe('server and client', () => {
  const clock = new FakeClock()

  it('agree for every algorithm, name and password', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...digestAlgorithms),
        fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/[:\r\n\0]/.test(text)),
        fc.string({ unit: 'grapheme' }),
        fc.boolean(),
        (algorithm: DigestAlgorithm, username, password, right) => {
          const server = new DigestServer({ realm: 'example.com', clock, algorithms: [algorithm] })
          const client = new DigestClient(
            { username, password: right ? password : `${password}x` },
            seededText(1),
          )
          expect(client.accept(challenged(server.challenge()), new Map())).toBe(true)
          const request = register(client.lines({ method: 'REGISTER', uri, body: 'body' }))
          const claim = server.claim(request)
          expect(claim?.username).toBe(username)
          if (claim === undefined) return
          const verdict = server.verify(request, claim, ha1Of(username, 'example.com', password))
          expect(verdict).toBe(right ? 'right' : 'wrong')
        },
      ),
    )
  })

  function exchange(client: DigestClient, server: DigestServer, target = uri) {
    const request = register(client.lines({ method: 'REGISTER', uri, body: 'body' }), target)
    const claim = server.claim(request)
    return claim && server.verify(request, claim, ha1Of('a', 'example.com', 'secret'))
  }

  function pair() {
    const server = new DigestServer({ realm: 'example.com', clock: new FakeClock() })
    const client = new DigestClient({ username: 'a', password: 'secret' }, seededText(1))
    client.accept(challenged(server.challenge()), new Map())
    return { server, client }
  }

  it.each([
    ['auth', 'auth'],
    ['auth,auth-int', 'auth'],
    ['auth-int', 'auth-int'],
    ['', undefined],
  ])('of qop "%s" the client takes %s, and the server verifies it', (offer, taken) => {
    const server = new DigestServer({ realm: 'example.com', clock: new FakeClock(), offersAuthInt: true })
    const client = new DigestClient({ username: 'a', password: 'secret' }, seededText(1))
    const qop = offer === '' ? '' : `, qop="${offer}"`
    client.accept(challenged(server.challenge().replaceAll(', qop="auth,auth-int"', qop)), new Map())
    expect(/qop=([a-z-]+)/.exec(client.lines({ method: 'REGISTER', uri, body: 'body' }))?.[1]).toBe(taken)
    expect(exchange(client, server)).toBe('right')
  })

  it('auth-int covers the body', () => {
    const server = new DigestServer({ realm: 'example.com', clock: new FakeClock(), offersAuthInt: true })
    const client = new DigestClient({ username: 'a', password: 'secret' }, seededText(1))
    client.accept(challenged(server.challenge().replaceAll('auth,auth-int', 'auth-int')), new Map())
    const request = register(client.lines({ method: 'REGISTER', uri, body: 'other' }))
    const claim = server.claim(request)
    expect(claim && server.verify(request, claim, ha1Of('a', 'example.com', 'secret'))).toBe('wrong')
  })

  it('SHA-256 is offered first and taken first (RFC 8760 §2.4)', () => {
    const { server, client } = pair()
    const lines = server.challenge().split('\r\n').filter(Boolean)
    expect(lines.map((line) => /algorithm=([^,]+)/.exec(line)?.[1])).toEqual(['SHA-256', 'MD5'])
    expect(client.lines({ method: 'REGISTER', uri })).toContain('algorithm=SHA-256')
  })

  it('a client with only an MD5 HA1 takes MD5', () => {
    const { server } = pair()
    const client = new DigestClient(
      { username: 'a', ha1: { md5: computeHa1('MD5', 'a', 'example.com', 'secret') } },
      seededText(1),
    )
    expect(client.accept(challenged(server.challenge()), new Map())).toBe(true)
    expect(exchange(client, server)).toBe('right')
  })

  it('a nonce may be used on with higher counts', () => {
    const { server, client } = pair()
    expect([exchange(client, server), exchange(client, server)]).toEqual(['right', 'right'])
  })

  it('the same credentials again are stale: they are a replay', () => {
    const { server, client } = pair()
    const request = register(client.lines({ method: 'REGISTER', uri, body: 'body' }))
    const claim = server.claim(request)
    if (claim === undefined) throw new Error('no claim')
    const ha1 = ha1Of('a', 'example.com', 'secret')
    expect([server.verify(request, claim, ha1), server.verify(request, claim, ha1)]).toEqual([
      'right',
      'stale',
    ])
  })

  it('credentials for another Request-URI are wrong; parameters do not count', () => {
    const { server, client } = pair()
    expect(exchange(client, server, 'sip:other.example.com')).toBe('wrong')
    expect(exchange(client, server, 'sip:EXAMPLE.com;transport=tcp')).toBe('right')
  })

  it('a user who does not exist is wrong, whatever is sent', () => {
    const { server, client } = pair()
    const request = register(client.lines({ method: 'REGISTER', uri, body: 'body' }))
    const claim = server.claim(request)
    expect(claim && server.verify(request, claim, undefined)).toBe('wrong')
  })

  it('a nonce of another server is stale, and tells nobody whether the secret is right', () => {
    const { client } = pair()
    const { server } = pair()
    expect(exchange(client, server)).toBe('stale')
    const liar = new DigestClient({ username: 'a', password: 'guess' }, seededText(1))
    liar.accept(challenged(pair().server.challenge()), new Map())
    expect(exchange(liar, server)).toBe('stale')
  })

  it('so is a nonce that went to another source', () => {
    const server = new DigestServer({ realm: 'example.com', clock: new FakeClock() })
    const client = new DigestClient({ username: 'a', password: 'secret' }, seededText(1))
    client.accept(challenged(server.challenge(false, '192.0.2.1')), new Map())
    const request = register(client.lines({ method: 'REGISTER', uri }))
    const claim = server.claim(request)
    if (claim === undefined) throw new Error('no claim')
    const ha1 = ha1Of('a', 'example.com', 'secret')
    const from = (source: string) => server.verify(request, claim, ha1, source)
    expect([from('192.0.2.2'), from('192.0.2.1')]).toEqual(['stale', 'right'])
  })

  it.each([
    ['nothing', ''],
    [
      'another realm',
      'Authorization: Digest username="a", realm="other", nonce="n", uri="u", response="r"\r\n',
    ],
    ['another scheme', 'Authorization: Basic YTpi\r\n'],
    ['garbage', 'Authorization: Digest ,,,\r\n'],
  ])('%s is no claim', (_name, lines) => {
    expect(pair().server.claim(register(lines))).toBeUndefined()
  })

  it('a client answers each realm once for each request, and once more when only the nonce was stale', () => {
    const { server, client } = pair()
    const [first, second] = [new Map(), new Map()]
    expect(client.accept(challenged(server.challenge()), first)).toBe(true)
    expect(client.accept(challenged(server.challenge()), first)).toBe(false)
    expect(client.accept(challenged(server.challenge(true)), first)).toBe(true)
    expect(client.accept(challenged(server.challenge(true)), first)).toBe(false)
    expect(client.accept(challenged(server.challenge()), second)).toBe(true)
  })

  it('a client answers a proxy and a registrar at once', () => {
    const { server, client } = pair()
    const proxy = new DigestServer({ realm: 'carrier', clock, kind: 'proxy' })
    expect(client.accept(challenged(proxy.challenge(), proxy.status), new Map())).toBe(true)
    const request = register(client.lines({ method: 'REGISTER', uri, body: 'body' }))
    expect(server.claim(request)?.realm).toBe('example.com')
    expect(proxy.claim(request)?.realm).toBe('carrier')
  })
})
