import { expect, it } from 'vitest'
import { onStopSignal } from './stop-signals.ts'

it.each<[string, number[], string[]]>([
  ['one signal', [0], ['in order']],
  ['npm passes on what the terminal told us too', [0, 3, 8], ['in order']],
  ['somebody asks again', [0, 3, 4000], ['in order', 'at once']],
])('%s', (_, times, expected) => {
  const done: string[] = []
  let time = 0
  const signal = onStopSignal({
    inOrder: () => done.push('in order'),
    atOnce: () => done.push('at once'),
    tooLate: () => {},
    after: () => {},
    now: () => time,
  })
  for (const at of times) {
    time = at
    signal()
  }
  expect(done).toEqual(expected)
})

it('what hangs is ended before a supervisor kills, ninety seconds after the signal', () => {
  const done: string[] = []
  const timers: { ms: number; then: () => void }[] = []
  const signal = onStopSignal({
    inOrder: () => done.push('in order'),
    atOnce: () => done.push('at once'),
    tooLate: () => done.push('too late'),
    after: (ms, then) => timers.push({ ms, then }),
    now: () => 0,
  })
  signal()
  expect(timers).toHaveLength(1)
  expect(timers[0]?.ms).toBeGreaterThan(60_000)
  expect(timers[0]?.ms).toBeLessThan(90_000)
  timers[0]?.then()
  expect(done).toEqual(['in order', 'too late'])
})
