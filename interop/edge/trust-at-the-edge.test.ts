/**
 * Who is believed (C2): nobody outside gets a source of his own making past Kamailio or past an engine, strangers get no
 * answer that helps them, and are shut out one by one.
 */
import type { SipPhone } from '@mainline/sip/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DatagramPeer, type Endpoint } from '../peers/datagram-peer.ts'
import { sleep, until } from '../peers/waiting.ts'
import { createWorkspace, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'
import { EdgeFixture, homes } from './edge-fixture.ts'

const STRANGER = '127.0.0.7'
const OTHER_STRANGER = '127.0.0.8'

let edge: EdgeFixture
let workspace: Workspace
beforeAll(async () => {
  edge = await EdgeFixture.start({ sites: { '+4420794602': homes.first }, flood: 400 })
  workspace = await createWorkspace(edge.first, { members: 1 })
})
afterAll(() => edge?.[Symbol.asyncDispose]())

let made = 0
/** An INVITE for the main number. `lines` go between its headers as they are. */
function invite(from: DatagramPeer, lines = '', method = 'INVITE'): string {
  made += 1
  return [
    `${method} sip:${workspace.mainNumber}@${edge.sip.address}:${edge.sip.port} SIP/2.0`,
    `Via: SIP/2.0/UDP ${from.address}:${from.port};rport;branch=z9hG4bKtrust${made}`,
    'Max-Forwards: 70',
    `From: <sip:tom@elsewhere.test>;tag=${made}`,
    `To: <sip:${workspace.mainNumber}@${edge.sip.address}>`,
    `Call-ID: trust-${made}`,
    `CSeq: 1 ${method}`,
    `Contact: <sip:tom@${from.address}:${from.port}>`,
    `${lines}Content-Length: 0`,
    '',
    '',
  ].join('\r\n')
}

/** The first final answer, or 'silence' after a second. */
async function answerTo(peer: DatagramPeer, message: string): Promise<string> {
  const before = peer.received.length
  await peer.send(message)
  const final = () =>
    peer.received.slice(before).find((text) => /^SIP\/2\.0 [2-6]/.test(text) && text.includes(`trust${made}`))
  for (let waited = 0; waited < 40 && final() === undefined; waited += 1) await sleep(50)
  return final()?.slice(8, 11) ?? 'silence'
}

const peerAt = (server: Endpoint, address: string) => DatagramPeer.bind(server, address)
const asTrunk = `sip:${TRUNK_ADDRESS}:5060;transport=udp`
const line = (name: string, value = asTrunk) => `${name}: ${value}\r\n`

it.each([
  ['as it is written', line('X-Mainline-Source')],
  ['in capitals', line('X-MAINLINE-SOURCE')],
  ['with blanks before the colon', line('X-Mainline-Source \t ')],
  ['folded', `X-Mainline-Source:\r\n ${asTrunk}\r\n`],
  ['several times', line('X-Mainline-Source').repeat(5)],
  ['with line feeds only', `X-Mainline-Source: ${asTrunk}\n`],
  ['after a header that is none', `garbage\r\n${line('X-Mainline-Source')}`],
  ['after a carriage return alone', `X-Other: 1\r${line('X-Mainline-Source')}`],
  ['after a NUL', `X-Other: \0\r\n${line('X-Mainline-Source')}`],
])('a stranger who writes a source %s is a stranger', async (_edge, lines) => {
  await using stranger = await peerAt(edge.sip, STRANGER)
  // A carrier would be answered.
  expect(['400', '401', '403', 'silence']).toContain(await answerTo(stranger, invite(stranger, lines)))
  expect(await answerTo(stranger, invite(stranger))).toBe('401')
})

it('a carrier behind the edge is a carrier, whatever else it writes', async () => {
  await using carrier = await peerAt(edge.sip, TRUNK_ADDRESS)
  await carrier.send(invite(carrier, line('X-Mainline-Source', `sip:${STRANGER}:5060;transport=udp`)))
  await until('it to be answered', () => carrier.received.some((text) => text.startsWith('SIP/2.0 200')))
})

it('at an engine itself a stranger who writes a source is a stranger', async () => {
  for (const { sip } of [edge.first, edge.second]) {
    await using stranger = await peerAt(sip, STRANGER)
    expect(await answerTo(stranger, invite(stranger, line('X-Mainline-Source')))).toBe('401')
  }
})

it('a stranger who has guessed passwords is shut out, but for calls for help', async () => {
  await using guesser = await peerAt(edge.sip, '127.0.0.11')
  const guess = (nonce: string) =>
    invite(
      guesser,
      `Authorization: Digest username="tom", realm="${realm}", nonce="${nonce}", uri="sip:x", response="0"\r\n`,
    )
  await answerTo(guesser, invite(guesser))
  const challenge = guesser.received.at(-1) ?? ''
  const realm = /realm="([^"]+)"/.exec(challenge)?.[1]
  const nonce = /nonce="([^"]+)"/.exec(challenge)?.[1] ?? ''
  for (let n = 0; n < 10; n += 1) expect(await answerTo(guesser, guess(nonce))).toBe('401')
  expect(await answerTo(guesser, invite(guesser))).toBe('silence')
  expect(await answerTo(guesser, invite(guesser))).toBe('silence')
  const help = invite(guesser).replace(/^INVITE sip:[^@]+@/, 'INVITE sip:999@')
  expect(await answerTo(guesser, help)).toBe('401')
})

