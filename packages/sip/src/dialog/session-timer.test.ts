import { describe, expect, it } from 'vitest'
import { parseText, type SipMessage } from '../message/index.ts'
import {
  answerSessionTimer,
  askForTimer,
  expireAfter,
  RefusedIntervals,
  refreshAfter,
  timerOfResponse,
} from './session-timer.ts'

const policy = { interval: 1800, minimum: 90, wanted: true }

function message(lines: string): SipMessage {
  const extra = lines === '' ? '' : `${lines}\r\n`
  const parsed = parseText(`INVITE sip:a@b SIP/2.0\r\n${extra}Content-Length: 0\r\n\r\n`)
  if (parsed.kind === 'failure') throw new Error(parsed.code)
  return parsed
}

describe('answerSessionTimer (RFC 4028 §9)', () => {
  it.each([
    ['nothing asked, caller knows timers', 'Supported: timer', 1800, 'uac'],
    ['nothing asked, caller does not', '', 1800, 'uas'],
    ['asked, no refresher named', 'Supported: timer\r\nSession-Expires: 600', 600, 'uac'],
    ['asked, refresher uas', 'Supported: timer\r\nSession-Expires: 600;refresher=uas', 600, 'uas'],
    ['asked, refresher uac', 'Supported: timer\r\nSession-Expires: 600;refresher=uac', 600, 'uac'],
    ['asked by a proxy, caller does not know timers', 'Session-Expires: 600;refresher=uac', 600, 'uas'],
    ['more than we want', 'Supported: timer\r\nSession-Expires: 7200', 1800, 'uac'],
    [
      'more than we want, but a proxy insists',
      'Supported: timer\r\nSession-Expires: 7200\r\nMin-SE: 3600',
      3600,
      'uac',
    ],
    ['too small from one who cannot take a 422', 'Session-Expires: 30', 90, 'uas'],
    ['compact form', 'k: timer\r\nx: 600;refresher=uas', 600, 'uas'],
  ])('%s', (_edge, lines, interval, refresher) => {
    const answer = answerSessionTimer(message(lines), policy)
    expect(answer).toMatchObject({ kind: 'granted', timer: { interval, weRefresh: refresher === 'uas' } })
    expect(answer.extra).toContain(`Session-Expires: ${interval};refresher=${refresher}\r\n`)
    expect(answer.extra.includes('Require: timer')).toBe(refresher === 'uac')
  })

  it('too small is refused with our minimum', () => {
    const answer = answerSessionTimer(message('Supported: timer\r\nSession-Expires: 89'), policy)
    expect(answer).toEqual({ kind: 'too-small', extra: 'Min-SE: 90\r\n' })
  })

  it('nothing asked and nothing wanted is no timer', () => {
    const answer = answerSessionTimer(message('Supported: timer'), { ...policy, wanted: false })
    expect(answer).toEqual({ kind: 'granted', timer: undefined, extra: '' })
  })
})

describe('timerOfResponse (RFC 4028 §7.2)', () => {
  it.each([
    ['no Session-Expires', '', undefined],
    ['refresher uac', 'Session-Expires: 600;refresher=uac', { interval: 600, weRefresh: true }],
    ['refresher uas', 'Session-Expires: 600;refresher=uas', { interval: 600, weRefresh: false }],
    ['none named', 'Session-Expires: 600', { interval: 600, weRefresh: true }],
    ['below the least', 'Session-Expires: 5;refresher=uac', { interval: 90, weRefresh: true }],
    ['nonsense', 'Session-Expires: soon', undefined],
  ])('%s', (_edge, lines, timer) => {
    expect(timerOfResponse(message(lines))).toEqual(timer)
  })
})

describe('times', () => {
  it.each([
    [90, 45_000, 60_000],
    [96, 48_000, 64_000],
    [1800, 900_000, 1_768_000],
  ])('of %i s: refresh after %i ms, BYE after %i ms (RFC 4028 §10)', (interval, refresh, expire) => {
    const timer = { interval, weRefresh: true }
    expect(refreshAfter(timer)).toBe(refresh)
    expect(expireAfter(timer)).toBe(expire)
  })

  it.each([
    ['Min-SE: 300', 90, 300],
    ['Min-SE: 90', 90, undefined],
    ['', 0, undefined],
  ])('after a 422 with "%s" to %i: %s', (lines, before, expected) => {
    const refused = new RefusedIntervals()
    refused.least = before
    expect(refused.accept(message(lines)) ? refused.least : undefined).toBe(expected)
  })

  it('Min-SE is written when it says something', () => {
    expect(askForTimer(1800, 90)).toBe('Session-Expires: 1800\r\n')
    expect(askForTimer(1800, 120, 'uac')).toBe('Session-Expires: 1800;refresher=uac\r\nMin-SE: 120\r\n')
  })
})
