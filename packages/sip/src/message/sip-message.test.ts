import { describe, expect, it } from 'vitest'
import { MalformedHeader } from '../errors.ts'
import { defaultLimits } from './message-limits.ts'
import { parseText } from './parser.ts'
import { invite, request, wireMessage } from './sample-message.ts'

describe('headers by name', () => {
  const message = request(
    invite({
      v: 'SIP/2.0/TCP b, SIP/2.0/TLS c',
      'X-Custom': 'one',
      'x-custom': ' two\r\n  three ',
      Date: 'a, b',
      k: 'timer,100rel',
      Subject: '',
    }),
  )

  it('any case and form, folds gone', () => {
    expect(message.header('VIA')).toBe('SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1;rport')
    expect(message.headers('via')).toHaveLength(3)
    expect(message.headers('x-CUSTOM')).toEqual(['one', 'two three'])
    expect(message.headers('Supported')).toEqual(['timer', '100rel'])
    expect(message.headers('k')).toEqual(['timer', '100rel'])
  })

  it('dates are not split, absent is not empty', () => {
    expect(message.headers('Date')).toEqual(['a, b'])
    expect([message.header('Subject'), message.header('Server'), message.has('Server')]).toEqual([
      '',
      undefined,
      false,
    ])
    expect(message.headers('Server')).toEqual([])
    expect(message.header('X-Cust')).toBeUndefined()
  })

  it('lists every line, names in their usual spelling', () => {
    const names = [...message.lines()].map(([name]) => name)
    expect(names.slice(-6)).toEqual(['Via', 'X-Custom', 'x-custom', 'Date', 'Supported', 'Subject'])
  })
})

describe('parsed getters', () => {
  it('are made once', () => {
    const message = request(invite())
    expect(message.from).toBe(message.from)
    expect(message.topVia).toBe(message.topVia)
    expect(message.contacts).toBe(message.contacts)
    expect(message.body).toBe(message.body)
  })

  it.each([
    ['callId', { 'Call-ID': undefined }],
    ['cseq', { CSeq: 'x' }],
    ['from', { From: 'x' }],
    ['to', { To: undefined }],
    ['topVia', { Via: 'x' }],
    ['vias', { Via: 'SIP/2.0/UDP a, x' }],
    ['contacts', { Contact: 'x' }],
    ['routes', { Route: 'x' }],
    ['recordRoutes', { 'Record-Route': 'x' }],
  ] as const)('%s throws MalformedHeader when validation was skipped', (getter, replaced) => {
    expect(() => request(invite(replaced))[getter]).toThrow(MalformedHeader)
  })

  it('Contact star is no address', () => {
    const message = request(wireMessage('REGISTER sip:a SIP/2.0', { Contact: '*' }))
    expect([message.contactIsStar, message.contacts]).toEqual([true, []])
    expect(request(invite()).contactIsStar).toBe(false)
  })

  it('media type without parameters', () => {
    expect(request(invite({ c: 'Application / SDP ;charset=x' })).mediaType).toBe('application/sdp')
    expect(request(invite()).mediaType).toBeUndefined()
  })

  it('size counts to the end of the body', () => {
    const wire = wireMessage('INFO sip:a@b SIP/2.0', { 'Content-Length': '3' }, 'abcdef')
    expect(request(wire).size).toBe(wire.length - 3)
    expect(parseText(wire, { ...defaultLimits }).kind).toBe('request')
  })
})

describe('a Contact with a comma', () => {
  it.each([
    ['Acme, Inc. <sip:a@b>;expires=60', ['sip:a@b']],
    ['"Acme, Inc." <sip:a@b>, <sip:c@d>', ['sip:a@b', 'sip:c@d']],
    ['<sip:a@b>, <sip:c@d', undefined],
  ])('%s', (Contact, uris) => {
    const message = parseText(wireMessage('SIP/2.0 200 OK', { Contact }))
    if (message.kind !== 'response') throw new Error('not a response')
    expect(message.findContacts()?.map(({ uriText }) => uriText)).toEqual(uris)
  })
})
