/** A peer that refuses every request of ours with one more reason to send it again: it is not asked for ever. */
import { describe, expect, it } from 'vitest'
import { held, openStage, openWire, silence } from './user-agent-fixture.ts'

const peerAt = '192.0.2.9'

async function open(answers: (method: string, number: number) => readonly [number, string?] | undefined) {
  const stage = await openStage({}, 1, {
    alice: {
      server: { address: peerAt, port: 5060 },
      sessionTimer: { interval: 90 },
      credentials: { username: 'alice', password: 'secret' },
    },
  })
  const peer = await openWire(stage.network, peerAt)
  const numbers = new Map<string, number>()
  const sent = (method: string) => peer.log.filter(({ text }) => text.startsWith(`${method} `)).length
  /** Lets seconds go by. */
  const pass = async (seconds: number) => {
    for (let hundredth = 0; hundredth < 100 * seconds; hundredth++) {
      const known = peer.log.length
      await stage.clock.advanceAsync(10)
      for (const entry of peer.log.slice(known)) {
        const method = entry.text.split(' ', 1)[0] ?? ''
        const number = (numbers.get(method) ?? 0) + 1
        numbers.set(method, number)
        const [status, extra] = answers(method, number) ?? []
        if (status !== undefined) peer.answer(entry, status, extra)
      }
    }
  }
  return { ...stage, peer, sent, pass }
}

const challenge = (number: number) => `WWW-Authenticate: Digest realm="r${number}", nonce="n${number}"\n`

describe('an INVITE', () => {
  it.each([
    ['422, Min-SE one more each time', (number: number) => [422, `Min-SE: ${100 + number}\n`] as const],
    ['401, another realm each time', (number: number) => [401, challenge(number)] as const],
  ])('-- %s --> the call has failed soon', async (_, answer) => {
    const { alice, pass, sent } = await open((method, number) =>
      method === 'INVITE' ? answer(number) : undefined,
    )
    const call = alice.call('bob')
    await pass(5)
    expect(call.state).toBe('ended')
    expect(sent('INVITE')).toBeLessThan(20)
    await pass(70)
    expect(held(alice)).toEqual(silence)
  })
})

it('a session refresh -- 422, Min-SE one more each time --> tried again later, as any that is refused', async () => {
  const granted = `Contact: <sip:peer@${peerAt}>\nAllow: INVITE, ACK, BYE, UPDATE\nSession-Expires: 90;refresher=uac\n`
  const { alice, pass, sent } = await open((method, number) => {
    if (method === 'INVITE') return [200, granted]
    return method === 'UPDATE' ? [422, `Min-SE: ${100 + number}\n`] : undefined
  })
  const call = alice.call('bob')
  await pass(47)
  expect(call.state).toBe('answered')
  expect(sent('UPDATE')).toBeGreaterThan(1)
  expect(sent('UPDATE')).toBeLessThan(20)
})
