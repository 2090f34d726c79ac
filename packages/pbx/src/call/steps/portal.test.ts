import { describe, expect, it } from 'vitest'
import { arrived, gone, greeting, names, play, played, ready } from '../../../testing/play-call.ts'
import { newCallTo } from '../../../testing/sample-number.ts'
import type { CallEvent } from '../call-event.ts'
import { portalNumber } from '../plan-call.ts'

const portal = portalNumber({
  siteId: 'site',
  siteName: 'Finsbury Yard',
  zone: 'Europe/London',
  language: 'en-GB',
  dialled: '+442079460001',
})
const at = 1_800_000_000_000
const pressed = (digit: string): CallEvent => ({ type: 'digitPressed', digit, at })
const ended: CallEvent = { type: 'portalEnded', at, toTone: false }
const visiting = () => play(newCallTo(portal), arrived, ready).call

describe('the voice portal (C10)', () => {
  it('its number --> answered at once, whatever the hour', () => {
    const { call, all } = play(newCallTo(portal), arrived, ready)
    expect(all).toEqual([
      { do: 'answerCaller', for: 'portal' },
      { do: 'enterPortal', mailbox: undefined },
    ])
    expect(call.state).toBe('portal')
    expect(call.answeredAt).toBeDefined()
  })

  it('greeting -- * --> the portal of that mailbox', () => {
    const { call, last } = play(greeting(), pressed('*'))
    expect(last).toEqual([{ do: 'enterPortal', mailbox: { id: 'box', name: 'Acme' } }])
    expect(call.state).toBe('portal')
  })

  it('portal of a mailbox -- no PIN --> the tone of its greeting, and a message', () => {
    const { call, last } = play(greeting(), pressed('*'), { ...ended, toTone: true })
    expect(names(last)).toEqual(['recordMessage'])
    expect(call.state).toBe('recording')
  })

  it('greeting -- # --> the beep at once', () => {
    expect(names(play(greeting(), pressed('#')).last)).toEqual(['recordMessage'])
  })

  it.each(['0', '1', '9'])('greeting -- %s --> the greeting goes on', (digit) => {
    const { call, last } = play(greeting(), pressed(digit))
    expect(last).toEqual([])
    expect(call.state).toBe('greeting')
  })

  it('a key anywhere else means nothing', () => {
    const { call, last } = play(greeting(), played, pressed('*'))
    expect(last).toEqual([])
    expect(call.state).toBe('recording')
  })

  it.each([
    ['portalEnded --> we hang up', ended, 'portal-left', true],
    ['the caller hangs up', gone, 'caller-hung-up', false],
    ['no ACK', { type: 'callerAnswerTimeout', at }, 'caller-not-acknowledging', false],
    ['media breaks', { type: 'mediaFailed', detail: '', at }, 'media-unavailable', true],
    ['the engine stops', { type: 'engineStopping', at }, 'engine-stopping', true],
    ['an administrator', { type: 'administrativeHangUp', by: 'Ada', at }, 'administrator', true],
  ] as const)('%s', (_, event, reason, weHangUp) => {
    const { call, last } = play(visiting(), event)
    expect(names(last)).toEqual(weHangUp ? ['hangUpCaller', 'finish'] : ['finish'])
    expect(call.termination).toMatchObject({
      result: 'portal-visited',
      reason,
      step: 'portal',
      missed: false,
    })
    expect(call.path.at(-1)).toMatchObject({ step: 'portal', target: 'Finsbury Yard' })
  })

  it('what the greeting still had to say comes too late', () => {
    const { call } = play(greeting(), pressed('*'), played, {
      type: 'mailboxUnavailable',
      cause: 'full',
    })
    expect(call.state).toBe('portal')
  })

  it('who leaves before our answer is ready has missed nothing', () => {
    const { call } = play(newCallTo(portal), arrived, gone)
    expect(call.termination).toMatchObject({ result: 'abandoned', step: 'portal', missed: false })
  })
})
