import { describe, expect, it } from 'vitest'
import {
  answers,
  arrived,
  fails,
  forwarding,
  gone,
  greeting,
  hunting,
  main,
  names,
  noticing,
  play,
  played,
  queued,
  ready,
  recorded,
  recording,
  rings,
  stepTimer,
  talking,
  to,
  voicemail,
  withExternal,
} from '../../testing/play-call.ts'
import { newCallTo } from '../../testing/sample-number.ts'
import { IllegalEvent } from './advance.ts'

describe('ended by us before anybody talks', () => {
  it.each([
    [
      'engineStopping while ringing --> 503 with Retry-After',
      hunting,
      { type: 'engineStopping' } as const,
      503,
      5,
    ],
    [
      'administrativeHangUp while ringing --> 480',
      hunting,
      { type: 'administrativeHangUp', by: 'Olga' } as const,
      480,
      undefined,
    ],
    [
      'mediaFailed before our answer --> 503',
      () => play(to({ steps: [voicemail] }), arrived).call,
      { type: 'mediaFailed', detail: '' } as const,
      503,
      5,
    ],
    [
      'mediaFailed by an offer that cannot be taken --> 488',
      () => play(to({ steps: [voicemail] }), arrived).call,
      { type: 'mediaFailed', detail: '', unfit: true } as const,
      488,
      undefined,
    ],
  ])('%s', (_, call, event, status, retryAfterSeconds) => {
    const { last, call: ended } = play(call(), event)
    expect(last).toContainEqual(expect.objectContaining({ do: 'rejectCaller', status, retryAfterSeconds }))
    expect(ended.termination).toMatchObject({ result: 'ended-by-us', status, missed: true })
  })
  it.each([
    [{ codecs: ['G729', 'AMR'] }, 'The caller offered no sound that we understand, only G729, AMR.'],
    ['unsecured', 'The sound of the caller was not secured, as it has to be.'],
    [undefined, 'The caller offered no sound that we understand.'],
  ] as const)('an offer that cannot be taken, %j --> 488 that says why', (misfit, reason) => {
    const failed = { type: 'mediaFailed', detail: '', unfit: true, misfit } as const
    const { last, call } = play(play(to({ steps: [voicemail] }), arrived).call, failed)
    expect(last).toContainEqual(expect.objectContaining({ do: 'rejectCaller', status: 488, misfit }))
    expect(call.path.at(-1)?.reason).toBe(reason)
  })
  it.each([
    ['greeting', greeting],
    ['noticing', noticing],
  ])('engineStopping in %s --> BYE', (_, call) => {
    expect(names(play(call(), { type: 'engineStopping' }).last)).toEqual(['hangUpCaller', 'finish'])
  })
  it.each([
    ['greeting', greeting],
    ['noticing', noticing],
  ])('no ACK in %s --> over, no BYE of ours', (_, call) => {
    const { call: ended, last } = play(call(), { type: 'callerAnswerTimeout' })
    expect(names(last)).toEqual(['finish'])
    expect(ended.termination).toMatchObject({ result: 'abandoned', reason: 'caller-not-acknowledging' })
  })
})

describe('events that no order of the world explains', () => {
  const confirm = { type: 'confirmAccepted', leg: 1 } as const
  const noConfirm = { type: 'confirmRejected', leg: 1, cause: 'declined' } as const
  const hangUp = { type: 'legHungUp', leg: 1 } as const
  const noAck = { type: 'callerAnswerTimeout' } as const
  const seat = { type: 'seatsOffered', seats: [] } as const
  const finished = () => play(hunting(), gone).call
  const answering = () => play(to({ steps: [voicemail] }), arrived).call
  const confirming = () => play(withExternal(), arrived, answers(2)).call
  it.each([
    ['new', () => newCallTo(main), [gone, rings(1), ready]],
    ['hunting', hunting, [arrived, ready, played, noAck, confirm, noConfirm, hangUp, rings(9), seat]],
    ['hunting', confirming, [answers(2)]],
    ['queued', queued, [arrived, ready, rings(1), noAck, played]],
    ['forwarding', forwarding, [arrived, ready, hangUp, confirm, rings(9), seat]],
    ['answering', answering, [arrived, played, rings(1), recorded(5)]],
    ['greeting', greeting, [arrived, ready, recorded(5)]],
    ['recording', recording, [arrived, ready, played]],
    ['noticing', noticing, [arrived, ready, recorded(5)]],
    ['talking', talking, [arrived, ready, { type: 'seatLost' } as const, answers(1), answers(9)]],
    ['finished', finished, [arrived]],
  ])('%s', (state, call, events) => {
    for (const event of events) {
      const before = call()
      expect(before.state).toBe(state)
      const copy = structuredClone(before)
      expect(() => play(before, event)).toThrow(IllegalEvent)
      expect(() => play(before, event)).toThrow(`event ${event.type} in state ${state}`)
      expect(before).toEqual(copy)
    }
  })
  it('after the end everything late is absorbed', () => {
    const { call, last } = play(finished(), rings(1), answers(1), fails(2, 487), gone, stepTimer)
    expect([call.state, last]).toEqual(['finished', []])
  })
  it('a stray timer outside a ringing step changes nothing', () => {
    for (const call of [greeting(), recording(), noticing(), answering()])
      expect(play(call, stepTimer).call).toEqual(call)
  })
})
