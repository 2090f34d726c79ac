import type { MediaPlane, Negotiated } from '@mainline/media'
import { type CallFailure, parseText, type SipRequest, type SipResponse } from '@mainline/sip'
import { FakeClock } from '@mainline/sip/testing'
import { describe, expect, it } from 'vitest'
import type { EngineParts } from './engine-parts.ts'
import type { LiveCall } from './live-call.ts'
import type { MediaEndpoint } from './media-port.ts'
import { OutboundLeg } from './outbound-leg.ts'
import { mediaPort } from './party-media.ts'
import { TrunkTroubles } from './trunk-troubles.ts'

const failed = (status: number, cause: CallFailure['cause']): CallFailure => ({ status, cause, contacts: [] })

it.each([
  ['nothing is heard', false, [], failed(408, 'timeout'), true],
  ['a 100, then nothing', false, ['100'], failed(408, 'timeout'), false],
  ['408 of a carrier, for whom it called', false, ['100', '408'], failed(408, 'response'), false],
  ['408 of an edge, which has said 100 itself', true, ['100', '408'], failed(408, 'response'), true],
  ['486 by an edge', true, ['100', '486'], failed(486, 'response'), false],
] as const)(
  '%s --> whether the trunk counts as silent (RFC 3261 §16.7)',
  (_, edge, heard, failure, silent) => {
    const trunkTroubles = new TrunkTroubles(new FakeClock())
    const parts = { trunkTroubles, edges: edge ? {} : undefined } as Partial<EngineParts>
    const plan = { outgoing: undefined }
    const live = { parts, state: { plan }, wantsAnswer: () => false, post() {}, now: () => 0 }
    const leg = new OutboundLeg(live as unknown as LiveCall, 1, {} as MediaEndpoint, false)
    leg.trunkId = 'a'
    for (const _ of heard) leg.onHeard()
    leg.onFailed(failure)
    expect(trunkTroubles.has('a')).toBe(silent)
  },
)

it.each([
  ['a fork that rings', [180], ['legRinging'], false],
  ['forks that are over', [199, 199], [], true],
  ['a fork that rings, and is over', [180, 199], ['legRinging'], false],
] as const)(
  '%s, then 503 --> what is told, and whether another trunk is tried (RFC 6228 §4)',
  (_, statuses, told, another) => {
    const events: string[] = []
    const live = {
      parts: { trunkTroubles: new TrunkTroubles(new FakeClock()) },
      state: { plan: {} },
      wantsAnswer: () => true,
      post: ({ type }: { type: string }) => events.push(type),
      now: () => 0,
    }
    const leg = new OutboundLeg(live as unknown as LiveCall, 1, {} as MediaEndpoint, false)
    leg.trunkId = 'a'
    leg.elsewhere = () => true
    for (const status of statuses)
      leg.onProvisional(
        parseText(
          `SIP/2.0 ${status} X\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nFrom: <sip:a@192.0.2.1>;tag=a\r\n` +
            'To: <sip:b@192.0.2.9>;tag=b\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n',
        ) as SipResponse,
      )
    leg.onFailed(failed(503, 'response'))
    expect(events).toEqual(another ? told : [...told, 'legFailed'])
  },
)

describe('a callee that has described its session reliably (RFC 3262), and changes it before it answers (RFC 3311)', () => {
  const sdp = (port: number, direction = 'sendrecv') =>
    `v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\nm=audio ${port} RTP/AVP 8\r\na=${direction}\r\n`
  const message = (start: string, cseq: string, body = '', [from, to] = ['us', 'them']) =>
    parseText(
      [
        start,
        'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
        `From: <sip:${from}@192.0.2.1>;tag=${from}`,
        `To: <sip:${to}@192.0.2.9>;tag=${to}`,
        'Call-ID: 1',
        `CSeq: ${cseq}`,
        ...(body === '' ? [] : ['Content-Type: application/sdp']),
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n'),
    )
  const response = (status: number, body?: string) =>
    message(`SIP/2.0 ${status} X`, '1 INVITE', body) as SipResponse
  const update = (body: string) =>
    message('UPDATE sip:us@192.0.2.1 SIP/2.0', '1 UPDATE', body, ['them', 'us']) as SipRequest

  function ringing(early: boolean, wanted = true) {
    const taken: Negotiated[] = []
    const endpoint = {
      id: 1,
      address: '203.0.113.1',
      port: 30_000,
      setRemote: (to: Negotiated) => taken.push(to),
    }
    const media = mediaPort({ openEndpoint: () => endpoint, connect() {} } as unknown as MediaPlane).open()
    if (media === undefined) throw new Error('no endpoint')
    media.offer()
    const live = {
      parts: {},
      state: { state: 'forwarding', plan: {} },
      holding: new Set(),
      wantsAnswer: () => wanted,
      post() {},
      now: () => 0,
    }
    const leg = new OutboundLeg(live as unknown as LiveCall, 1, media, false)
    leg.passesEarlyMedia = early
    leg.onProvisional(response(183, sdp(5000)))
    return { leg, taken }
  }

  it.each([false, true])('is spoken to where it said last; the caller hears it early: %s', (early) => {
    const { leg, taken } = ringing(early)
    const statuses: number[] = []
    leg.onUpdate(update(sdp(6000)), ({ status }) => void statuses.push(status))
    leg.onAnswered(response(200))
    expect(statuses).toEqual([200])
    expect(taken.at(-1)?.port).toBe(6000)
  })

  it('and somebody else has answered: nothing changes for whom they share an endpoint with (C4)', () => {
    const { leg, taken } = ringing(false, false)
    const statuses: number[] = []
    leg.onUpdate(update(sdp(6000)), ({ status }) => void statuses.push(status))
    expect([statuses, taken]).toEqual([[488], []])
  })

  it('that says it anew with its answer is spoken to there', () => {
    const { leg, taken } = ringing(true)
    leg.onUpdate(update(sdp(6000)), () => {})
    leg.onAnswered(response(200, sdp(7000)))
    expect(taken.at(-1)?.port).toBe(7000)
  })
})
