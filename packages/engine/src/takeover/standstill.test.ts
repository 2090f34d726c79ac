import { FakeClock } from '@mainline/sip/testing'
import { describe, expect, it } from 'vitest'
import { Standstill } from './standstill.ts'

/** A clock that may jump, as for a process that stood still. */
class Jumping extends FakeClock {
  jumped = 0
  jumpedEpoch = 0
  override now(): number {
    return super.now() + this.jumped
  }
  override epoch(): number {
    return super.epoch() + this.jumpedEpoch
  }
}

function stage(answers = true) {
  const clock = new Jumping()
  let asked = 0
  const standstill = new Standstill({
    clock,
    ask: () => {
      asked += 1
      return answers ? Promise.resolve() : new Promise(() => {})
    },
  })
  return { clock, standstill, asked: () => asked }
}

describe('a process that stood still (product §6.9)', () => {
  it('is none that runs', async () => {
    const { clock, standstill, asked } = stage()
    for (let second = 0; second < 10; second++) {
      await clock.advanceAsync(1_000)
      expect(standstill.doubt).toBeUndefined()
    }
    expect(asked()).toBe(0)
  })

  it.each(['jumped', 'jumpedEpoch'] as const)(
    'asks once whose calls are, before anything else: %s',
    async (which) => {
      const { clock, standstill, asked } = stage()
      await clock.advanceAsync(1_000)
      clock[which] = 3_000
      const doubt = standstill.doubt
      expect(doubt).toBeDefined()
      expect(standstill.doubt).toBe(doubt)
      await doubt
      await clock.advanceAsync(1_000)
      expect([standstill.doubt, asked()]).toEqual([undefined, 1])
    },
  )

  it('finds out by itself', async () => {
    const { clock, asked } = stage()
    clock.jumped = 3_000
    await clock.advanceAsync(500)
    expect(asked()).toBe(1)
  })

  it('asks again where the database only says that the connection is dead', async () => {
    const clock = new Jumping()
    const answers = [() => Promise.reject(new Error('connection terminated')), () => Promise.resolve()]
    const standstill = new Standstill({ clock, ask: () => answers.shift()?.() ?? Promise.resolve() })
    clock.jumped = 3_000
    let known = false
    void standstill.doubt?.then(() => {
      known = true
    })
    await clock.advanceAsync(50)
    expect([known, answers.length]).toEqual([false, 1])
    await clock.advanceAsync(100)
    expect([known, answers.length]).toEqual([true, 0])
    standstill.close()
  })

  it('waits two seconds for a database that says nothing', async () => {
    const { clock, standstill } = stage(false)
    clock.jumped = 3_000
    let known = false
    void standstill.doubt?.then(() => {
      known = true
    })
    await clock.advanceAsync(1_900)
    expect(known).toBe(false)
    await clock.advanceAsync(200)
    expect(known).toBe(true)
    standstill.close()
  })
})
