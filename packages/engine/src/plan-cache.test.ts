import { FakeClock } from '@mainline/sip/testing'
import { describe, expect, it } from 'vitest'
import { PlanCache } from './plan-cache.ts'
import type { LoadedPlan } from './ports.ts'

const planOf = (e164: string, siteId = 'site') =>
  ({
    plan: { e164, siteId },
    operatorId: 'operator',
    domain: 'site.example',
    devices: [{ id: `phone of ${e164}`, numberId: e164, username: 'phone', registrations: [] }],
  }) as unknown as LoadedPlan

/** A source whose answers come when the test says so. */
function open(capacity = 1_000) {
  const asked: { e164: string; answer: (plans: LoadedPlan[]) => Promise<void>; fail: () => Promise<void> }[] =
    []
  const learnt: string[] = []
  const outdated = new Set<string>()
  const clock = new FakeClock()
  const cache = new PlanCache({
    source: {
      load: (e164) => {
        const { promise, resolve, reject } = Promise.withResolvers<LoadedPlan[]>()
        const settle = async (settled: () => void) => {
          settled()
          await new Promise((done) => setImmediate(done))
        }
        asked.push({
          e164,
          answer: (plans) => settle(() => resolve(plans)),
          fail: () => settle(() => reject(new Error('the database is away'))),
        })
        return promise
      },
      findExtension: async () => undefined,
      findPortal: async () => undefined,
      findOutside: async () => undefined,
    },
    devices: {
      moment: () => asked.length,
      learn: ({ id }, { at, overtaken }) => {
        outdated.delete(id)
        learnt.push(`${id} as of ${at}${overtaken ? ', overtaken' : ''}`)
      },
      isOutdated: (id) => outdated.has(id),
    },
    clock,
    capacity,
  })
  const names = () => asked.map(({ e164 }) => e164)
  return { cache, asked, names, learnt, outdated, clock }
}

