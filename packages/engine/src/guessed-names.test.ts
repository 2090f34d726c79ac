import { describe, expect, it } from 'vitest'
import { GuessedNames } from './guessed-names.ts'

const at = (remoteAddress: string, remotePort = 5060) => ({
  transport: 'UDP' as const,
  remoteAddress,
  remotePort,
})
const building = at('192.0.2.1')

/** As many wrong passwords as it takes. */
function guess(guessed: GuessedNames, times: number, source = building, now = 0) {
  return Array.from({ length: times }, () => guessed.wrong(source, 'tom', now))
}

describe('names whose passwords are guessed (C2)', () => {
  it('after a few wrong passwords none is looked at for a while', () => {
    const guessed = new GuessedNames({ failures: 3, refuseMs: 1000 })
    expect(guess(guessed, 3)).toEqual([false, false, true])
    expect([0, 400, 1000].map((now) => guessed.refusedFor(building, 'tom', now))).toEqual([1000, 600, 0])
  })

  it.each([
    ['another name behind the same NAT', building, 'maya'],
    ['the name elsewhere', at('192.0.2.2'), 'tom'],
  ])('%s is none the worse for it', (_edge, source, username) => {
    const guessed = new GuessedNames({ failures: 1 })
    guess(guessed, 1)
    expect(guessed.refusedFor(source, username, 0)).toBe(0)
  })

  it('by another port of the source more are looked at, and then none', () => {
    const guessed = new GuessedNames({ failures: 2, failuresOfSource: 4 })
    const [other, third] = [at('192.0.2.1', 6060), at('192.0.2.1', 6061)]
    guess(guessed, 2)
    expect(guessed.refusedFor(other, 'tom', 0)).toBe(0)
    guess(guessed, 2, other)
    expect(guessed.refusedFor(third, 'tom', 0)).toBeGreaterThan(0)
  })

  it('who calls for help answers for what came by its own way only', () => {
    const guessed = new GuessedNames({ failures: 2, failuresOfSource: 2 })
    guess(guessed, 2)
    expect(guessed.refusedFor(at('192.0.2.1', 6060), 'tom', 0, true)).toBe(0)
    expect(guessed.refusedFor(building, 'tom', 0, true)).toBeGreaterThan(0)
  })

  it('wrong passwords long ago are forgotten', () => {
    const guessed = new GuessedNames({ failures: 2, windowMs: 100 })
    guess(guessed, 1)
    expect(guess(guessed, 1, building, 101)).toEqual([false])
  })

  it('a flood of names fills no more than its memory, and lets nobody guess on', () => {
    const guessed = new GuessedNames({ failures: 2, names: 50 })
    guess(guessed, 2)
    for (let i = 0; i < 500; i++) guessed.wrong(building, `name ${i}`, 1)
    expect(guessed.size).toBe(50)
    expect(guessed.refusedFor(building, 'tom', 2)).toBeGreaterThan(0)
  })
})
