import { describe, expect, it } from 'vitest'
import { answers, fails, gone, names, play, rings, stepTimer, talking } from '../../testing/play-call.ts'

describe('talking', () => {
  it.each([
    [gone, ['byeLeg', 'finish'], 'caller-hung-up'],
    [{ type: 'legHungUp', leg: 1 } as const, ['hangUpCaller', 'finish'], 'callee-hung-up'],
    [{ type: 'callerAnswerTimeout' } as const, ['byeLeg', 'finish'], 'caller-not-acknowledging'],
    [{ type: 'mediaFailed', detail: '' } as const, ['byeLeg', 'hangUpCaller', 'finish'], 'media-unavailable'],
    [{ type: 'engineStopping' } as const, ['byeLeg', 'hangUpCaller', 'finish'], 'engine-stopping'],
    [
      { type: 'administrativeHangUp', by: 'Olga' } as const,
      ['byeLeg', 'hangUpCaller', 'finish'],
      'administrator',
    ],
  ])('%j', (event, expected, reason) => {
    const { call, last } = play(talking(), event)
    expect(names(last)).toEqual(expected)
    expect(call.termination).toMatchObject({
      result: 'answered-by-member',
      reason,
      by: 'Anna',
      missed: false,
    })
    expect(call.legs.every((leg) => leg.state === 'ended')).toBe(true)
  })
  it('a second 2xx --> BYE to it, the call goes on', () => {
    const { call, last } = play(talking(), answers(2))
    expect(last).toEqual([{ do: 'byeLeg', leg: 2 }])
    expect(call.state).toBe('talking')
  })
  it.each([fails(2, 487), rings(2), { type: 'legHungUp', leg: 2 } as const, stepTimer])(
    'late %j --> absorbed',
    (event) => {
      const { call, last } = play(talking(), event)
      expect([call.state, last]).toEqual(['talking', []])
    },
  )
})
