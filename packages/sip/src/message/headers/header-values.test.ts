/** Parse and write of the small header modules, a table each. */
import { describe, expect, it } from 'vitest'
import { accepts, parseAccept, writeAccept } from './accept.ts'
import { parseCallInfo, writeCallInfo } from './call-info.ts'
import { parseContact, writeContact } from './contact.ts'
import { boundaryOf, parseMediaType } from './content-type.ts'
import { parseCSeq, writeCSeq } from './cseq.ts'
import { parseDate, writeDate } from './date.ts'
import { parseDiversion, writeDiversion } from './diversion.ts'
import { parseEvent, writeEvent } from './event.ts'
import { parseDeltaSeconds, writeDeltaSeconds } from './expires.ts'
import { parseHistoryInfo, writeHistoryInfo } from './history-info.ts'
import { oneHopLess, parseMaxForwards } from './max-forwards.ts'
import { parseIdentities, writeIdentity } from './p-asserted-identity.ts'
import { hidesCaller, parsePrivacy, writePrivacy } from './privacy.ts'
import { parseReason, writeReason } from './reason.ts'
import { parseRetryAfter, writeRetryAfter } from './retry-after.ts'
import { parseRouteList, writeRoute } from './route.ts'
import { parseSessionExpires, writeSessionExpires } from './session-expires.ts'
import { parseSubscriptionState } from './subscription-state.ts'
import { parseTokenList, writeTokenList } from './token-list.ts'

describe('Accept', () => {
  it.each([
    ['application/sdp', 'application/sdp', true],
    ['application/*', 'application/sdp', true],
    ['*/*;q=0.1', 'text/plain', true],
    ['application/sdp;q=0', 'application/sdp', false],
    ['text/plain', 'application/sdp', false],
    ['', 'application/sdp', false],
  ])('%j for %s: %s', (text, type, welcome) => {
    expect(accepts(parseAccept(text), type)).toBe(welcome)
  })

  it('is application/sdp when absent, refused when malformed', () => {
    expect(accepts(undefined, 'application/sdp')).toBe(true)
    expect(accepts(undefined, 'text/plain')).toBe(false)
    expect(parseAccept('application')).toBeUndefined()
    expect(parseAccept(writeAccept(['a/b', 'c/d']))?.map((range) => range.type)).toEqual(['a/b', 'c/d'])
  })
})

describe('Contact', () => {
  it.each([
    ['<sip:a@b>;expires=60;q=0.5', 60, 0.5],
    ['<sip:a@b>;expires=99999999999', 2 ** 32 - 1, 1],
    ['<sip:a@b>;expires=soon;q=2', undefined, 1],
    ['sip:a@b', undefined, 1],
  ])('%s', (text, expires, q) => {
    const contact = parseContact(text)
    expect([contact?.expires, contact?.q]).toEqual([expires, q])
  })

  it('instance and reg-id come back', () => {
    const text = writeContact('sip:a@b', [
      ['+sip.instance', '<urn:uuid:1>'],
      ['reg-id', '2'],
      ['expires', '30'],
    ])
    expect(parseContact(text)).toMatchObject({ instance: '<urn:uuid:1>', regId: 2, expires: 30 })
    expect(parseContact('*')).toBeUndefined()
  })
})

describe('Content-Type', () => {
  it('reads type and boundary', () => {
    const media = parseMediaType('Multipart/Mixed ; boundary="a b"')
    expect(media?.type).toBe('multipart/mixed')
    expect(media && boundaryOf(media)).toBe('a b')
    for (const text of ['', 'text', 'text/', '/plain', 'text/pl ain/x', 'text/plain;;'])
      expect(parseMediaType(text)).toBeUndefined()
  })
})

