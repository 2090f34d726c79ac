import { describe, expect, it } from 'vitest'
import { parseText, type RequestParts, type SipMessage, SipRequest, SipResponse } from '../message/index.ts'
import { dialogOfRequest, dialogOfResponse } from './dialog.ts'
import { destinationOf, isUnreachableContact, knownUri, requestTarget, routeSetOf } from './route-set.ts'
import { tagId, writeTag } from './tag.ts'

const common = 'Call-ID: c1\r\n'

function request(
  method = 'INVITE',
  cseq = 7,
  extra = 'Contact: <sip:caller@192.0.2.1:5070>\r\n',
): SipRequest {
  const message = parse(
    `${method} sip:callee@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa\r\nFrom: "Caller" <sip:caller@example.com>;tag=theirs\r\nTo: <sip:callee@example.com>\r\n${common}CSeq: ${cseq} ${method}\r\n${extra}Content-Length: 0\r\n\r\n`,
  )
  if (message instanceof SipRequest) return message
  throw new Error('not a request')
}

function response(
  status: number,
  extra = 'Contact: <sip:callee@192.0.2.2:5080>\r\n',
  tag = ';tag=theirs',
): SipResponse {
  const message = parse(
    `SIP/2.0 ${status} X\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa\r\nFrom: <sip:caller@example.com>;tag=ours\r\nTo: <sip:callee@example.com>${tag}\r\n${common}CSeq: 3 INVITE\r\n${extra}Content-Length: 0\r\n\r\n`,
  )
  if (message instanceof SipResponse) return message
  throw new Error('not a response')
}

function parse(text: string): SipMessage {
  const message = parseText(text)
  if (message.kind === 'failure') throw new Error(message.code)
  return message
}

const invite: RequestParts = {
  method: 'INVITE',
  uri: 'sip:callee@example.com',
  from: '<sip:caller@example.com>;tag=ours',
  to: '<sip:callee@example.com>',
  callId: 'c1',
  cseq: 3,
}

const proxies = 'Record-Route: <sip:p1@192.0.2.11;lr>, <sip:p2@192.0.2.12;lr>\r\n'

describe('the dialog of a request (§12.1.1)', () => {
  it('has our tag in From, theirs in To, their Contact as target and no number yet', () => {
    const dialog = dialogOfRequest(request(), 'ours')
    expect(dialog).toMatchObject({ callId: 'c1', remoteTag: 'theirs', remoteSequence: 7, early: true })
    expect(dialog.nextRequest('BYE')).toEqual({
      method: 'BYE',
      uri: 'sip:caller@192.0.2.1:5070',
      from: '<sip:callee@example.com>;tag=ours',
      to: '"Caller" <sip:caller@example.com>;tag=theirs',
      callId: 'c1',
      cseq: 1,
      routes: undefined,
    })
    expect(dialog.nextRequest('BYE').cseq).toBe(2)
  })

  it('takes the Record-Routes as they are', () => {
    const dialog = dialogOfRequest(
      request('INVITE', 7, `${proxies}Contact: <sip:caller@192.0.2.1>\r\n`),
      'ours',
    )
    expect(dialog.routeSet).toEqual(['<sip:p1@192.0.2.11;lr>', '<sip:p2@192.0.2.12;lr>'])
    expect(dialog.destination).toMatchObject({ transport: 'UDP', address: '192.0.2.11', port: 5060 })
  })

  it('without Contact or From tag (RFC 2543) still has a target and an empty tag', () => {
    const bare = parse(request('INVITE', 7, '').text.replace(';tag=theirs', ''))
    const dialog = bare instanceof SipRequest ? dialogOfRequest(bare, 'ours') : undefined
    expect(dialog?.remoteTarget.toString()).toBe('sip:caller@example.com')
    expect(dialog?.matches(undefined)).toBe(true)
  })

  it.each([
    ['the next number', 8, 'next'],
    ['a gap', 4711, 'next'],
    ['the same', 7, 'out-of-order'],
    ['a lower one', 6, 'out-of-order'],
  ])('%s is %s', (_edge, cseq, order) => {
    expect(dialogOfRequest(request(), 'ours').receive(request('BYE', cseq))).toBe(order)
  })
})

describe('the dialog of a response (§12.1.2)', () => {
  it('takes the Record-Routes in reverse and goes on with our numbers', () => {
    const dialog = dialogOfResponse(
      invite,
      'ours',
      response(200, `${proxies}Contact: <sip:callee@192.0.2.2>\r\n`),
    )
    expect(dialog.routeSet).toEqual(['<sip:p2@192.0.2.12;lr>', '<sip:p1@192.0.2.11;lr>'])
    expect(dialog.request('ACK', 3)).toMatchObject({ uri: 'sip:callee@192.0.2.2', cseq: 3 })
    expect(dialog.nextRequest('BYE')).toMatchObject({ cseq: 4, to: '<sip:callee@example.com>;tag=theirs' })
  })

  it.each([
    [180, true],
    [200, false],
  ])('of a %i is early: %s', (status, early) => {
    expect(dialogOfResponse(invite, 'ours', response(status)).early).toBe(early)
  })

  it('without Contact the Request-URI is the target', () => {
    const dialog = dialogOfResponse(invite, 'ours', response(200, ''))
    expect(dialog.remoteTarget.toString()).toBe('sip:callee@example.com')
    expect(dialog.destination).toHaveProperty('uri')
  })

  it('takes a number of the peer whatever it is, the first time', () => {
    const dialog = dialogOfResponse(invite, 'ours', response(200))
    expect(dialog.receive(request('BYE', 0))).toBe('next')
    expect(dialog.receive(request('BYE', 0))).toBe('out-of-order')
  })

  it('moves its target with a target refresh, never its route set (§12.2)', () => {
    const dialog = dialogOfResponse(
      invite,
      'ours',
      response(200, `${proxies}Contact: <sip:callee@192.0.2.2>\r\n`),
    )
    dialog.refreshTarget(
      request('INVITE', 9, 'Record-Route: <sip:x;lr>\r\nContact: <sip:moved@192.0.2.3>\r\n'),
    )
    expect(dialog.nextRequest('BYE')).toMatchObject({
      uri: 'sip:moved@192.0.2.3',
      routes: ['<sip:p2@192.0.2.12;lr>', '<sip:p1@192.0.2.11;lr>'],
    })
    dialog.refreshTarget(request('INVITE', 10, ''))
    dialog.refreshTarget(request('INVITE', 11, 'Contact: <mailto:a@example.com>\r\n'))
    expect(dialog.remoteTarget.toString()).toBe('sip:moved@192.0.2.3')
  })
})

