import { describe, expect, it } from 'vitest'
import {
  answers,
  arrived,
  fails,
  forward,
  forwarding,
  gone,
  hunt,
  names,
  play,
  reception,
  rings,
  stepTimer,
  to,
  voicemail,
} from '../../../testing/play-call.ts'
import { newCallTo, numberWithRoute } from '../../../testing/sample-number.ts'

describe('forward (C11)', () => {
  it.each([
    ['first, in hours --> unconditional', { steps: [forward, voicemail] }, {}, [], 'unconditional'],
    [
      'first, out of hours --> time-of-day',
      { steps: [forward, voicemail] },
      { ruling: { open: false, rule: 'weekly', reasonInWords: '', until: undefined } },
      [],
      'time-of-day',
    ],
    ['after ringing --> no-answer', { steps: [hunt, forward, voicemail] }, {}, [stepTimer], 'no-answer'],
    [
      'after busy --> user-busy',
      { steps: [hunt, forward, voicemail] },
      {},
      [fails(1, 486), fails(2, 486)],
      'user-busy',
    ],
    [
      'after a skipped step --> unavailable',
      { steps: [reception, forward, voicemail] },
      { readySeats: 0 },
      [],
      'unavailable',
    ],
  ] as const)('%s', (_, route, change, events, reason) => {
    const { all } = play(to(route, change), arrived, ...events)
    expect(all).toContainEqual(
      expect.objectContaining({
        do: 'forward',
        number: forward.number,
        reason,
        redirectsSpent: 1,
        limitSeconds: 20,
      }),
    )
  })
  it.each([
    ['+4930901820', [], 'The site allows no international calls.'],
    ['+449098790123', ['international'], 'The site allows no premium calls.'],
    ['+4930901820', ['international'], undefined],
  ] as const)('to %s where the site allows %j', (number, outsideClasses, refused) => {
    const route = { steps: [{ ...forward, number }, voicemail] }
    const { call, all } = play(newCallTo({ ...numberWithRoute(route), outsideClasses }), arrived)
    expect(all.some((command) => command.do === 'forward')).toBe(refused === undefined)
    expect(call.state).toBe(refused === undefined ? 'forwarding' : 'answering')
    expect(call.path[1]?.reason).toBe(refused)
  })
  it('answered --> bridge, result forwarded', () => {
    const { call } = play(forwarding(), rings(1), { ...answers(1), after: 4 }, gone)
    expect(call.termination).toMatchObject({ result: 'forwarded', by: forward.number })
    expect(call.path[1]?.reason).toBe('+447700900123 answered after 4 s.')
  })
  it.each([
    ['busy', 486, 'busy'],
    ['failed', 503, 'failed'],
    ['no answer', 480, 'no-answer'],
  ] as const)('%s --> next step', (_, status, outcome) => {
    const { call, last } = play(forwarding(), fails(1, status))
    expect(names(last)).toEqual(['stopTimer', 'stopTimer', 'answerCaller'])
    expect(call.path[1]).toMatchObject({
      outcome,
      reason: `+447700900123 did not take the call (${status} no).`,
    })
  })
  it('timer --> cancelled, next step', () => {
    const { call, last } = play(forwarding(), rings(1), rings(1), { ...stepTimer, after: 20 })
    expect(last[1]).toEqual({ do: 'cancelLegs', legs: [1], completedElsewhere: false })
    expect(call.path[1]).toMatchObject({
      outcome: 'no-answer',
      reason: '+447700900123 did not answer within 20 s.',
    })
  })
  it('the carrier says nothing for 4 s --> 180 all the same', () => {
    expect(names(play(forwarding(), { type: 'timerFired', name: 'ringback' }).last)).toEqual(['sendRinging'])
  })
  it('caller leaves --> cancelled', () => {
    expect(play(forwarding(), gone).call.termination).toMatchObject({ result: 'abandoned', step: 'forward' })
  })
  it.each([
    ['5 redirects spent', { redirectsSpent: 5 }],
    ['the number was met before', { visited: [forward.number] }],
    [
      'it is the number itself',
      { number: { ...numberWithRoute({ steps: [forward, voicemail] }), e164: forward.number } },
    ],
  ])('%s --> mailbox', (_, change) => {
    const { call, last } = play(to({ steps: [forward, hunt, voicemail] }, change), arrived)
    expect(last).toEqual([{ do: 'answerCaller', for: 'voicemail' }])
    expect(call.path[1]).toMatchObject({ step: 'forward', outcome: 'skipped' })
  })
  it('a stray external timer changes nothing', () => {
    expect(play(forwarding(), { type: 'timerFired', name: 'external' }).last).toEqual([])
  })
})
