import { describe, expect, it } from 'vitest'
import { parseText } from './parser.ts'
import { invite, request, wireMessage } from './sample-message.ts'
import { headerLine, type RequestParts, serializeRequest, serializeResponse } from './serializer.ts'
import type { SipResponse } from './sip-response.ts'
import { validateMessage } from './validation.ts'
import { encodeText, UnsafeHeaderValue } from './wire-text.ts'

function response(wire: string): SipResponse {
  const message = parseText(wire)
  if (message.kind !== 'response') throw new Error('no response')
  return message
}

const parts: RequestParts = {
  method: 'INVITE',
  uri: 'sip:desk@192.0.2.9',
  from: '<sip:main@example.com>;tag=a1',
  to: '<sip:desk@example.com>',
  callId: 'x1',
  cseq: 7,
}

describe('serializeRequest', () => {
  it('writes a valid request with all its parts', () => {
    const wire = serializeRequest(
      {
        ...parts,
        contact: '<sip:us@192.0.2.1>',
        routes: ['<sip:r1;lr>', '<sip:r2;lr>'],
        extra: 'Allow: INVITE, BYE\r\nSubject: x\r\n',
        contentType: 'text/plain',
        body: 'grüezi',
        maxForwards: 9,
      },
      'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx',
    )
    const message = request(wire)
    expect(validateMessage(message)).toBeUndefined()
    expect(message.routes.map(String)).toEqual(['<sip:r1;lr>', '<sip:r2;lr>'])
    expect(message.headers('Allow')).toEqual(['INVITE', 'BYE'])
    expect(message.maxForwards).toBe(9)
    expect(message.header('Content-Length')).toBe('7')
    expect(message.body.toString('utf8')).toBe('grüezi')
  })

  it('a body of bytes leaves as it is', () => {
    const body = Buffer.from([0, 255, 13, 10, 128])
    const wire = serializeRequest(
      { ...parts, contentType: 'application/x', body },
      'SIP/2.0/UDP a;branch=z9hG4bKx',
    )
    expect(request(wire).body.equals(body)).toBe(true)
  })

  const evil = '<sip:a@b>\r\nEvil: yes'
  const cut = '"caf\u010d\u010aEvil: yes" <sip:a@b>'
  it.each<[string, (text: string) => Partial<RequestParts>]>([
    ['method', (method) => ({ method })],
    ['Request-URI', (uri) => ({ uri })],
    ['From', (from) => ({ from })],
    ['To', (to) => ({ to })],
    ['Call-ID', (callId) => ({ callId })],
    ['Contact', (contact) => ({ contact })],
    ['Route', (route) => ({ routes: ['<sip:r1;lr>', route] })],
    ['Content-Type', (contentType) => ({ contentType, body: 'x' })],
  ])('nothing ends the line of the %s, whatever the encoding does', (_, more) => {
    const via = 'SIP/2.0/UDP a;branch=z9hG4bKx'
    for (const text of [evil, 'a\nb', 'a\rb', cut])
      expect(() => serializeRequest({ ...parts, ...more(text) }, via)).toThrow(UnsafeHeaderValue)
  })

  it('header lines are wire text, and end', () => {
    const via = 'SIP/2.0/UDP a;branch=z9hG4bKx'
    for (const extra of ['Subject: caf\u010d\u010aEvil: yes\r\n', 'Subject: x'])
      expect(() => serializeRequest({ ...parts, extra }, via)).toThrow(UnsafeHeaderValue)
    const subject = `Subject: ${encodeText('Grüezi, Łukasz')}\r\n`
    expect(serializeRequest({ ...parts, extra: subject }, via)).toContain(subject)
  })

  it('a body may hold anything', () => {
    const wire = serializeRequest({ ...parts, body: 'Łukasz\r\n\r\n\u010a' }, 'SIP/2.0/UDP a;branch=z9hG4bKx')
    expect(request(wire).body.toString('utf8')).toBe('Łukasz\r\n\r\n\u010a')
  })

  it('70 hops, no body by default', () => {
    const message = request(serializeRequest(parts, 'SIP/2.0/UDP a;branch=z9hG4bKx'))
    expect([message.maxForwards, message.header('Content-Length'), message.bodySize]).toEqual([70, '0', 0])
  })
})