describe('requestTarget (§12.2.1.1)', () => {
  const target = knownUri('sip:callee@192.0.2.2')

  it.each([
    ['no route', [], 'sip:callee@192.0.2.2', undefined],
    ['a loose router', ['<sip:p1;lr>'], 'sip:callee@192.0.2.2', ['<sip:p1;lr>']],
    [
      'a strict router',
      ['<sip:p1;method=INVITE>', '<sip:p2;lr>'],
      'sip:p1',
      ['<sip:p2;lr>', '<sip:callee@192.0.2.2>'],
    ],
  ])('%s', (_edge, routeSet, uri, routes) => {
    expect(requestTarget(routeSet, target)).toMatchObject({ uri, routes })
  })

  it('a UAC and a UAS see one route from both ends', () => {
    const message = response(200, proxies)
    expect([...routeSetOf(message, 'uac')].reverse()).toEqual(routeSetOf(message, 'uas'))
  })
})

describe('destinationOf (RFC 3263 §4.1)', () => {
  it.each([
    ['sip:a@192.0.2.1', { transport: 'UDP', address: '192.0.2.1', port: 5060, upgradable: true }],
    ['sip:a@192.0.2.1;transport=udp', { transport: 'UDP', address: '192.0.2.1', port: 5060 }],
    ['sip:a@192.0.2.1:5070;transport=tcp', { transport: 'TCP', address: '192.0.2.1', port: 5070 }],
    ['sips:a@192.0.2.1', { transport: 'TLS', address: '192.0.2.1', port: 5061 }],
    ['sips:a@192.0.2.1;transport=tcp', { transport: 'TLS', address: '192.0.2.1', port: 5061 }],
    ['sip:a@[2001:db8::1]', { transport: 'UDP', address: '2001:db8::1', port: 5060, upgradable: true }],
    [
      'sip:a@example.com;maddr=192.0.2.5',
      { transport: 'UDP', address: '192.0.2.5', port: 5060, upgradable: true },
    ],
  ])('%s', (text, destination) => {
    expect(destinationOf(knownUri(text))).toEqual(destination)
  })

  it.each(['sip:a@example.com', 'sip:a@192.0.2.1;transport=sctp', 'tel:+442079460000'])(
    '%s is looked up',
    (text) => {
      expect(destinationOf(knownUri(text))).toHaveProperty('uri')
    },
  )
})

describe('isUnreachableContact', () => {
  it.each([
    ['private, seen from elsewhere', 'sip:a@10.1.2.3', '203.0.113.7', true],
    ['private, and that is where it sends from', 'sip:a@10.1.2.3', '10.1.2.3', false],
    ['private, seen from the same private network', 'sip:a@10.0.0.6', '10.0.0.5', false],
    ['private, seen from the other half of 172.16/12', 'sip:a@172.16.0.6', '172.31.0.5', false],
    ['private, seen from another private network', 'sip:a@192.168.1.6', '10.0.0.5', true],
    ['private (IPv6), seen from the same private network', 'sip:a@[fd00::6]', 'fd12::5', false],
    ['private, seen from a public address that looks alike', 'sip:a@10.0.0.6', '100.0.0.5', true],
    ['172.16 to 172.31 is private', 'sip:a@172.31.0.1', '203.0.113.7', true],
    ['172.32 is not', 'sip:a@172.32.0.1', '203.0.113.7', false],
    ['carrier-grade NAT', 'sip:a@100.64.0.1', '203.0.113.7', true],
    ['another public address: a carrier’s other host', 'sip:a@203.0.113.8', '203.0.113.7', false],
    ['a browser', 'sip:a@f00.invalid;transport=ws', '203.0.113.7', true],
    ['a name', 'sip:a@pbx.example.com', '203.0.113.7', false],
  ])('%s', (_edge, text, source, expected) => {
    expect(isUnreachableContact(knownUri(text), source)).toBe(expected)
  })
})

describe('tags', () => {
  it.each([1, 35, 36, 1_073_741_823])('find call %i again', (id) => {
    expect(tagId(writeTag(id, 'abc123'))).toBe(id)
  })

  it.each([undefined, '', '.abc', 'noDot', 'abc', 'zzzzzzzzzz.a', 'A.b'])('%s is none of ours', (tag) => {
    expect(tagId(tag)).toBe(-1)
  })
})
