import { describe, expect, it } from 'vitest'
import { whyNotPlayed } from './why-not-played.ts'

describe('why a recording is not played', () => {
  it.each([
    [404, 'gone'],
    [410, 'gone'],
    [undefined, 'unreachable'],
    [502, 'unreachable'],
    [503, 'unreachable'],
    [504, 'unreachable'],
    [200, 'unplayable'],
    [206, 'unplayable'],
    [401, 'unplayable'],
    [409, 'unplayable'],
    [500, 'unplayable'],
  ])('of status %s: %s', (status, why) => {
    expect(whyNotPlayed(status)).toBe(why)
  })
})
