import { parseMessage, type SipRequest } from '@mainline/sip'
import { FakeClock } from '@mainline/sip/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { type MessageLadder, readLadder } from './message-ladder.ts'
import { MessageLadders } from './message-ladders.ts'

const request = (method: string, callId: string, toTag = '') =>
  `${method} sip:a@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r\nFrom: <sip:b@192.0.2.9>;tag=1\r\nTo: <sip:a@192.0.2.1>${toTag}\r\nCall-ID: ${callId}\r\nCSeq: 1 ${method}\r\nContent-Length: 0\r\n\r\n`
const response = (status: number, method: string, callId: string) =>
  request(method, callId).replace(/^.*\r\n/, `SIP/2.0 ${status} Words\r\n`)

describe('ladders by Call-ID', () => {
  let clock: FakeClock
  let ladders: MessageLadders
  const flow = {} as never
  const receive = (text: string) => ladders.tap.received(flow, parseMessage(Buffer.from(text)) as SipRequest)
  const send = (text: string) => ladders.tap.sent(flow, text)
  const open = (callId: string, fromTag = '1') => ladders.open(callId, fromTag, `ours-${fromTag}`)
  const shown = (ladder: MessageLadder) =>
    readLadder(ladder.toString()).messages.map(
      ({ party, direction, method, status }) => `${direction} ${party} ${status ?? method}`,
    )

  beforeEach(() => {
    clock = new FakeClock()
    ladders = new MessageLadders(clock)
  })

  it('takes the word of whoever sends for what a message is', () => {
    receive(request('INVITE', 'a'))
    const ladder = open('a')
    ladders.tap.sent(flow, 'not looked at', { method: 'INVITE', callId: 'a', status: 180 })
    ladders.tap.sent(flow, 'not looked at', { method: 'BYE', callId: 'a' })
    ladders.tap.sent(flow, 'not looked at', { method: 'BYE', callId: 'another' })
    expect(shown(ladder)).toEqual(['received 0 INVITE', 'sent 0 180', 'sent 0 BYE'])
  })

  it('begins with the INVITE, and holds what was said before it was a call', () => {
    receive(request('INVITE', 'a'))
    send(response(401, 'INVITE', 'a'))
    receive(request('ACK', 'a'))
    receive(request('INVITE', 'a'))
    const ladder = open('a')
    send(response(180, 'INVITE', 'a'))
    expect(shown(ladder)).toEqual([
      'received 0 INVITE',
      'sent 0 401',
      'received 0 ACK',
      'received 0 INVITE',
      'sent 0 180',
    ])
  })

  it('gives a leg the messages of its own Call-ID', () => {
    receive(request('INVITE', 'a'))
    const ladder = open('a')
    ladders.follow('b', ladder, 3)
    send(request('INVITE', 'b'))
    receive(response(486, 'INVITE', 'b'))
    expect(shown(ladder)).toEqual(['received 0 INVITE', 'sent 3 INVITE', 'received 3 486'])
  })

  it('holds the last answers after the end, and then follows it no more', () => {
    receive(request('INVITE', 'a'))
    const ladder = open('a')
    ladders.leave('a', ladder)
    clock.advance(500)
    receive(response(200, 'BYE', 'a'))
    for (const next of ['b', 'c', 'd']) {
      clock.advance(1_000)
      open(next)
    }
    receive(response(200, 'BYE', 'a'))
    expect(shown(ladder)).toEqual(['received 0 INVITE', 'received 0 200'])
    expect(ladders.size).toBe(3)
  })

  it('lets a party that went on in another call be followed there', () => {
    const first = open('a')
    ladders.follow('leg', first, 1)
    const second = open('b')
    ladders.leave('leg', first)
    ladders.follow('leg', second, 2)
    clock.advance(5_000)
    open('c')
    receive(request('BYE', 'leg', ';tag=2'))
    expect(shown(first)).toEqual([])
    expect(shown(second)).toEqual(['received 2 BYE'])
  })

  it('keeps nothing of what is no call, and little of a flood', () => {
    for (const method of ['REGISTER', 'OPTIONS', 'BYE']) receive(request(method, method))
    receive(request('INVITE', 'within a dialog', ';tag=2'))
    for (let i = 0; i < 10_000; i += 1) receive(request('INVITE', `flood-${i}`))
    expect(ladders.size).toBe(0)
    // Long forgotten: its ladder begins now.
    expect(shown(open('flood-1'))).toEqual([])
    expect(shown(open('flood-9999'))).toEqual(['received 0 INVITE'])
  })

  it('tells two callers of one Call-ID apart by their tags, whichever ends first (a fork upstream)', () => {
    const from = (tag: string, text: string) =>
      text.replace('From: <sip:b@192.0.2.9>;tag=1', `From: <sip:b@192.0.2.9>;tag=${tag}`)
    const ours = (tag: string, text: string) =>
      from(tag, text).replace(/To: <sip:a@192.0.2.1>[^\r]*/, `To: <sip:a@192.0.2.1>;tag=ours-${tag}`)
    // Its last INVITE comes again before either is a call.
    for (const tag of ['1', '2', '2']) receive(from(tag, request('INVITE', 'a')))
    const [first, second] = [open('a', '1'), open('a', '2')]
    send(from('2', response(100, 'INVITE', 'a')))
    send(ours('1', response(180, 'INVITE', 'a')))
    send(ours('2', response(486, 'INVITE', 'a')))
    receive(ours('2', request('ACK', 'a')))
    ladders.leave('a', second)
    // A third one, while one is over and the other goes on.
    receive(from('3', request('INVITE', 'a')))
    const third = open('a', '3')
    send(ours('3', response(180, 'INVITE', 'a')))
    for (let i = 0; i < 3; i += 1) {
      clock.advance(2_000)
      open(`later-${i}`)
    }
    // Ours: From and To have changed places.
    send(
      request('BYE', 'a').replace(
        /From: .*?\r\nTo: .*?\r\n/,
        'From: <sip:a@192.0.2.1>;tag=ours-1\r\nTo: <sip:b@192.0.2.9>;tag=1\r\n',
      ),
    )
    receive(ours('3', request('BYE', 'a')))
    expect(shown(first)).toEqual(['received 0 INVITE', 'sent 0 180', 'sent 0 BYE'])
    expect(shown(second)).toEqual([
      'received 0 INVITE',
      'received 0 INVITE',
      'sent 0 100',
      'sent 0 486',
      'received 0 ACK',
    ])
    expect(shown(third)).toEqual(['received 0 INVITE', 'sent 0 180', 'received 0 BYE'])
    ladders.leave('a', first)
    ladders.leave('a', third)
    for (let i = 0; i < 3; i += 1) {
      clock.advance(2_000)
      open(`last-${i}`)
    }
    expect(ladders.size).toBe(6)
  })
})
