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
  const receive = (text: string) =>
    ladders.tap('received', flow, text, parseMessage(Buffer.from(text)) as SipRequest)
  const send = (text: string) => ladders.tap('sent', flow, text)
  const shown = (ladder: MessageLadder) =>
    readLadder(ladder.toString()).messages.map(
      ({ party, direction, method, status }) => `${direction} ${party} ${status ?? method}`,
    )

  beforeEach(() => {
    clock = new FakeClock()
    ladders = new MessageLadders(clock)
  })

  it('begins with the INVITE, and holds what was said before it was a call', () => {
    receive(request('INVITE', 'a'))
    send(response(401, 'INVITE', 'a'))
    receive(request('ACK', 'a'))
    receive(request('INVITE', 'a'))
    const ladder = ladders.open('a')
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
    const ladder = ladders.open('a')
    ladders.follow('b', ladder, 3)
    send(request('INVITE', 'b'))
    receive(response(486, 'INVITE', 'b'))
    expect(shown(ladder)).toEqual(['received 0 INVITE', 'sent 3 INVITE', 'received 3 486'])
  })

  it('holds the last answers after the end, and then follows it no more', () => {
    receive(request('INVITE', 'a'))
    const ladder = ladders.open('a')
    ladders.leave('a', ladder)
    clock.advance(500)
    receive(response(200, 'BYE', 'a'))
    for (const next of ['b', 'c', 'd']) {
      clock.advance(1_000)
      ladders.open(next)
    }
    receive(response(200, 'BYE', 'a'))
    expect(shown(ladder)).toEqual(['received 0 INVITE', 'received 0 200'])
    expect(ladders.size).toBe(3)
  })

  it('lets a party that went on in another call be followed there', () => {
    const first = ladders.open('a')
    ladders.follow('leg', first, 1)
    const second = ladders.open('b')
    ladders.leave('leg', first)
    ladders.follow('leg', second, 2)
    clock.advance(5_000)
    ladders.open('c')
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
    expect(shown(ladders.open('flood-1'))).toEqual([])
    expect(shown(ladders.open('flood-9999'))).toEqual(['received 0 INVITE'])
  })
})
