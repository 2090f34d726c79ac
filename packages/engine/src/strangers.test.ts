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

const registerAt = (host: string) =>
  parseMessage(
    Buffer.from(`REGISTER sip:${host} SIP/2.0\r
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

/** In which realm a name is asked to prove itself where names that begin with `site` are phones, each in a realm of its own. */
function engine() {
  const authentication = new Authentication({
    devices: {
      findByUsername: async (name: string) =>
        name.startsWith('site') ? { ...deviceOf(name, name), realm: `${name}.example` } : undefined,
    },
    trunks: { byUsername: () => undefined, bySource: () => undefined },
    guard: new SourceGuard(),
    clock: new FakeClock(),
    defaultRealm: 'main.test',
    realmSecret: 'the same at every engine',
  } as unknown as AuthenticationOptions)
  const realmOf = async (name: string, host = '192.0.2.1') => {
    const answer = await authentication.authenticate(registerAt(host), flow, name)
    return 'extra' in answer ? /realm="([^"]+)"/.exec(answer.extra ?? '')?.[1] : undefined
  }
  return { authentication, realmOf }
}

it('a name is asked in one realm, whichever domain is dialled, whether anybody has it or not (C2)', async () => {
  const { realmOf } = engine()
  for (const site of ['site1', 'site2']) await realmOf(site)
  for (const name of ['site1', 'nobody-1', 'nobody-2', 'nobody-3', 'nobody-4']) {
    const asked = await Promise.all(['site1.example', 'site2.example'].map((host) => realmOf(name, host)))
    expect(new Set(asked).size).toBe(1)
  }
})

it('a name is asked in the same realm by every engine, also by one that has just started (C2)', async () => {
  const [one, other] = [engine(), engine()]
  const sites = ['site1', 'site2', 'site3']
  for (const site of sites) await one.realmOf(site)
  for (const site of sites.toReversed()) other.authentication.knowRealm(`${site}.example`)
  for (let stranger = 0; stranger < 20; stranger++) {
    const name = `nobody-${stranger}`
    expect(await one.realmOf(name)).toBe(await other.realmOf(name))
  }
})

it.each(['', 'anonymous', '+447700900123'])(
  'who calls as <%s> is asked in the realm that is dialled',
  async (name) => {
    const { realmOf } = engine()
    for (const site of ['site1', 'site2']) {
      await realmOf(site)
      expect(await realmOf(name, `${site}.example`)).toBe(`${site}.example`)
    }
  },
)

it('names that nobody has cost little where there are thousands of sites', async () => {
  const { realmOf } = engine()
  for (let site = 0; site < 3_000; site++) expect(await realmOf(`site${site}`)).toBe(`site${site}.example`)

  const strangers = 300
  const before = performance.now()
  for (let stranger = 0; stranger < strangers; stranger++)
    expect(await realmOf(`nobody-${stranger}`)).toMatch(/^site\d+\.example$/)
  expect((performance.now() - before) / strangers).toBeLessThan(3)
}, 120_000)
