/** What is told of calls while they go on: the news of each turn, gathered in order, lost last first. */
import { type Call, newCall, planCall, simulateCall, unknownNumber } from '@mainline/pbx'
import { FakeClock } from '@mainline/sip/testing'
import { describe, expect, it } from 'vitest'
import { CallEvents, newsOf } from './call-events.ts'
import type { LiveCall } from './live-call.ts'
import { type CallLiveEvent, silentLog } from './ports.ts'

const number = unknownNumber('+442079460000')
const plan = planCall({ number, at: 0, caller: { origin: 'trunk' }, reach: () => [] })
const fresh = newCall(plan)
const leg = (changes: object) =>
  ({
    leg: 1,
    memberId: 'm',
    name: 'Maya',
    target: 'd',
    external: false,
    state: 'calling',
    startedAt: 0,
    ...changes,
  }) as Call['legs'][number]
const hunting: Call = { ...fresh, state: 'hunting', legs: [leg({}), leg({ leg: 2, name: 'Tom' })] }
const ringing: Call = {
  ...hunting,
  legs: [leg({ ringingAt: 5, state: 'ringing' }), leg({ leg: 2, name: 'Tom' })],
}
const talking: Call = {
  ...ringing,
  state: 'talking',
  partner: { result: 'answered-by-member', step: 'hunt-group', name: 'Maya', leg: 1 },
}
const finished = simulateCall(plan, 1000).call

describe('the news of a turn', () => {
  it.each<[string, Call, Call, readonly string[]]>([
    ['new -- arrived --> hunting', fresh, hunting, ['call.started']],
    ['new -- arrived --> finished (unknown number)', fresh, finished, ['call.started', 'call.ended']],
    ['hunting -- first leg rings', hunting, ringing, ['call.ringing']],
    ['hunting -- second leg rings', ringing, { ...ringing, legs: [...ringing.legs] }, []],
    ['hunting -- leg answers --> talking', ringing, talking, ['call.answered']],
    ['hunting --> answering (mailbox)', ringing, { ...ringing, state: 'answering' }, []],
    [
      'answering --> greeting',
      { ...ringing, state: 'answering' },
      { ...ringing, state: 'greeting' },
      ['call.answered'],
    ],
    ['greeting --> recording', { ...ringing, state: 'greeting' }, { ...ringing, state: 'recording' }, []],
    ['talking --> finished', talking, finished, ['call.ended']],
    ['finished -- late event', finished, finished, []],
  ])('%s', (_, before, now, kinds) => {
    expect(newsOf(before, now).map(({ kind }) => kind)).toEqual(kinds)
  })

  it('says who rings, who answered and how it ended', () => {
    expect(newsOf(hunting, ringing)[0]?.data).toEqual({ names: ['Maya', 'Tom'] })
    expect(newsOf(ringing, talking)[0]?.data).toEqual({ by: 'member', name: 'Maya' })
    expect(newsOf(ringing, { ...ringing, state: 'greeting' })[0]?.data).toEqual({
      by: 'voicemail',
      name: null,
    })
    expect(newsOf(talking, finished)[0]?.data).toMatchObject({
      result: 'rejected',
      words: expect.stringMatching(/\.$/),
    })
  })
})

describe('the gathering', () => {
  const call = (id: string, operatorId = 'o'): LiveCall =>
    ({
      origin: { id, number: { operatorId }, identity: { number: '+1', name: undefined } },
      state: hunting,
      now: () => 7,
    }) as unknown as LiveCall

  function open(store: (events: readonly CallLiveEvent[]) => Promise<void>) {
    const clock = new FakeClock()
    const sink = { wanted: (operatorId: string) => operatorId === 'o', store }
    return { clock, events: new CallEvents({ sink, clock, log: silentLog }) }
  }

  it('stores what was gathered in 100 ms in one go, in order', async () => {
    const batches: string[][] = []
    const { clock, events } = open(async (batch) => {
      batches.push(batch.map(({ data }) => (data as { callId: string }).callId))
    })
    for (const id of ['a', 'b', 'c']) events.tell(call(id), fresh)
    expect(batches).toEqual([])
    clock.advance(100)
    await events.flush()
    expect(batches).toEqual([['a', 'b', 'c']])
  })

  it('asks whether anybody follows the operator', () => {
    const { events } = open(async () => {})
    expect(events.wanted(call('a'))).toBe(true)
    expect(events.wanted(call('a', 'other'))).toBe(false)
  })

  it('a batch that was refused goes again before what came after it', async () => {
    const stored: string[] = []
    let refuse = true
    const { clock, events } = open(async (batch) => {
      if (refuse) throw new Error('away')
      stored.push(...batch.map(({ data }) => (data as { callId: string }).callId))
    })
    events.tell(call('a'), fresh)
    clock.advance(100)
    await events.flush()
    refuse = false
    events.tell(call('b'), fresh)
    await events.close()
    expect(stored).toEqual(['a', 'b'])
  })

  it('forgets the oldest when the database stays away', async () => {
    const stored: CallLiveEvent[] = []
    let refuse = true
    const { events } = open(async (batch) => {
      if (refuse) throw new Error('away')
      stored.push(...batch)
    })
    for (let id = 0; id < 50_000; id++) events.tell(call(String(id)), fresh)
    await events.flush()
    refuse = false
    await events.flush()
    expect(stored.length).toBeLessThanOrEqual(20_000)
    expect(stored.at(-1)?.data).toMatchObject({ callId: '49999' })
  })
})
