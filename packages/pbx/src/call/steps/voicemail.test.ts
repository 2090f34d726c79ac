import { describe, expect, it } from 'vitest'
import {
  answers,
  arrived,
  gone,
  greeting,
  names,
  offered,
  play,
  played,
  ready,
  recorded,
  recording,
  stepTimer,
  to,
  voicemail,
} from '../../../testing/play-call.ts'
import { numberWithRoute, planFor } from '../../../testing/sample-number.ts'
import { defaultReception } from '../../reception/reception-rules.ts'
import { newCall } from '../call.ts'

describe('voicemail (C9)', () => {
  it('callerReady --> greeting --> recording with its limits', () => {
    const { all } = play(to({ steps: [voicemail] }), arrived, ready, played)
    expect(names(all)).toEqual(['answerCaller', 'playGreeting', 'recordMessage'])
    expect(all[2]).toMatchObject({ maxSeconds: 300, silenceSeconds: 10, mailbox: { id: 'box' } })
  })
  it.each([
    ['hash', 'message-ended-by-hash', false],
    ['hang-up', 'message-ended-by-hang-up', false],
    ['silence', 'message-ended-by-silence', false],
    ['limit', 'message-reached-limit', false],
    ['cut', 'message-cut-short', true],
  ] as const)('recordingEnded by %s --> kept', (end, reason, cutShort) => {
    const { call, last } = play(recording(), recorded(8, end))
    expect(last[0]).toEqual({ do: 'keepMessage', mailbox: { id: 'box', name: 'Acme' }, seconds: 9, cutShort })
    expect(names(last).includes('hangUpCaller')).toBe(end !== 'hang-up')
    expect(call.termination).toMatchObject({ result: 'voicemail-left', reason, missed: false })
  })
  it('under 2 s of speech --> discarded, missed call', () => {
    const { call, last } = play(recording(), recorded(1.9))
    expect(names(last)).toEqual(['discardMessage', 'hangUpCaller', 'finish'])
    expect(call.termination).toMatchObject({
      result: 'no-message',
      reason: 'message-too-short',
      missed: true,
    })
  })
  it('caller leaves during the greeting --> missed call', () => {
    expect(play(greeting(), gone).call.termination).toMatchObject({
      result: 'abandoned',
      step: 'voicemail',
      missed: true,
    })
  })
  it('caller leaves before our answer is ready --> missed call', () => {
    expect(play(to({ steps: [voicemail] }), arrived, gone).call.termination).toMatchObject({
      step: 'voicemail',
    })
  })
  it('caller leaves while recording --> closed first, then kept, no BYE', () => {
    expect(names(play(recording(), gone).last)).toEqual(['stopRecording'])
    expect(names(play(recording(), gone, recorded(5, 'hang-up')).last)).toEqual(['keepMessage', 'finish'])
    expect(names(play(recording(), gone, recorded(1, 'hang-up')).last)).toEqual(['discardMessage', 'finish'])
  })
  it.each([
    [{ type: 'engineStopping' } as const, ['keepMessage', 'hangUpCaller', 'finish']],
    [{ type: 'administrativeHangUp', by: 'Olga' } as const, ['keepMessage', 'hangUpCaller', 'finish']],
    [{ type: 'mediaFailed', detail: 'port' } as const, ['keepMessage', 'hangUpCaller', 'finish']],
    [{ type: 'callerAnswerTimeout' } as const, ['keepMessage', 'finish']],
  ])('%j while recording --> what was said is kept', (event, expected) => {
    expect(names(play(recording(), event, recorded(5, 'cut')).last)).toEqual(expected)
  })
  it.each([
    ['a recording that failed', [recorded(0.5, 'cut')]],
    ['an engine that stops', [{ type: 'engineStopping' } as const, recorded(0.5, 'hang-up')]],
    ['media that failed', [{ type: 'mediaFailed', detail: 'port' } as const, recorded(0.5, 'hang-up')]],
  ])('%s before anybody could say much --> kept as cut short, with BYE', (_, events) => {
    const { call, last } = play(recording(), ...events)
    expect(last[0]).toMatchObject({ do: 'keepMessage', cutShort: true })
    expect(names(last)).toEqual(['keepMessage', 'hangUpCaller', 'finish'])
    expect(call.termination?.reason).toBe('message-cut-short')
  })
  it('an engine that stops in the beep --> no message', () => {
    const nothing = { ...recorded(0, 'hang-up'), seconds: 0 }
    expect(names(play(recording(), { type: 'engineStopping' }, nothing).last)[0]).toBe('discardMessage')
  })
  it('two reasons to close the recording --> closed once, no BYE to a caller who left', () => {
    const { all } = play(
      recording(),
      { type: 'engineStopping' },
      gone,
      { type: 'engineStopping' },
      recorded(5, 'cut'),
    )
    expect(names(all)).toEqual(['stopRecording', 'keepMessage', 'finish'])
  })
  it.each([
    ['full', 'mailbox-full', 'mailbox-full'],
    ['storage-error', 'try-later', 'mailbox-failed'],
  ] as const)('mailbox %s --> notice and missed call, whenever it is known', (cause, notice, reason) => {
    const trouble = { type: 'mailboxUnavailable', cause } as const
    const before = play(to({ steps: [voicemail] }), arrived, trouble, trouble, ready, trouble, played)
    const during = play(greeting(), trouble, played)
    const late = play(recording(), trouble, played)
    for (const { call, all } of [before, during, late]) {
      expect(all).toContainEqual({ do: 'playNotice', notice, language: 'en-GB' })
      expect(call.termination).toMatchObject({ result: 'notice-heard', reason, missed: true })
    }
    expect(names(before.all)).toEqual(['answerCaller', 'playNotice', 'hangUpCaller', 'finish'])
  })
  it('mailbox full after the caller left --> missed call, nothing played', () => {
    const { call, last } = play(recording(), gone, { type: 'mailboxUnavailable', cause: 'full' })
    expect(names(last)).toEqual(['finish'])
    expect(call.termination).toMatchObject({ result: 'no-message', reason: 'mailbox-full' })
  })
})

