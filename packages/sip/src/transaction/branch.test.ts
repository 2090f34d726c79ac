import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { branchId, writeBranch } from './branch.ts'
import { randomSource } from './random-source.ts'

describe('branches of ours', () => {
  it('carry their number and the magic cookie', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0x3fffffff }), (id) => {
        const branch = writeBranch(id, randomSource()())
        expect(branch).toMatch(/^z9hG4bK[0-9a-z]{1,6}\.[0-9a-z]{12}$/)
        expect(branchId(branch)).toBe(id)
      }),
    )
  })

  for (const foreign of [
    undefined,
    '',
    '1',
    'z9hG4bK',
    'z9hG4bK.abc',
    'z9hG4bK1',
    'z9hG4bKA.x',
    'z9hG4bK-1.x',
    'z9hG4bK1234567.x',
  ]) {
    it(`${foreign} --> not ours`, () => expect(branchId(foreign)).toBe(-1))
  }
})

describe('randomSource', () => {
  it('never says the same twice, across refills, and uses every digit everywhere', () => {
    const random = randomSource()
    const texts = Array.from({ length: 5000 }, () => random())
    expect(new Set(texts).size).toBe(5000)
    for (let at = 0; at < 12; at++) expect(new Set(texts.map((text) => text[at])).size).toBe(36)
  })
})
