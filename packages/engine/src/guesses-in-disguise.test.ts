/** Passwords that are guessed in a name which is not written as phones write it: they count as all others do (C2). */
import { parseMessage, type SipRequest } from '@mainline/sip'
import { FakeClock } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { Authentication, type AuthenticationOptions } from './authentication.ts'
import { deviceOf } from './engine-fixture.ts'
import { SourceGuard } from './source-guard.ts'

const flow = {
  transport: 'UDP',
  localAddress: '192.0.2.1',
  localPort: 5060,
  remoteAddress: '203.0.113.9',
  remotePort: 5060,
  connectionId: 0,
} as const

const register = (lines = '') =>
  parseMessage(
    Buffer.from(`REGISTER sip:site.test SIP/2.0\r
Via: SIP/2.0/UDP 203.0.113.9;branch=z9hG4bKone\r
Max-Forwards: 70\r
From: <sip:tom@site.test>;tag=theirs\r
To: <sip:tom@site.test>\r
Call-ID: one\r
CSeq: 1 REGISTER\r
${lines}Content-Length: 0\r
\r
`),
  ) as SipRequest

it.each([
  ['as phones write it', (guess: string) => `Authorization: Digest username="tom", ${guess}\r\n`],
  ['with a quoted pair', (guess: string) => `Authorization: Digest username="t\\om", ${guess}\r\n`],
  ['without quotes', (guess: string) => `Authorization: Digest username=tom, ${guess}\r\n`],
  [
    'behind credentials for somewhere else',
    (guess: string) =>
      `Authorization: Digest realm="x", nonce="x", uri="sip:x", response="x"\r\nAuthorization: Digest username="tom", ${guess}\r\n`,
  ],
])('the name %s --> after ten guesses none is looked at', async (_, write) => {
  const clock = new FakeClock()
  const guard = new SourceGuard()
  // Behind the NAT of a building whose phones have registered.
  guard.expect(flow.remoteAddress, 3_600_000, 0)
  const authentication = new Authentication({
    devices: { findByUsername: async (name: string) => (name === 'tom' ? deviceOf(name, name) : undefined) },
    emergencyMemory: { rememberedDevice: () => undefined, remember() {} },
    trunks: { byUsername: () => undefined, bySource: () => undefined },
    guard,
    clock,
    log: { info() {}, warn() {}, error() {} },
    defaultRealm: 'main.test',
    realmSecret: 'of these tests',
  } as unknown as AuthenticationOptions)
  const ask = async (lines?: string) => {
    const answer = await authentication.authenticate(register(lines), flow, 'tom')
    if (!('status' in answer)) throw new Error('let in')
    return answer
  }
  const nonce = /nonce="([^"]+)"/.exec((await ask()).extra ?? '')?.[1]
  const statuses: number[] = []
  for (let guess = 0; guess < 12; guess++) {
    const response = guess.toString(16).padStart(32, '0')
    const line = `realm="site.test", nonce="${nonce}", uri="sip:site.test", algorithm=MD5, response="${response}"`
    statuses.push((await ask(write(line))).status)
  }
  expect(statuses).toEqual([...Array(10).fill(401), 503, 503])
})
