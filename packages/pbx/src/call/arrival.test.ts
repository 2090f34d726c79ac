import { describe, expect, it } from 'vitest'
import { arrived, gone, hunting, main, names, play, played, ready } from '../../testing/play-call.ts'
import { mainNumber, newCallTo } from '../../testing/sample-number.ts'
import { unknownNumber } from './plan-call.ts'

describe('arrival (C1, C3, C14)', () => {
  it.each([
    ['unknown --> 404', unknownNumber('+441'), 404, 'number-unknown'],
    ['AVAILABLE --> 404', mainNumber({ state: 'AVAILABLE' }), 404, 'number-not-active'],
    ['RESERVED --> 404', mainNumber({ state: 'RESERVED' }), 404, 'number-not-active'],
    ['PENDING for the first time --> 480', mainNumber({ state: 'PENDING' }), 480, 'number-pending'],
  ] as const)('%s', (_, number, status, reason) => {
    const { call, last } = play(newCallTo(number), arrived)
    expect(names(last)).toEqual(['rejectCaller', 'finish'])
    expect(call.termination).toEqual({ result: 'rejected', reason, step: 'arrival', missed: false, status })
    expect(call.path).toHaveLength(1)
  })
  it('PENDING after ACTIVE --> the last good behaviour', () => {
    const { call } = play(newCallTo(mainNumber({ state: 'PENDING', receivesWhilePending: true })), arrived)
    expect(call.state).toBe('hunting')
  })
  it('COOLDOWN --> notice that names nobody, and no missed call', () => {
    const { call, all } = play(newCallTo(mainNumber({ state: 'COOLDOWN' })), arrived, ready, played)
    expect(names(all)).toEqual(['answerCaller', 'playNotice', 'hangUpCaller', 'finish'])
    expect(all[1]).toMatchObject({ notice: 'not-in-use' })
    expect(JSON.stringify(call.path)).not.toContain('Acme')
    expect(call.termination?.missed).toBe(false)
  })
  it('COOLDOWN, caller leaves during the notice --> no missed call', () => {
    expect(play(newCallTo(mainNumber({ state: 'COOLDOWN' })), arrived, gone).call.termination?.missed).toBe(
      false,
    )
  })
  it('the decision is the first line of the path', () => {
    expect(hunting().path[0]).toMatchObject({ step: 'arrival', reason: 'Within business hours until 18:00.' })
  })
  it('our own number met again --> mailbox (C11)', () => {
    const { call, last } = play(newCallTo(main, { visited: [main.e164] }), arrived)
    expect(last).toEqual([{ do: 'answerCaller', for: 'voicemail' }])
    expect(call.path[0]?.reason).toBe('The call was redirected and has come back.')
  })
  it('our own number met again without a mailbox --> notice', () => {
    const { call } = play(
      newCallTo(mainNumber({ mailbox: undefined }), { visited: [main.e164] }),
      arrived,
      ready,
      played,
    )
    expect(call.termination).toMatchObject({ result: 'notice-heard', reason: 'redirect-loop' })
  })
  it('a main number without settings --> notice', () => {
    expect(play(newCallTo(mainNumber({ settings: undefined })), arrived).last).toEqual([
      { do: 'answerCaller', for: 'notice' },
    ])
  })
})
