import { beforeEach, describe, expect, it } from 'vitest'
import { PartyWatch } from './party-watch.ts'
import type { StreamCounts } from './stream-counts.ts'

let watch: PartyWatch
beforeEach(() => {
  watch = new PartyWatch(60_000)
})

const said = { address: '192.0.2.9', port: 4000 }
const counts = (received: number, refused: number, address = said.address): StreamCounts => ({
  received,
  refused,
  bytes: 172 * received,
  address,
  port: 4000,
  codec: 'PCMA',
  lossShare: 0,
  jitterMs: 0,
})

describe('where a party comes from', () => {
  const exact = { ...said, isLearnt: false }
  const learnt = { ...said, isLearnt: true }

  it.each([
    ['it is heard', exact, counts(100, 0), false],
    ['it is heard, and a stranger knocks now and then', exact, counts(100, 20), false],
    ['nothing comes at all', exact, counts(0, 0), false],
    ['all comes from elsewhere', exact, counts(0, 75), true],
    ['one packet was let in before, the rest comes from elsewhere', exact, counts(1, 75), true],
    ['being learnt, it is heard from its address', learnt, counts(100, 75), true],
    ['being learnt, it has not been heard yet', learnt, counts(0, 75, '198.51.100.66'), true],
    ['a stranger was learnt', learnt, counts(100, 75, '198.51.100.66'), false],
  ])('%s', (_, whereabouts, now, learns) => {
    expect(watch.look(now, whereabouts, 0).learns).toBe(learns)
    expect(watch.learns).toBe(learns)
  })

  it('is judged by what came since the last look', () => {
    watch.look(counts(0, 1000), exact, 0)
    watch.forgetSource()
    expect(watch.learns).toBe(false)
    expect(watch.look(counts(10, 1000), exact, 20_000).learns).toBe(false)
  })

  it('begins anew with the counters of another session', () => {
    watch.look(counts(500, 0), exact, 0)
    watch.begin()
    expect(watch.look(counts(0, 50), exact, 20_000).learns).toBe(true)
  })
})

describe('silence of a party', () => {
  const look = (received: number, now: number) =>
    watch.look(counts(received, 0), { ...said, isLearnt: false }, now).isSilent

  it('is told after its time, and each time that this lasts', () => {
    expect([look(100, 0), look(100, 20_000), look(100, 79_999), look(100, 80_000)]).toEqual([
      false,
      false,
      false,
      true,
    ])
    expect([look(100, 139_999), look(100, 140_000)]).toEqual([false, true])
  })

  it('ends with a packet', () => {
    look(100, 0)
    look(100, 20_000)
    expect([look(101, 79_000), look(101, 80_000), look(101, 139_000), look(101, 140_000)]).toEqual([
      false,
      false,
      false,
      true,
    ])
  })

  it('begins anew when something else is agreed on', () => {
    look(0, 0)
    watch.forgetSilence()
    expect([look(0, 70_000), look(0, 130_000)]).toEqual([false, true])
  })
})
