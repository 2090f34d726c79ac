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
    now: () => time,
  })
  for (const at of times) {
    time = at
    signal()
  }
  expect(done).toEqual(expected)
})
