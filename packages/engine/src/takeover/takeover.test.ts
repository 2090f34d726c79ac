import type { SipRequest } from '@mainline/sip'
import { FakeClock } from '@mainline/sip/testing'
import { describe, expect, it } from 'vitest'
import type { EngineParts } from '../engine-parts.ts'
import type { LiveCall } from '../live-call.ts'
import { silentLog } from '../ports.ts'
import type { KeptCallStore } from './kept-call.ts'
import { KeptCalls } from './kept-calls.ts'
import { Takeover } from './takeover.ts'

/** What the clock of the database is ahead of ours. */
const AHEAD = 1_000_000.25

/** A live call as far as a takeover sees it. */
function liveCall(id: string) {
  let forsaken = 0
  const live = {
    origin: { id },
    caller: { dialog: { callId: `${id}-caller` } },
    legs: new Map(),
    forsake: () => {
      forsaken += 1
    },
  }
  return { live: live as unknown as LiveCall, forsaken: () => forsaken }
}

function stage(store: Partial<KeptCallStore> = {}) {
  const clock = new FakeClock()
  const asked: string[] = []
  const deadlines: number[] = []
  let away = false
  const answer = async <T>(what: string, value: T): Promise<T> => {
    asked.push(what)
    if (away) throw new Error('the database is away')
    return value
  }
  const one = liveCall('one')
  const two = liveCall('two')
  const kept = new KeptCalls({ store: {} as KeptCallStore, clock, log: silentLog })
  kept.has = () => true
  const takeover = new Takeover({
    store: {
      save: () => answer('save', undefined),
      remove: () => answer('remove', undefined),
      forget: () => answer('forget', undefined),
      claim: (which) => {
        deadlines.push(which.deadline)
        return answer('claim', { now: clock.now() + AHEAD, calls: [] })
      },
      ask: () => answer('ask', false),
      give: () => answer('give', true),
      knows: () => answer('knows', true),
      among: () => answer('among', new Set<string>()),
      takenOver: () => answer('takenOver', { now: clock.now() + AHEAD, taken: [] }),
      ...store,
    },
    kept,
    devices: {
      findByUsername: async () => undefined,
      find: async () => undefined,
      registeredLast: async () => [],
    },
    parts: { log: silentLog, liveCalls: () => [one.live, two.live] } as unknown as EngineParts,
    clock,
    locate: async () => {},
    born: () => {},
  })
  const goAway = (is: boolean) => {
    away = is
  }
  return { clock, takeover, asked, deadlines, goAway, one, two }
}

const bye = { callId: 'somebody', method: 'BYE' } as unknown as SipRequest

describe('the calls of engines that are no more (product §6.9)', () => {
  it('are looked for once the database has been there for a while, and then again and again', async () => {
    const { clock, takeover, asked } = stage()
    await clock.advanceAsync(4_500)
    expect(asked).not.toContain('claim')
    await clock.advanceAsync(6_000)
    expect(asked.filter((what) => what === 'claim').length).toBeGreaterThanOrEqual(2)
    await takeover.close()
    const before = asked.length
    await clock.advanceAsync(10_000)
    expect(asked).toHaveLength(before)
  })

  it('are taken by a look that reaches the database at once, never by one that waited there while it stood still', async () => {
    const { clock, takeover, deadlines } = stage()
    await clock.advanceAsync(6_100)
    expect(deadlines).toHaveLength(1)
    expect(deadlines[0]).toBe(Math.floor(deadlines[0] ?? 0))
    expect(deadlines[0]).toBeGreaterThan(6_000 + AHEAD)
    expect(deadlines[0]).toBeLessThanOrEqual(8_000 + AHEAD)
    await takeover.close()
  })

  it('are not looked for right after an outage: engines that live have not said so yet', async () => {
    const { clock, takeover, asked, goAway } = stage()
    await clock.advanceAsync(10_000)
    goAway(true)
    await clock.advanceAsync(6_000)
    goAway(false)
    asked.length = 0
    await clock.advanceAsync(4_500)
    expect(new Set(asked)).toEqual(new Set(['takenOver']))
    await clock.advanceAsync(4_000)
    expect(asked).toContain('claim')
    await takeover.close()
  })

  it('whose engine was only taken for dead are let go of by it without a word', async () => {
    const { clock, takeover, goAway, one, two } = stage({
      takenOver: async () => ({ now: 0, taken: ['one'] }),
    })
    goAway(true)
    await clock.advanceAsync(6_000)
    goAway(false)
    await clock.advanceAsync(3_000)
    expect([one.forsaken() > 0, two.forsaken()]).toEqual([true, 0])
    await takeover.close()
  })
})

describe('a request within a call that nobody here has', () => {
  it('waits no longer than twelve seconds for a call that is kept', async () => {
    const { clock, takeover } = stage()
    let resumedAt = 0
    takeover.onUnknownCall(bye, () => {
      resumedAt = clock.now()
    })
    await clock.advanceAsync(20_000)
    expect(resumedAt).toBeGreaterThanOrEqual(12_000)
    expect(resumedAt).toBeLessThan(13_000)
    await takeover.close()
  })

  it.each([
    ['is not kept', { knows: async () => false }],
    ['cannot be looked up', { knows: () => Promise.reject(new Error('the database is away')) }],
  ])('is answered at once when the call %s', async (_, store) => {
    const { clock, takeover } = stage(store)
    let resumed = 0
    takeover.onUnknownCall(bye, () => {
      resumed += 1
    })
    await clock.advanceAsync(1)
    expect(resumed).toBe(1)
    await takeover.close()
  })

  it('is answered at once when two hundred wait already', async () => {
    const { clock, takeover } = stage()
    let resumed = 0
    for (let count = 0; count < 201; count++)
      takeover.onUnknownCall(bye, () => {
        resumed += 1
      })
    expect(resumed).toBe(1)
    await clock.advanceAsync(20_000)
    expect(resumed).toBe(201)
    await takeover.close()
  })
})

it('who has just started asks nobody for a call, which it would not take up yet (product §6.9, C8)', async () => {
  const { clock, takeover, asked } = stage()
  expect(await takeover.fetch('elsewhere', 'desk')).toBe(false)
  expect(asked).not.toContain('ask')
  await clock.advanceAsync(6_000)
  expect(await takeover.fetch('elsewhere', 'desk')).toBe(false)
  expect(asked).toContain('ask')
  await takeover.close()
})
