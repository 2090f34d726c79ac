/** What strangers cost who only claim a name (C2): the thread that answers them has calls to keep. */
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

const register = parseMessage(
  Buffer.from(`REGISTER sip:192.0.2.1 SIP/2.0\r
Via: SIP/2.0/UDP 203.0.113.9;branch=z9hG4bKone\r
Max-Forwards: 70\r
From: <sip:x@192.0.2.1>;tag=theirs\r
To: <sip:x@192.0.2.1>\r
Call-ID: one\r
CSeq: 1 REGISTER\r
Content-Length: 0\r
\r
`),
) as SipRequest

it('names that nobody has cost little where there are thousands of sites', async () => {
  const authentication = new Authentication({
    devices: {
      findByUsername: async (name: string) =>
        name.startsWith('site') ? { ...deviceOf(name, name), realm: `${name}.example` } : undefined,
    },
    trunks: { byUsername: () => undefined, bySource: () => undefined },
    guard: new SourceGuard(),
    clock: new FakeClock(),
    defaultRealm: 'main.test',
  } as unknown as AuthenticationOptions)
  const realmOf = async (name: string) => {
    const answer = await authentication.authenticate(register, flow, name)
    return 'extra' in answer ? /realm="([^"]+)"/.exec(answer.extra ?? '')?.[1] : undefined
  }
  for (let site = 0; site < 3_000; site++) expect(await realmOf(`site${site}`)).toBe(`site${site}.example`)

  const strangers = 300
  const before = performance.now()
  for (let stranger = 0; stranger < strangers; stranger++)
    expect(await realmOf(`nobody-${stranger}`)).toMatch(/^site\d+\.example$/)
  expect((performance.now() - before) / strangers).toBeLessThan(3)
}, 120_000)
