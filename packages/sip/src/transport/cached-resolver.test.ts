import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../testing/index.ts'
import { cachedResolver } from './cached-resolver.ts'
import type { AddressRecord, Resolver } from './network.ts'

const record = (address: string, ttl?: number): AddressRecord => ({
  address,
  ...(ttl !== undefined && { ttl }),
})

/** A server that answers A as told: with records, by failing, late, or not at all. */
function open(...answers: readonly (readonly AddressRecord[] | 'fails' | 'dead' | 'late')[]) {
  const clock = new FakeClock()
  let asked = 0
  const a = (): Promise<readonly AddressRecord[]> => {
    const answer = answers[Math.min(asked++, answers.length - 1)] ?? 'dead'
    if (answer === 'dead') return new Promise(() => {})
    if (answer === 'late')
      return new Promise((resolve) => clock.after(5_000, () => resolve([record('192.0.2.9')])))
    return answer === 'fails' ? Promise.reject(new Error('SERVFAIL')) : Promise.resolve(answer)
  }
  const none = () => Promise.resolve([])
  const server: Resolver = { naptr: none, srv: none, aaaa: none, a }
  const resolver = cachedResolver(server, clock)
  /** What it says, and after how many milliseconds. */
  const ask = async (name = 'carrier.example') => {
    const began = clock.now()
    const said = resolver.a(name).then(
      (records) => records.map(({ address }) => address).join() || 'none',
      () => 'failure',
    )
    let answer: string | undefined
    said.then((text) => {
      answer = text
    })
    while (answer === undefined) {
      await clock.settle()
      if (answer === undefined) await clock.advanceAsync(100)
    }
    return `${answer} after ${clock.now() - began}`
  }
  return { clock, ask, asked: () => asked }
}

const one = [record('192.0.2.1', 300)]
const two = [record('192.0.2.2', 300)]

describe('an answer', () => {
  it.each([
    ['as long as its shortest TTL', [record('192.0.2.1', 300), record('192.0.2.3', 20)], 20],
    ['for a minute when it has none', [record('192.0.2.1')], 60],
    ['for a minute when it says that there is no such record', [], 60],
    ['for an hour when it says that it holds for longer', [record('192.0.2.1', 90_000)], 3_600],
  ])('is kept %s', async (_, answer, seconds) => {
    const { clock, ask, asked } = open(answer, two)
    await ask()
    await clock.advanceAsync(seconds * 1000 - 1)
    await ask()
    expect(asked()).toBe(1)
    await clock.advanceAsync(1)
    expect(await ask()).toBe('192.0.2.2 after 0')
    expect(asked()).toBe(2)
  })

  it('is kept for the name, however it is written', async () => {
    const { ask, asked } = open(one)
    await ask('carrier.example')
    await ask('Carrier.Example.')
    expect(asked()).toBe(1)
  })

  it('is waited for by all who ask meanwhile, with one question', async () => {
    const { ask, asked } = open(one)
    await Promise.all([ask(), ask(), ask()])
    expect(asked()).toBe(1)
  })
})

describe('a server that does not answer (RFC 8767)', () => {
  it('and never did --> two seconds, then none until it had five to recover', async () => {
    const { clock, ask, asked } = open('dead')
    expect(await ask()).toBe('failure after 2000')
    expect(await ask()).toBe('failure after 0')
    await clock.advanceAsync(4_900)
    expect(await ask()).toBe('failure after 0')
    expect(asked()).toBe(1)
  })

  it('in time --> its answer serves the next call', async () => {
    const { clock, ask, asked } = open('late')
    expect(await ask()).toBe('failure after 2000')
    await clock.advanceAsync(3_000)
    expect(await ask()).toBe('192.0.2.9 after 0')
    expect(asked()).toBe(1)
  })

  it('but did --> its last answer, after a second, then at once', async () => {
    const { clock, ask } = open(one, 'dead')
    await ask()
    await clock.advanceAsync(300_000)
    expect(await ask()).toBe('192.0.2.1 after 1000')
    expect(await ask()).toBe('192.0.2.1 after 0')
  })

  it.each([
    ['fails', 'fails', '192.0.2.1 after 0'],
    ['is well again', two, '192.0.2.2 after 0'],
  ] as const)(
    'but fails --> its last answer; asked again half a minute later, when it %s',
    async (_, then, said) => {
      const { clock, ask, asked } = open(one, 'fails', then)
      await ask()
      await clock.advanceAsync(300_000)
      expect(await ask()).toBe('192.0.2.1 after 0')
      await clock.advanceAsync(29_999)
      expect(await ask()).toBe('192.0.2.1 after 0')
      expect(asked()).toBe(2)
      await clock.advanceAsync(1)
      expect(await ask()).toBe(said)
      expect(asked()).toBe(3)
    },
  )

  it('for more than a day --> a failure', async () => {
    const { clock, ask } = open(one, 'fails')
    await ask()
    await clock.advanceAsync(86_700_000)
    expect(await ask()).toBe('failure after 0')
  })
})

it('no more than a thousand names are kept', async () => {
  const { ask, asked } = open(one)
  for (let number = 0; number <= 1000; number++) await ask(`${number}.example`)
  await ask('1000.example')
  expect(asked()).toBe(1001)
  await ask('0.example')
  expect(asked()).toBe(1002)
})