describe('plans of numbers that are called', () => {
  it('calls for the same number share a query, later ones need none', async () => {
    const { cache, asked, names, learnt } = open()
    const both = Promise.all([cache.get('+441'), cache.get('+441')])
    await asked[0]?.answer([planOf('+441'), planOf('+442')])
    expect((await both).map((live) => live?.plan.e164)).toEqual(['+441', '+441'])
    expect(cache.peek('+442')?.devices).toEqual([{ id: 'phone of +442', numberId: '+442' }])
    expect(names()).toEqual(['+441'])
    expect(learnt).toEqual(['phone of +441 as of 0', 'phone of +442 as of 0'])
  })

  it('a rush of calls asks for a few numbers at a time, and not for neighbours that came with them', async () => {
    const { cache, asked, names } = open()
    const numbers = Array.from({ length: 500 }, (_, index) => `+44${index}`)
    const calls = Promise.all(numbers.map((e164) => cache.get(e164)))
    expect(names()).toEqual(numbers.slice(0, 2))
    await asked[0]?.answer(numbers.slice(0, 499).map((e164) => planOf(e164)))
    expect(names()).toEqual([...numbers.slice(0, 2), '+44499'])
    for (const { e164, answer } of asked.slice(1)) await answer([planOf(e164)])
    expect((await calls).map((live) => live?.plan.e164)).toEqual(numbers)
  })

  it('a query that fails fails its own calls only', async () => {
    const { cache, asked, names } = open()
    const outcomes = Promise.allSettled(['+441', '+442', '+443'].map((e164) => cache.get(e164)))
    await asked[0]?.fail()
    expect(names()).toEqual(['+441', '+442', '+443'])
    for (const { e164, answer } of asked.slice(1)) await answer([planOf(e164)])
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    void cache.get('+441')
    expect(names()).toHaveLength(4)
  })

  it('nobody waits for a turn for long while the database does not answer', async () => {
    const { cache, asked, names, clock } = open()
    const hung = ['+441', '+442'].map((e164) => cache.get(e164))
    const waits = Promise.allSettled(['+443', '+444'].map((e164) => cache.get(e164)))
    clock.advance(4_000)
    expect((await waits).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(names()).toEqual(['+441', '+442'])
    for (const { e164, answer } of [...asked]) await answer([planOf(e164)])
    await Promise.all(hung)
    void cache.get('+443')
    void cache.get('+444')
    void cache.get('+445')
    expect(names()).toEqual(['+441', '+442', '+443', '+444'])
  })

  it('names that strangers claim wait for each other, and no call waits for them', async () => {
    const { cache, asked, names } = open()
    const claims = ['+441', '+442', '+443'].map((e164) => cache.getForStranger(e164))
    const calls = ['+442', '+444'].map((e164) => cache.get(e164))
    expect(names()).toEqual(['+441', '+442', '+444'])
    await asked[1]?.answer([planOf('+442')])
    await asked[0]?.answer([planOf('+441')])
    expect(names(), 'what a call has brought is not asked for once more').toEqual([
      '+441',
      '+442',
      '+444',
      '+443',
    ])
    for (const { e164, answer } of asked.slice(2)) await answer([planOf(e164)])
    expect((await Promise.all([...claims, ...calls])).map((live) => live?.plan.e164)).toEqual([
      '+441',
      '+442',
      '+443',
      '+442',
      '+444',
    ])
  })

  it('a number that does not exist is not asked for again for five seconds', async () => {
    const { cache, asked, names, clock } = open()
    const first = cache.get('+441')
    await asked[0]?.answer([])
    expect([await first, await cache.get('+441'), names()]).toEqual([undefined, undefined, ['+441']])
    clock.advance(5_001)
    void cache.get('+441')
    expect(names()).toHaveLength(2)
  })

  it('what was asked for before a change is used for that call and not kept', async () => {
    const { cache, asked, names, learnt } = open()
    const call = cache.get('+441')
    cache.invalidate({ numbers: ['+441'], siteId: null })
    await asked[0]?.answer([planOf('+441')])
    expect((await call)?.plan.e164).toBe('+441')
    expect(learnt).toEqual(['phone of +441 as of 0, overtaken'])
    void cache.get('+441')
    expect(names()).toHaveLength(2)
  })

  it('a query that a change has made old leaves the newer one to those who come after', async () => {
    const { cache, asked, names } = open()
    const before = cache.get('+441')
    cache.invalidate({ numbers: ['+441'], siteId: null })
    const after = cache.get('+441')
    await asked[0]?.answer([planOf('+441')])
    await before
    const third = cache.get('+441')
    await asked[1]?.answer([planOf('+441')])
    expect(await third).toBe(await after)
    expect(names()).toHaveLength(2)
  })

  it('a plan of whose phone everything has expired is asked for once more', async () => {
    const { cache, asked, names, outdated } = open()
    const before = cache.get('+441')
    await asked[0]?.answer([planOf('+441'), planOf('+442')])
    await before
    outdated.add('phone of +441')
    expect([cache.peek('+441'), cache.peek('+442')?.plan.e164]).toEqual([undefined, '+442'])
    const after = cache.get('+441')
    await asked[1]?.answer([planOf('+441')])
    expect((await after)?.plan.e164).toBe('+441')
    expect([cache.peek('+441')?.plan.e164, names()]).toEqual(['+441', ['+441', '+441']])
  })

  it('and serves as it is while the database is away', async () => {
    const { cache, asked, outdated } = open()
    const before = cache.get('+441')
    await asked[0]?.answer([planOf('+441')])
    await before
    outdated.add('phone of +441')
    const after = cache.get('+441')
    await asked[1]?.fail()
    expect((await after)?.plan.e164).toBe('+441')
  })

  it.each([
    ['of these numbers', { numbers: ['+441'], siteId: null }, ['+442', '+443']],
    ['of a site', { numbers: null, siteId: 'site' }, ['+443']],
    ['of everything', { numbers: null, siteId: null }, []],
  ])('a change %s forgets no more than it must', async (_edge, change, left) => {
    const { cache, asked } = open()
    const call = cache.get('+441')
    await asked[0]?.answer([planOf('+441'), planOf('+442'), planOf('+443', 'another site')])
    await call
    cache.invalidate(change)
    expect(['+441', '+442', '+443'].filter((e164) => cache.peek(e164))).toEqual(left)
  })
})

describe('plans of which a change may have been missed', () => {
  /** Two plans of one site and one of another, all uncertain. */
  async function openUncertain() {
    const opened = open(3)
    const call = opened.cache.get('+441')
    await opened.asked[0]?.answer([planOf('+441'), planOf('+442'), planOf('+443', 'another site')])
    await call
    opened.cache.uncertain()
    return opened
  }

  it('are read anew, and what is read holds', async () => {
    const { cache, asked, names } = await openUncertain()
    expect(cache.peek('+441')).toBeUndefined()
    const call = cache.get('+441')
    await asked[1]?.answer([planOf('+441', 'moved')])
    expect([(await call)?.plan.siteId, cache.peek('+441')?.plan.siteId]).toEqual(['moved', 'moved'])
    expect(names()).toEqual(['+441', '+441'])
  })

  it('serve as they are while the database is away again, however often it comes and goes', async () => {
    const { cache, asked } = await openUncertain()
    for (const query of [1, 2]) {
      const call = cache.get('+442')
      await asked[query]?.fail()
      expect((await call)?.plan.e164).toBe('+442')
      cache.uncertain()
    }
    const call = cache.get('+442')
    expect(asked, 'and are asked for with each call').toHaveLength(4)
    await asked[3]?.answer([planOf('+442')])
    await call
    expect(cache.peek('+442')?.plan.e164).toBe('+442')
  })

  it('are gone with a number that is found to be gone', async () => {
    const { cache, asked, clock } = await openUncertain()
    const found = cache.get('+441')
    await asked[1]?.answer([])
    expect(await found).toBeUndefined()
    clock.advance(5_001)
    const call = cache.get('+441')
    const failed = expect(call).rejects.toThrow('the database is away')
    await asked[2]?.fail()
    await failed
  })

  it.each([
    ['of these numbers', { numbers: ['+441'], siteId: null }, ['+442', '+443']],
    ['of a site', { numbers: null, siteId: 'site' }, ['+443']],
    ['of everything', { numbers: null, siteId: null }, []],
  ])('serve nobody after a change %s', async (_edge, change, left) => {
    const { cache, asked } = await openUncertain()
    cache.invalidate(change)
    const served: string[] = []
    for (const [index, e164] of ['+441', '+442', '+443'].entries()) {
      const call = cache.get(e164).then(
        () => served.push(e164),
        () => {},
      )
      await asked[index + 1]?.fail()
      await call
    }
    expect(served).toEqual(left)
  })

  it('give way to those that are certain where there is no more room', async () => {
    const { cache, asked } = await openUncertain()
    const call = cache.get('+444')
    await asked[1]?.answer([planOf('+444')])
    await call
    const first = cache.get('+441')
    const failed = expect(first).rejects.toThrow('the database is away')
    await asked[2]?.fail()
    await failed
    expect(cache.peek('+444')?.plan.e164).toBe('+444')
  })
})