describe('CSeq', () => {
  it.each([
    ['1 INVITE', { sequence: 1, method: 'INVITE' }],
    ['  0009   BYE ', { sequence: 9, method: 'BYE' }],
    ['2147483647 X', { sequence: 2 ** 31 - 1, method: 'X' }],
    ['2147483648 X', undefined],
    ['-1 X', undefined],
    ['1INVITE', undefined],
    ['1 IN VITE', undefined],
    ['', undefined],
  ])('%j', (text, value) => {
    expect(parseCSeq(text)).toEqual(value)
    if (value !== undefined) expect(parseCSeq(writeCSeq(value))).toEqual(value)
  })
})

describe('Date', () => {
  it('comes back', () => {
    const time = Date.UTC(2026, 1, 28, 23, 59, 59)
    expect(parseDate(writeDate(time))).toBe(time)
  })

  it.each(['Sat, 31 Feb 2026 00:00:00 GMT', 'Fri, 01 Jan 2010 16:00:00 EST', '2026-01-01', ''])(
    'refuses %j',
    (text) => {
      expect(parseDate(text)).toBeUndefined()
    },
  )
})

describe('Diversion and History-Info', () => {
  it('Diversion comes back', () => {
    const text = writeDiversion({
      uri: 'tel:+44',
      reason: 'no-answer',
      counter: 3,
      privacy: 'full',
      displayName: 'Á',
    })
    const parsed = parseDiversion(text)
    expect(parsed).toMatchObject({ reason: 'no-answer', counter: 3, privacy: 'full' })
    expect(parsed?.address.displayName).toBe('Á')
    expect(parseDiversion('<tel:+44>;counter=x')).toMatchObject({ counter: 1, reason: undefined })
    expect(parseDiversion('<tel:+44')).toBeUndefined()
  })

  it('History-Info comes back, its reason too', () => {
    const reason = writeReason({ protocol: 'SIP', cause: 486, text: 'Busy; "here"' })
    const text = writeHistoryInfo({
      uri: 'sip:a@b;x=1',
      index: '1.1',
      reason,
      cause: { kind: 'rc', index: '1' },
    })
    const parsed = parseHistoryInfo(text)
    expect(parsed).toMatchObject({ index: '1.1', cause: { kind: 'rc', index: '1' } })
    expect(parsed?.reason).toEqual({ protocol: 'SIP', cause: 486, text: 'Busy; "here"' })
    expect(parsed?.address.uri.params.get('x')).toBe('1')
    expect(
      parseHistoryInfo(writeHistoryInfo({ uri: 'sip:a@b?p=q', index: '1', reason }))?.reason?.cause,
    ).toBe(486)
    expect(parseHistoryInfo('<sip:a@b>')).toBeUndefined()
    expect(parseHistoryInfo('<sip:a@b>;index=1..2')).toBeUndefined()
  })
})

describe('Event, Reason, Privacy', () => {
  it('Event comes back', () => {
    expect(parseEvent(writeEvent({ package: 'dialog', id: '7' }))).toEqual({ package: 'dialog', id: '7' })
    expect(parseEvent('Message-Summary')).toEqual({ package: 'message-summary', id: undefined })
    expect(parseEvent('a b')).toBeUndefined()
  })

  it('Subscription-State is read, and nothing made of what is malformed', () => {
    const nothing = { expires: undefined, reason: undefined, retryAfter: undefined }
    expect(parseSubscriptionState('Active;expires=60')).toEqual({ ...nothing, state: 'active', expires: 60 })
    expect(parseSubscriptionState('terminated ;reason=Probation;retry-after=9')).toEqual({
      state: 'terminated',
      expires: undefined,
      reason: 'probation',
      retryAfter: 9,
    })
    for (const text of ['', ';expires=1', 'a b']) expect(parseSubscriptionState(text)).toBeUndefined()
    expect(parseSubscriptionState('pending;expires=x')).toEqual({ ...nothing, state: 'pending' })
  })

  it('Reason comes back', () => {
    expect(writeReason({ protocol: 'SIP', cause: 200, text: 'Call completed elsewhere' })).toBe(
      'SIP;cause=200;text="Call completed elsewhere"',
    )
    expect(parseReason('Q.850 ;cause=16')).toEqual({ protocol: 'Q.850', cause: 16, text: undefined })
    for (const text of ['', ';cause=1', 'SIP;cause=x', 'SIP;cause']) expect(parseReason(text)).toBeUndefined()
  })

  it.each([
    ['id', true],
    ['none;id', false],
    ['user;critical', true],
    ['history', false],
  ])('Privacy %s hides: %s', (text, hidden) => {
    const privacy = parsePrivacy(text)
    expect(privacy && hidesCaller(privacy)).toBe(hidden)
    expect(privacy && writePrivacy(privacy)).toBe(text)
  })

  it('Privacy refuses what is no token', () => expect(parsePrivacy('id;;')).toBeUndefined())
})

