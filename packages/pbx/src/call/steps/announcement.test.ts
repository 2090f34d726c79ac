import { describe, expect, it } from 'vitest'
import { arrived, gone, names, noticing, play, played, voicemail } from '../../../testing/play-call.ts'
import { mainNumber, newCallTo, numberWithRoute } from '../../../testing/sample-number.ts'

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
  it.each([
    ['the route is spent', {}, 'no-mailbox'],
    ['the call turns in a circle', { visited: [mainNumber().e164] }, 'redirect-loop'],
  ] as const)('no notice chosen and %s --> nobody is available', (_, change, reason) => {
    const number = numberWithRoute({ steps: [voicemail] }, { mailbox: undefined })
    const { call } = play(newCallTo(number, change), arrived)
    expect(call.notice).toEqual({ notice: 'nobody-available', reason })
  })
})
