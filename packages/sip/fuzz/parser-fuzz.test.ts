import { describe, expect, it } from 'vitest'
import { Mutator } from './mutator.ts'
import { fuzzParser, seeds } from './parser-fuzz.ts'

describe('the parser under mutated messages', () => {
  it('never throws, never stalls, writes what it read', () => {
    const report = fuzzParser(50_000, 20_260)
    expect(report.findings).toEqual([])
    expect(report.messages).toBe(50_000)
    // The mutations must leave all three kinds, or the run proves little.
    expect(Math.min(report.valid, report.faulty, report.refused)).toBeGreaterThan(1_000)
  }, 120_000)

  it('is repeatable by its seed', () => {
    const run = (seed: number) => {
      const mutator = new Mutator(seed, seeds)
      return Array.from({ length: 200 }, () => mutator.next()).join('\0')
    }
    expect(run(7)).toBe(run(7))
    expect(run(7)).not.toBe(run(8))
  })
})