describe('key 0 in the greeting (C9)', () => {
  const zero = { type: 'digitPressed', digit: '0' } as const
  const withZero = { steps: [{ target: 'voicemail', receptionOnZero: true }] } as const
  const asked = () => play(to(withZero), arrived, ready, zero)

  it('the route does not allow it --> the greeting goes on', () => {
    expect(play(greeting(), zero).last).toEqual([])
  })
  it('allowed --> waits for the reception with music', () => {
    const { call, last } = asked()
    expect(names(last)).toEqual(['enterQueue', 'startTimer', 'playWaiting'])
    expect(last[1]).toEqual({ do: 'startTimer', name: 'step', seconds: 30 })
    expect(call.path.at(-1)?.reason).toBe('The caller pressed 0 for the reception.')
  })
  it('a seat answers --> they talk', () => {
    const { call } = play(asked().call, offered('rita'), answers(1))
    expect(call).toMatchObject({ state: 'attended', reception: { seat: { id: 'rita' } } })
  })
  it.each([
    ['nobody is there', { type: 'seatsGone' } as const],
    ['nobody answers', { ...stepTimer, after: 30 }],
  ])('%s --> the mailbox greets again, and 0 changes nothing any more', (_, event) => {
    const back = play(asked().call, event)
    expect(names(back.last).at(-1)).toBe('playGreeting')
    expect(play(back.call, zero).last).toEqual([])
    expect(names(play(back.call, zero, played, recorded(5)).all)).toContain('keepMessage')
  })
  it('nobody at the desk, an answering service behind it --> it rings, with music; then the mailbox', () => {
    const rules = { ...defaultReception, overflow: { to: 'outside', address: '+442079460555' } } as const
    const number = numberWithRoute(withZero, { reception: rules })
    const { call, last } = play(newCall(planFor(number, { readySeats: 0 })), arrived, ready, zero)
    expect(names(last)).toEqual(['forward', 'startTimer', 'playWaiting'])
    expect(names(play(call, stepTimer).last).at(-1)).toBe('playGreeting')
  })
})
