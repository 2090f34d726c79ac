/** Forks of an INVITE of ours that answer when the call is another's, or over (RFC 3261 §13.2.2.4). */
import { describe, expect, it } from 'vitest'
import type { SipPhoneOptions } from '../../testing/index.ts'
import { forked, openStage, openWire } from './user-agent-fixture.ts'

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
