import { describe, expect, it } from 'vitest'
import type { VirtualWire } from '../../testing/index.ts'
import { openToTwo } from './failover-fixture.ts'
import { parts } from './stack-fixture.ts'

describe('a server that asked to be left alone for a while (RFC 3261 §21.5.4)', () => {
  async function openBusy(retryAfter: string, method: 'INVITE' | 'OPTIONS' = 'INVITE') {
    const stack = await openToTwo()
    const { clock, layer, one, two, carrier } = stack
    layer.request(parts(method), carrier, stack.user)
    await clock.advanceAsync(2)
    one.answer(one.log[0], 503, retryAfter)
    await clock.advanceAsync(10)
    two.answer(two.log[0], 486)
    await clock.advanceAsync(100)
    let calls = 0
    /** How many requests each of the two gets by one more. */
    const next = async (answer?: (wire: VirtualWire) => void) => {
      one.log.length = 0
      two.log.length = 0
      layer.request(parts('INVITE', { callId: `another-${++calls}` }), carrier, stack.user)
      await clock.advanceAsync(10)
      answer?.(two)
      await clock.advanceAsync(10)
      return [one, two].map(({ lines }) => lines.filter((line) => line.startsWith('INVITE')).length)
    }
    return { ...stack, next }
  }

  it.each(['INVITE', 'OPTIONS'] as const)(
    'by its answer to %s --> the next go to the other',
    async (method) => {
      const { next } = await openBusy('Retry-After: 120 (in maintenance)\n', method)
      expect(await next()).toEqual([0, 1])
    },
  )

  it('the time is over --> it is asked first again', async () => {
    const { next, clock } = await openBusy('Retry-After: 120\n')
    await clock.advanceAsync(119_000)
    expect(await next()).toEqual([0, 1])
    await clock.advanceAsync(1_000)
    expect(await next()).toEqual([1, 0])
  })

  it('the other says 503, too --> it is asked all the same, and its 100 does not end the time', async () => {
    const { next, one, clock } = await openBusy('Retry-After: 120\n')
    const busyToo = (two: VirtualWire) => two.answer(two.log[0], 503)
    expect(await next(busyToo)).toEqual([1, 1])
    one.answer(one.log[0], 100)
    await clock.advanceAsync(10)
    expect(await next()).toEqual([0, 1])
  })

  it('both ask for it --> in the order of their records', async () => {
    const { next } = await openBusy('Retry-After: 120\n')
    const busyToo = (two: VirtualWire) => two.answer(two.log[0], 503, 'Retry-After: 120\n')
    expect(await next(busyToo)).toEqual([1, 1])
    expect(await next()).toEqual([1, 0])
  })

  it('for a day --> an hour is the most', async () => {
    const { next, clock } = await openBusy('Retry-After: 86400\n')
    await clock.advanceAsync(3_590_000)
    expect(await next()).toEqual([0, 1])
    await clock.advanceAsync(10_000)
    expect(await next()).toEqual([1, 0])
  })

  it.each(['', 'Retry-After: soon\n', 'Retry-After: 0\n'])(
    '%j names no time --> asked first again',
    async (line) => {
      const { next } = await openBusy(line)
      expect(await next()).toEqual([1, 0])
    },
  )
})
