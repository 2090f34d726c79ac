import { describe, expect, it } from 'vitest'
import {
  arrived,
  gone,
  names,
  play,
  queued,
  reception,
  stepTimer,
  to,
  voicemail,
} from '../../../testing/play-call.ts'

describe('reception (C7)', () => {
  it('no ready seat --> skipped at once with its reason', () => {
    const { call } = play(to({ steps: [reception, voicemail] }), arrived)
    expect(call.path[1]).toMatchObject({
      step: 'reception',
      outcome: 'skipped',
      reason: 'No receptionist is ready.',
    })
  })
  it('ready seat --> queue, 180, timer', () => {
    const { last } = play(to({ steps: [reception, voicemail] }, { readySeats: 1 }), arrived)
    expect(names(last)).toEqual(['enterQueue', 'sendRinging', 'startTimer'])
  })
  it('seatAnswered --> bridge; seatHungUp --> the caller is hung up', () => {
    const { call, last } = play(
      queued(),
      { type: 'seatAnswered', seat: 's1', name: 'Rita' },
      { type: 'seatHungUp' },
    )
    expect(names(last)).toEqual(['hangUpCaller', 'finish'])
    expect(call.termination).toMatchObject({
      result: 'answered-by-reception',
      reason: 'callee-hung-up',
      by: 'Rita',
    })
  })
  it('timer --> leaves the queue, next step', () => {
    expect(names(play(queued(), stepTimer).last)).toEqual(['stopTimer', 'leaveQueue', 'answerCaller'])
  })
  it('seatsGone --> leaves the queue, next step', () => {
    expect(play(queued(), { type: 'seatsGone' }).call.path[1]).toMatchObject({ outcome: 'unavailable' })
  })
  it('caller leaves --> leaves the queue', () => {
    const { call, last } = play(queued(), gone)
    expect(names(last)).toEqual(['leaveQueue', 'stopTimer', 'finish'])
    expect(call.termination?.step).toBe('reception')
  })
  it('a stray external timer changes nothing', () => {
    expect(play(queued(), { type: 'timerFired', name: 'external' }).last).toEqual([])
  })
})
