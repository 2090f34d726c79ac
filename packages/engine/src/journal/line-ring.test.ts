import { describe, expect, it } from 'vitest'
import { LineRing } from './line-ring.ts'

/** Room for some lines of thirty letters. */
const smallRing = () => new LineRing(new SharedArrayBuffer(16 + 400))

const text = (line: Uint8Array) => Buffer.from(line).toString()

describe('ring of lines', () => {
  it('gives what was pushed in its order, with its file', () => {
    const ring = smallRing()
    const reader = new LineRing(ring.memory)
    expect([ring.push(7, 'one\n'), ring.push(8, 'zwölf 🎂\n')]).toEqual([true, true])
    const { entries, end } = reader.read(10)
    expect(entries.map(({ fd, line }) => [fd, text(line)])).toEqual([
      [7, 'one\n'],
      [8, 'zwölf 🎂\n'],
    ])
    reader.done(end, 2, 0)
    expect(reader.read(10).entries).toEqual([])
  })

  it('takes no line when it is full, and goes on when there is room', () => {
    const ring = smallRing()
    let pushed = 0
    while (ring.push(1, `${'x'.repeat(30)}\n`)) pushed += 1
    expect(pushed).toBeGreaterThan(3)
    ring.done(ring.read(3).end, 3, 0)
    expect(ring.push(1, `${'y'.repeat(30)}\n`)).toBe(true)
    expect(ring.push(1, 'z'.repeat(1_000))).toBe(false)
    expect(ring.read(100).entries.map(({ line }) => text(line)[0])).toEqual([
      ...Array.from({ length: pushed - 3 }, () => 'x'),
      'y',
    ])
  })

  it('loses and changes nothing, however lengths, reads and turns fall together', () => {
    let seed = 1
    const random = (below: number) => {
      seed = (seed * 48_271) % 0x7fffffff
      return seed % below
    }
    const ring = smallRing()
    const reader = new LineRing(ring.memory)
    const [expected, got]: [string[], string[]] = [[], []]
    for (let step = 0; step < 50_000; step += 1) {
      const line = `${step} ${'ä'.repeat(random(30))}\n`
      if (ring.push(3, line)) expected.push(line)
      if (random(3) === 0) {
        const { entries, end } = reader.read(random(4))
        got.push(...entries.map((entry) => text(entry.line)))
        reader.done(end, entries.length, 0)
      }
    }
    const { entries } = reader.read(1_000)
    got.push(...entries.map((entry) => text(entry.line)))
    expect(expected.length).toBeGreaterThan(10_000)
    expect(got).toEqual(expected)
  })

  it('tells when all that was pushed is dealt with, and how much of it in vain', async () => {
    const ring = smallRing()
    expect(await ring.emptied()).toBe(0)
    ring.push(1, 'a\n')
    ring.push(1, 'b\n')
    const emptied = ring.emptied()
    const { end } = ring.read(1)
    ring.done(end, 1, 0)
    ring.push(1, 'c\n')
    expect(await Promise.race([emptied, new Promise((resolve) => setTimeout(resolve, 20, 'waits'))])).toBe(
      'waits',
    )
    ring.done(ring.read(1).end, 1, 1)
    expect(await emptied).toBe(1)
  })
})
