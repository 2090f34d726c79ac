import { describe, expect, it } from 'vitest'
import {
  arrived,
  gone,
  greeting,
  names,
  play,
  played,
  ready,
  recorded,
  recording,
  to,
  voicemail,
} from '../../../testing/play-call.ts'

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