describe('numbers', () => {
  it('delta-seconds are cut at 2^32-1', () => {
    expect(['0', '60', '4294967296', '-1', '1.5', ''].map(parseDeltaSeconds)).toEqual([
      0,
      60,
      2 ** 32 - 1,
      undefined,
      undefined,
      undefined,
    ])
    expect([-5, 1.4, 1e20].map(writeDeltaSeconds)).toEqual(['0', '1', '4294967295'])
  })

  it('Max-Forwards: 0 may not go on, absent starts anew', () => {
    expect(['0', '70', '255', '256', 'x', ''].map(parseMaxForwards)).toEqual([
      0,
      70,
      255,
      undefined,
      undefined,
      undefined,
    ])
    expect([0, 1, 70, 255, undefined].map(oneHopLess)).toEqual([undefined, 0, 69, 70, 70])
  })

  it('Retry-After with comment and duration', () => {
    expect(parseRetryAfter('120 (in a (very) long while) ;duration=60')).toBeUndefined()
    expect(parseRetryAfter('120 (in a while) ;duration=60')).toEqual({ seconds: 120, duration: 60 })
    expect(parseRetryAfter(writeRetryAfter(1.2))).toEqual({ seconds: 2, duration: undefined })
    expect(parseRetryAfter('soon')).toBeUndefined()
  })

  it('Session-Expires comes back', () => {
    expect(parseSessionExpires(writeSessionExpires({ interval: 90, refresher: 'uas' }))).toEqual({
      interval: 90,
      refresher: 'uas',
    })
    expect(parseSessionExpires('1800;refresher=nobody')).toEqual({ interval: 1800, refresher: undefined })
    expect(parseSessionExpires('x')).toBeUndefined()
  })
})

describe('lists and addresses', () => {
  it('tokens', () => {
    expect(parseTokenList(writeTokenList(['INVITE', 'BYE']))).toEqual(['INVITE', 'BYE'])
    expect(parseTokenList('')).toEqual([])
    expect(parseTokenList('a b')).toBeUndefined()
  })

  it('identities: one of each kind', () => {
    expect(
      parseIdentities([`${writeIdentity('sip:a@b', 'Á')}, <tel:+44>`])?.map((one) => one.displayName),
    ).toEqual(['Á', undefined])
    expect(parseIdentities(['<tel:+1>', '<tel:+2>'])).toBeUndefined()
    expect(parseIdentities(['<sip:a@b>, <sips:a@c>'])).toBeUndefined()
    expect(parseIdentities(['x'])).toBeUndefined()
  })

  it('routes need brackets and become loose', () => {
    expect(parseRouteList('<sip:a;lr>,<sip:b>')?.map((route) => route.uri.isLooseRouter)).toEqual([
      true,
      false,
    ])
    expect(parseRouteList('sip:a;lr')).toBeUndefined()
    expect([writeRoute('sip:a'), writeRoute('sip:a;lr'), writeRoute('sip:a;lrx')]).toEqual([
      '<sip:a;lr>',
      '<sip:a;lr>',
      '<sip:a;lrx;lr>',
    ])
  })

  it('Call-Info', () => {
    expect(parseCallInfo(writeCallInfo('https://x/<y>', 'card'))).toMatchObject({
      uri: 'https://x/%3Cy%3E',
      purpose: 'card',
    })
    expect(parseCallInfo('https://x')).toBeUndefined()
  })
})