it('the inner socket speaks to engines only, and the edge is no relay for strangers', async () => {
  await using inside = await peerAt(edge.inner, STRANGER)
  expect(await answerTo(inside, invite(inside))).toBe('silence')
  await using victim = await peerAt(edge.sip, '127.0.0.9')
  await using stranger = await peerAt(edge.sip, STRANGER)
  const there = `sip:${victim.address}:${victim.port}`
  const engine = `sip:${edge.first.sip.address}:${edge.first.sip.port}`
  const own = `<sip:${edge.sip.address}:${edge.sip.port};lr`
  for (const lines of [
    `Route: <${there};lr>\r\n`,
    `Route: ${own}>, <${there};lr>\r\n`,
    `Route: ${own};received=${there}>\r\n`,
    `Route: ${own};r2=on>, ${own};r2=on>\r\n`,
  ]) {
    await stranger.send(invite(stranger, lines))
    await stranger.send(invite(stranger, lines).replace(/^(To: .*)\r$/m, '$1;tag=x\r'))
    await stranger.send(invite(stranger, lines).replace(/^INVITE \S+/, `INVITE ${there}`))
    for (const target of [there, `${engine};maddr=${victim.address}`, `${engine};transport=tcp`]) {
      const bye = invite(stranger, lines, 'BYE').replace(/^BYE \S+/, `BYE ${target}`)
      await stranger.send(bye.replace(/^(To: .*)\r$/m, '$1;tag=x\r'))
    }
  }
  await sleep(1_000)
  expect(victim.received).toEqual([])
})

it('a source that floods is dropped unread, and a carrier goes on', async () => {
  await using flood = await peerAt(edge.sip, '127.0.0.10')
  await flood.sendMany(2_000, 1_000, () => invite(flood, '', 'OPTIONS'))
  await until('the edge to shut it out', () => edge.output().includes('PIKE - BLOCKing ip 127.0.0.10'))
  await using carrier = await peerAt(edge.sip, TRUNK_ADDRESS)
  await carrier.send(invite(carrier))
  await until('the carrier to be answered', () =>
    carrier.received.some((text) => text.startsWith('SIP/2.0 200')),
  )
})

it('who guesses passwords gets no answer any more, and everybody else goes on', async () => {
  const guess = async (address: string, n: number): Promise<[number, SipPhone]> => {
    const phone = await edge.phone({
      address,
      user: workspace.members[0]?.login.username ?? '',
      domain: 'site-1.mainline.test',
      credentials: { username: `nobody-${n}`, password: 'guess' },
      timers: { t1: 50 },
    })
    return [await phone.register(600), phone]
  }
  for (let n = 0; n < 10; n += 1) expect((await guess(STRANGER, n))[0]).toBe(401)
  // The first that is one too many, and what comes later: the edge itself keeps silent.
  for (let n = 10; n < 12; n += 1) {
    const [status, phone] = await guess(STRANGER, n)
    expect(status).toBe(408)
    expect(phone.log.filter({ direction: 'received' })).toEqual([])
  }
  expect((await guess(OTHER_STRANGER, 1))[0]).toBe(401)
  const { username, password, domain } = workspace.members[0]?.login ?? {
    username: '',
    password: '',
    domain: '',
  }
  const credentials = { username, password }
  const desk = await edge.phone({ address: '127.0.0.4', user: username, domain, credentials })
  await edge.register(desk)
  const carrier = await edge.phone({ address: TRUNK_ADDRESS, user: '+442079460990' })
  const rings = desk.nextCall()
  const call = carrier.call(`sip:${workspace.mainNumber}@${edge.sip.address}:${edge.sip.port}`)
  const elsewhere = call.answered.then(() => expect.fail('voicemail has the call: the desk did not ring'))
  ;(await Promise.race([rings, elsewhere])).answer()
  elsewhere.catch(() => {})
  await call.answered
  call.hangUp()
})

it('what is for nobody by name is answered, and the edge has nothing to say of it', async () => {
  await using stranger = await peerAt(edge.sip, '127.0.0.12')
  const before = edge.output().length
  for (const method of ['INVITE', 'OPTIONS'])
    expect(
      await answerTo(stranger, invite(stranger, '', method).replace(/^(\w+) sip:[^@ ]+@/, '$1 sip:')),
    ).not.toBe('silence')
  expect(edge.output().slice(before)).not.toMatch(/ERROR|WARNING|BUG|CRITICAL/)
})
