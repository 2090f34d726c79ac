import { describe, expect, it } from 'vitest'
import { parseText } from './parser.ts'
import { invite, request, wireMessage } from './sample-message.ts'
import { validateMessage } from './validation.ts'

describe('validateMessage', () => {
  it.each([
    ['an ordinary INVITE', {}, undefined],
    ['no Via', { Via: undefined }, 'missing-via'],
    ['Via without host', { Via: 'SIP/2.0/UDP ;branch=z9hG4bK1' }, 'malformed-via'],
    ['second Via malformed', { Via: 'SIP/2.0/UDP a;branch=z9hG4bK1, nonsense' }, 'malformed-via'],
    ['no From', { From: undefined }, 'missing-from'],
    ['From without URI', { From: 'Caller' }, 'malformed-from'],
    ['no To', { To: undefined }, 'missing-to'],
    ['To without host', { To: '<sip:desk@>' }, 'malformed-to'],
    ['no Call-ID', { 'Call-ID': undefined }, 'missing-call-id'],
    ['Call-ID of two words', { 'Call-ID': 'a b' }, 'malformed-call-id'],
    ['empty Call-ID', { 'Call-ID': '' }, 'malformed-call-id'],
    ['no CSeq', { CSeq: undefined }, 'missing-cseq'],
    ['CSeq without method', { CSeq: '1' }, 'malformed-cseq'],
    ['CSeq of 2^31', { CSeq: '2147483648 INVITE' }, 'malformed-cseq'],
    ['CSeq of another method', { CSeq: '1 BYE' }, 'cseq-method-mismatch'],
    ['CSeq method in lower case', { CSeq: '1 invite' }, 'cseq-method-mismatch'],
    ['two Froms, one compact', { f: '<sip:x@y>' }, 'repeated-from'],
    ['two Tos, one compact', { t: '<sip:x@y>' }, 'repeated-to'],
    ['two Call-IDs, one compact', { i: 'x' }, 'repeated-call-id'],
    ['two CSeqs in other case', { CSEQ: '2 INVITE' }, 'repeated-cseq'],
    ['Max-Forwards in words', { 'Max-Forwards': 'many' }, 'malformed-max-forwards'],
    ['Max-Forwards 256', { 'Max-Forwards': '256' }, 'malformed-max-forwards'],
    ['two Max-Forwards', { 'MAX-FORWARDS': '1' }, 'repeated-max-forwards'],
    ['no Max-Forwards, as RFC 2543 peers do', { 'Max-Forwards': undefined }, undefined],
    ['no Contact', { Contact: undefined }, 'missing-contact'],
    ['no Contact, no cookie', { Contact: undefined, Via: 'SIP/2.0/UDP a' }, undefined],
    ['Contact star', { Contact: '*' }, 'missing-contact'],
    ['two Contacts', { Contact: '<sip:a@b>, <sip:c@d>' }, 'too-many-contacts'],
    ['Contact malformed', { Contact: '<sip:a@b' }, 'malformed-contact'],
    ['Route malformed', { Route: '<sip:a@b>, x' }, 'malformed-route'],
    ['Record-Route malformed', { 'Record-Route': '<sip:@b>' }, 'malformed-record-route'],
    ['Content-Type malformed', { 'Content-Type': 'sdp' }, 'malformed-content-type'],
  ] as const)('%s', (_, replaced, code) => {
    const fault = validateMessage(request(invite(replaced)))
    expect(fault?.code).toBe(code)
    if (code !== undefined) expect(fault?.status).toBe(400)
  })

  it.each(['sip:', '<sip:a@b>', 'sip:a@b?Subject=x', 'nonsense'])('Request-URI %s is refused', (uri) => {
    expect(validateMessage(request(invite({}, `INVITE ${uri} SIP/2.0`)))?.code).toBe('malformed-request-uri')
  })

  it('a body needs its type', () => {
    const wire = wireMessage('INFO sip:a@b SIP/2.0', { 'Content-Length': '1' }, 'x')
    expect(validateMessage(request(wire))?.code).toBe('missing-content-type')
  })

  it.each([
    ['Contact', '<sip:a@b'],
    ['Record-Route', '<sip:@b>'],
    ['Content-Type', 'sdp'],
    ['From', '<sip:caller@>;tag=1'],
    ['To', '<sip:desk@>;tag=1'],
  ])('a response whose %s is malformed still answers its request', (name, value) => {
    const response = parseText(wireMessage('SIP/2.0 200 OK', { CSeq: '9 INVITE', [name]: value }))
    expect(response.kind === 'response' && validateMessage(response)).toBeUndefined()
  })

  it.each([
    ['no From', { From: undefined }, 'missing-from'],
    ['no To', { To: undefined }, 'missing-to'],
    ['a To with two tags', { To: '<sip:desk@a>;tag=1;tag=2' }, 'malformed-to'],
    ['two Tos', { t: '<sip:x@y>' }, 'repeated-to'],
  ] as const)('a response with %s cannot be told from others', (_, replaced, code) => {
    const response = parseText(wireMessage('SIP/2.0 200 OK', { CSeq: '9 INVITE', ...replaced }))
    expect(response.kind === 'response' && validateMessage(response)?.code).toBe(code)
  })

  it('a response needs no Contact and may name any method', () => {
    const response = parseText(wireMessage('SIP/2.0 200 OK', { CSeq: '9 INVITE', Contact: undefined }))
    expect(response.kind === 'response' && validateMessage(response)).toBeUndefined()
  })
})
