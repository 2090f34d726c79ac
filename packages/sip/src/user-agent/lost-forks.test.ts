/** Forks of an INVITE of ours that answer when the call is another's, or over (RFC 3261 §13.2.2.4). */
import { describe, expect, it } from 'vitest'
import type { SipPhoneOptions } from '../../testing/index.ts'
import { forked, held, openStage, openWire, silence } from './user-agent-fixture.ts'

const carrierAt = '192.0.2.9'

/** Alice calls through a carrier that forks. */
async function called(options: Partial<SipPhoneOptions> = {}) {
  const stage = await openStage({}, 1, {
    alice: { server: { address: carrierAt, port: 5060 }, ...options },
  })
  const carrier = await openWire(stage.network, carrierAt)
  const call = stage.alice.call('bob')
  await stage.clock.advanceAsync(10)
  const invite = carrier.log[0]
  const answer = async (tag: string, status: number, extra = '') => {
    carrier.answer(forked(invite, tag), status, `Contact: <sip:${tag}@${carrierAt}>\n${extra}`)
    await stage.clock.advanceAsync(10)
  }
  /** Requests of a method to a fork, as their numbers. */
  const numbers = (method: string, tag: string) =>
    carrier.log
      .filter(({ text }) => text.startsWith(`${method} sip:${tag}@`))
      .map(({ text }) => Number(/^CSeq: (\d+)/m.exec(text)?.[1]))
  return { ...stage, carrier, call, invite, answer, numbers }
}

describe('a fork that answers after another', () => {
  it('-- and had PRACKs while it rang --> BYE with the number after theirs (§12.2.1.1)', async () => {
    const { call, carrier, answer, numbers, clock } = await called({ supported: ['100rel'] })
    for (const [tag, rseq] of [
      ['one', 1],
      ['two', 1],
      ['two', 2],
    ] as const) {
      await answer(tag, 183, `Require: 100rel\nRSeq: ${rseq}\n`)
      carrier.answer(carrier.log.at(-1), 200)
      await clock.advanceAsync(10)
    }
    expect(numbers('PRACK', 'two')).toEqual([2, 3])
    await answer('one', 200)
    await answer('two', 200)
    expect(numbers('ACK', 'two')).toEqual([1])
    expect(numbers('BYE', 'two')).toEqual([4])
    expect(call.state).toBe('answered')
  })
})

describe('a fork that answers when the call is over', () => {
  const refused = async (status: number, more: Partial<SipPhoneOptions> = {}) => {
    const stage = await called(more)
    await stage.answer('one', status)
    expect(stage.call.state).toBe('ended')
    return stage
  }

  it('-- after the refusal of another --> ACK, and BYE once (§16.7, §13.2.2.4)', async () => {
    const { answer, numbers, call, carrier } = await refused(486)
    await answer('two', 200)
    await answer('two', 200)
    expect(numbers('ACK', 'two')).toEqual([1, 1])
    expect(numbers('BYE', 'two')).toEqual([2])
    expect((await call.ended).failure?.status).toBe(486)
    carrier.answer(carrier.log.at(-1), 200)
  })

  it('-- after the CANCEL was given up (§9.1) --> ACK and BYE', async () => {
    const { answer, numbers, call, clock } = await called()
    await answer('one', 180)
    call.cancel()
    await clock.advanceAsync(33_000)
    expect((await call.ended).end).toBe('cancelled')
    await answer('one', 200)
    expect([numbers('ACK', 'one'), numbers('BYE', 'one')]).toEqual([[1], [2]])
  })

  it('-- an attempt that was challenged --> ACK and BYE with its number, the call goes on (§22.1)', async () => {
    const { answer, numbers, call, carrier } = await called({ credentials: { username: 'a', password: 'b' } })
    await answer('one', 407, 'Proxy-Authenticate: Digest realm="r", nonce="n"\n')
    await answer('two', 200)
    expect([numbers('ACK', 'two'), numbers('BYE', 'two')]).toEqual([[1], [2]])
    expect(call.state).toBe('early')
    expect(carrier.lines.filter((line) => line.startsWith('INVITE'))).toHaveLength(2)
  })

  it('-- and had a PRACK --> BYE with the number after it', async () => {
    const { answer, numbers, carrier, clock } = await called({ supported: ['100rel'] })
    await answer('two', 183, 'Require: 100rel\nRSeq: 1\n')
    carrier.answer(carrier.log.at(-1), 200)
    await clock.advanceAsync(10)
    await answer('one', 486)
    await answer('two', 200)
    expect(numbers('BYE', 'two')).toEqual([3])
  })

  it('-- 64*T1 and more afterwards --> nothing is known of it, and nothing is held', async () => {
    const { answer, numbers, clock, alice } = await refused(486)
    await clock.advanceAsync(33_500)
    await answer('two', 200)
    expect(numbers('ACK', 'two')).toEqual([])
    expect(held(alice)).toEqual(silence)
  })
})
