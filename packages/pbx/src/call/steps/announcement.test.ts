import { describe, expect, it } from 'vitest'
import { gone, names, noticing, play, played } from '../../../testing/play-call.ts'

describe('notice (C14)', () => {
  it('playEnded --> hang up, missed call', () => {
    const { call, last } = play(noticing(), played)
    expect(names(last)).toEqual(['hangUpCaller', 'finish'])
    expect(call.termination).toEqual({
      result: 'notice-heard',
      reason: 'route-exhausted',
      step: 'notice',
      missed: true,
    })
  })
  it('caller leaves --> missed call', () => {
    expect(play(noticing(), gone).call.termination).toMatchObject({
      result: 'abandoned',
      step: 'notice',
      missed: true,
    })
  })
})
