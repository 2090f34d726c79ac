import { expect, it } from 'vitest'
import { type DigitWay, DigitWays } from './digit-ways.ts'

type Press = [way: DigitWay, digit: string, at: number]

it.each<[string, Press[], string]>([
  [
    'events alone',
    [
      ['event', '5', 0],
      ['event', '5', 200],
    ],
    '55',
  ],
  [
    'signalling alone',
    [
      ['signal', '5', 0],
      ['signal', '5', 200],
    ],
    '55',
  ],
  [
    'tones alone',
    [
      ['tone', '1', 0],
      ['tone', '2', 200],
    ],
    '12',
  ],
  [
    'event, then INFO for the same key',
    [
      ['event', '5', 0],
      ['signal', '5', 80],
    ],
    '5',
  ],
  [
    'INFO, then event for the same key',
    [
      ['signal', '5', 0],
      ['event', '5', 80],
    ],
    '5',
  ],
  [
    'both for each of two equal keys',
    [
      ['signal', '5', 0],
      ['event', '5', 80],
      ['signal', '5', 300],
      ['event', '5', 380],
    ],
    '55',
  ],
  [
    'both, event first, for each of two equal keys',
    [
      ['event', '5', 0],
      ['signal', '5', 80],
      ['event', '5', 300],
      ['signal', '5', 380],
    ],
    '55',
  ],
  [
    'INFO, then another key by event',
    [
      ['signal', '5', 0],
      ['event', '6', 80],
    ],
    '56',
  ],
  [
    'INFO, later the same key by event',
    [
      ['signal', '5', 0],
      ['event', '5', 1_500],
    ],
    '55',
  ],
  [
    'tone and INFO for the same key',
    [
      ['tone', '5', 0],
      ['signal', '5', 50],
      ['tone', '6', 400],
    ],
    '5',
  ],
])('%s', (_, presses, heard) => {
  const ways = new DigitWays()
  expect(
    presses
      .filter((press) => ways.accept(...press))
      .map(([, digit]) => digit)
      .join(''),
  ).toBe(heard)
})

it('tones are listened for until something better is heard', () => {
  const ways = new DigitWays()
  expect(ways.needsTones).toBe(true)
  ways.accept('tone', '1', 0)
  expect(ways.needsTones).toBe(true)
  ways.accept('signal', '1', 10)
  expect(ways.needsTones).toBe(false)
})