describe('serializeResponse', () => {
  const source = invite({
    Via: 'SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK1;rport, SIP/2.0/TCP second',
    v: 'SIP/2.0/UDP third',
    'Record-Route': '<sip:p1;lr>',
    Timestamp: '54',
  })

  it('copies what §8.2.6 says, Via as the transport saw it', () => {
    const call = request(source)
    call.setReceived('192.0.2.44', 5099)
    const answer = response(serializeResponse(call, { status: 180, toTag: 't9', contact: '<sip:us@a>' }))
    expect(validateMessage(answer)).toBeUndefined()
    expect(answer.vias.map(String)).toEqual([
      'SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK1;rport=5099;received=192.0.2.44',
      'SIP/2.0/TCP second',
      'SIP/2.0/UDP third',
    ])
    expect(answer.to.tag).toBe('t9')
    expect(answer.from.tag).toBe('c1')
    expect(answer.callId).toBe(call.callId)
    expect(answer.cseq).toEqual(call.cseq)
    expect(answer.recordRoutes).toHaveLength(1)
    expect(answer.reason).toBe('Ringing')
  })

  it.each([
    [100, 0, '54'],
    [180, 1, undefined],
    [200, 1, undefined],
    [404, 0, undefined],
  ])('%i: %i Record-Routes, Timestamp %s', (status, routes, timestamp) => {
    const answer = response(serializeResponse(request(source), { status }))
    expect([answer.recordRoutes.length, answer.header('Timestamp')]).toEqual([routes, timestamp])
  })

  it('a To tag that is there stays', () => {
    const bye = request(wireMessage('BYE sip:a@b SIP/2.0', { To: '<sip:desk@example.com>;tag=mine' }))
    expect(response(serializeResponse(bye, { status: 200, toTag: 'other' })).to.params.get('tag')).toBe(
      'mine',
    )
  })

  it('setReceived after a first answer shows in the next', () => {
    const call = request(source)
    serializeResponse(call, { status: 100 })
    call.setReceived('192.0.2.44', 5099)
    expect(response(serializeResponse(call, { status: 180 })).topVia.received).toBe('192.0.2.44')
  })

  it('a reason phrase is real text on one line', () => {
    expect(
      response(serializeResponse(request(source), { status: 486, reason: 'Besetzt – später' })).reason,
    ).toBe('Besetzt – später')
    expect(() => serializeResponse(request(source), { status: 486, reason: 'a\r\nX: y' })).toThrow(
      UnsafeHeaderValue,
    )
  })
})

describe('a response from a caller of this package', () => {
  const call = request(invite())

  it.each<[string, object]>([
    ['To tag', { toTag: 'a\r\nEvil: yes' }],
    ['Contact', { contact: '<sip:a@b>\nEvil: yes' }],
    ['Contact beyond bytes', { contact: '"\u010d\u010aEvil: yes" <sip:a@b>' }],
    ['Content-Type', { contentType: 'a/b\r\nEvil: yes', body: 'x' }],
    ['header lines', { extra: 'Subject: \u010d\u010aEvil: yes\r\n' }],
    ['header lines without end', { extra: 'Subject: x' }],
  ])('nothing ends the line of the %s', (_, more) => {
    expect(() => serializeResponse(call, { status: 200, ...more })).toThrow(UnsafeHeaderValue)
  })
})

describe('headerLine', () => {
  it('one line, or none', () => {
    expect(headerLine('Subject', 'hello')).toBe('Subject: hello\r\n')
    expect(() => headerLine('Subject', 'a\r\nVia: evil')).toThrow(UnsafeHeaderValue)
    expect(() => headerLine('Sub\nject', 'a')).toThrow(UnsafeHeaderValue)
  })
})
