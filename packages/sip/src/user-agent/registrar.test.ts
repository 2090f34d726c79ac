import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../testing/index.ts'
import { parseText, parseUri, type SipRequest, SipUri } from '../message/index.ts'
import type { Flow } from '../transport/flow.ts'
import {
  addressOfRecord,
  applyRegister,
  type Binding,
  liveBindings,
  type RegisterOutcome,
} from './registrar-rules.ts'

const flow: Flow = {
  transport: 'UDP',
  localAddress: '192.0.2.2',
  localPort: 5060,
  remoteAddress: '203.0.113.7',
  remotePort: 40_000,
  connectionId: 0,
}
const now = new FakeClock().epoch()

function register(extra: string, { callId = 'a', cseq = 1 } = {}): SipRequest {
  const lines = extra === '' ? '' : `${extra}\r\n`
  const message = parseText(
    `REGISTER sip:example.com SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKa\r\nFrom: <sip:a@example.com>;tag=1\r\nTo: <sip:a@example.com>\r\nCall-ID: ${callId}\r\nCSeq: ${cseq} REGISTER\r\n${lines}Content-Length: 0\r\n\r\n`,
  )
  if (message.kind !== 'request') throw new Error('not a request')
  return message
}

/** By a proxy that is believed. */
const byEdge: Flow = { ...flow, origin: { transport: 'UDP', address: '203.0.113.9', port: 5060 } }

function apply(bindings: readonly Binding[], request: SipRequest, at = now): RegisterOutcome {
  return applyRegister(bindings, request, { now: at, flow })
}

/** The bindings after these REGISTERs, all of which have to be accepted. */
function bound(...requests: readonly SipRequest[]): readonly Binding[] {
  let bindings: readonly Binding[] = []
  for (const request of requests) {
    const outcome = apply(bindings, request)
    if (outcome.kind === 'refused') throw new Error(`refused: ${outcome.reply.status}`)
    bindings = outcome.bindings
  }
  return bindings
}

const one = 'Contact: <sip:a@10.0.0.1>'

describe('what is bound', () => {
  it('remembers the way the REGISTER came, its Path, instance and preference', () => {
    const request = register(
      'Contact: <sip:a@10.0.0.1;x=1>;q=0.5;+sip.instance="<urn:uuid:1>";reg-id=1;expires=600\r\nPath: <sip:edge;lr>, <sip:other;lr>\r\nSupported: path\r\nUser-Agent: Desk 1',
    )
    expect(applyRegister([], request, { now, flow: byEdge })).toMatchObject({
      bindings: [
        {
          uri: 'sip:a@10.0.0.1;x=1',
          params: ';+sip.instance="<urn:uuid:1>";reg-id=1',
          q: 500,
          expiresAt: now + 600_000,
          callId: 'a',
          cseq: 1,
          path: ['<sip:edge;lr>', '<sip:other;lr>'],
          flow: byEdge,
          instance: '<urn:uuid:1>',
          regId: 1,
          userAgent: 'Desk 1',
        },
      ],
    })
  })

  it.each([
    ['several Contacts in one REGISTER', [`${one}, <sip:a@10.0.0.2>`], ['sip:a@10.0.0.1', 'sip:a@10.0.0.2']],
    ['a second phone', [one, 'Contact: <sip:a@10.0.0.2>'], ['sip:a@10.0.0.1', 'sip:a@10.0.0.2']],
    ['the same URI by §19.1.4', [one, 'Contact: <SIP:a@10.0.0.1>'], ['SIP:a@10.0.0.1']],
    [
      'another port is another binding',
      [one, `${one}`.replace('0.1', '0.1:5070')],
      ['sip:a@10.0.0.1', 'sip:a@10.0.0.1:5070'],
    ],
    ['expires=0 takes one back', [`${one}, <sip:b@10.0.0.2>`, `${one};expires=0`], ['sip:b@10.0.0.2']],
    ['expires=0 of what is not there', [`${one};expires=0`], []],
    ['Expires: 0 takes back what it names', [one, `${one}\r\nExpires: 0`], []],
    ['* with Expires: 0 takes all back', [`${one}, <sip:b@10.0.0.2>`, 'Contact: *\r\nExpires: 0'], []],
    [
      'an instance that moved replaces its binding (RFC 5626 §6)',
      [`${one};+sip.instance="<u>";reg-id=1`, 'Contact: <sip:a@10.9.9.9>;+sip.instance="<u>";reg-id=1'],
      ['sip:a@10.9.9.9'],
    ],
    [
      'another reg-id of an instance is another flow',
      [`${one};+sip.instance="<u>";reg-id=1`, 'Contact: <sip:a@10.9.9.9>;+sip.instance="<u>";reg-id=2'],
      ['sip:a@10.0.0.1', 'sip:a@10.9.9.9'],
    ],
    [
      'an instance without reg-id that moved has left its old address',
      [`${one};+sip.instance="<u>"`, 'Contact: <sip:a@10.9.9.9>;+sip.instance="<u>"'],
      ['sip:a@10.9.9.9'],
    ],
    [
      'its late farewell to the old address takes nothing else back',
      ['Contact: <sip:a@10.9.9.9>;+sip.instance="<u>"', `${one};+sip.instance="<u>";expires=0`],
      ['sip:a@10.9.9.9'],
    ],
    [
      'an instance that names two addresses at once has both',
      [`${one};+sip.instance="<u>", <sip:a@10.9.9.9>;+sip.instance="<u>"`],
      ['sip:a@10.0.0.1', 'sip:a@10.9.9.9'],
    ],
    [
      'another instance is another phone',
      [`${one};+sip.instance="<u>"`, 'Contact: <sip:a@10.9.9.9>;+sip.instance="<v>"'],
      ['sip:a@10.0.0.1', 'sip:a@10.9.9.9'],
    ],
    ['a REGISTER without Contact changes nothing', [one, ''], ['sip:a@10.0.0.1']],
  ])('%s', (_edge, extras, uris) => {
    const requests = extras.map((extra, index) => register(extra, { cseq: index + 1 }))
    expect(bound(...requests).map((binding) => binding.uri)).toEqual(uris)
  })

  it('is listed in the 200 with what is left of it', () => {
    const before = bound(register(`${one};expires=100;q=0.3`))
    const outcome = apply(before, register('', { cseq: 2 }), now + 40_500)
    expect(outcome.reply.extra).toBe('Contact: <sip:a@10.0.0.1>;q=0.3;expires=60\r\n')
    expect(apply(before, register('', { cseq: 3 }), now + 100_000)).toMatchObject({ bindings: [] })
  })

  it('has its Path echoed', () => {
    const request = register(`${one}\r\nPath: <sip:edge;lr>\r\nSupported: path`)
    const outcome = applyRegister([], request, { now, flow: byEdge })
    expect(outcome.reply.extra).toContain('Path: <sip:edge;lr>\r\n')
  })
})

/** Where the REGISTER comes from. */
const there = 'Contact: <sip:a@203.0.113.7>'

describe('a Path of a proxy that is believed (RFC 3327 §5.3)', () => {
  const request = register(`${one}\r\nPath: <sip:edge;lr>`)

  it('is kept for a phone that does not know of it, and not told to that', () => {
    const outcome = applyRegister([], request, { now, flow: byEdge })
    expect(outcome).toMatchObject({ bindings: [{ path: ['<sip:edge;lr>'], flow: byEdge }] })
    expect(outcome.reply.extra).not.toContain('Path')
  })

  it('nobody else leads us anywhere: a Path of its own is neither kept nor told (§6)', () => {
    const own = register(`${one}\r\nPath: <sip:carrier.example;lr>\r\nSupported: path`)
    const outcome = apply([], own)
    expect(outcome).toMatchObject({ bindings: [{ path: [] }] })
    expect(outcome.reply.extra).not.toContain('Path')
  })
})

describe('how long', () => {
  it.each([
    ['the Contact decides before the header', `${there};expires=600\r\nExpires: 900`, 600],
    ['then the header', `${there}\r\nExpires: 900`, 900],
    ['then the default', there, 3600],
    ['more than the maximum is shortened', `${there};expires=86400`, 3600],
    ['the minimum is enough', `${there};expires=60`, 60],
    ['nonsense counts as absent', `${there};expires=soon`, 3600],
    ['behind NAT five minutes are the most', one, 300],
    ['less is less there, too', `${one};expires=120`, 120],
    [
      'not of one that looks after its flow (RFC 5626 §4.2)',
      `${one};+sip.instance="<urn:uuid:1>";reg-id=1`,
      3600,
    ],
    ['a Path of its own changes nothing', `${one}\r\nPath: <sip:edge;lr>\r\nSupported: path`, 300],
  ])('%s', (_edge, extra, seconds) => {
    expect(bound(register(extra))[0]?.expiresAt).toBe(now + seconds * 1000)
  })

  it('behind an edge proxy as long as it likes', () => {
    const request = register(`${one}\r\nPath: <sip:edge;lr>`)
    expect(applyRegister([], request, { now, flow: byEdge })).toMatchObject({
      bindings: [{ expiresAt: now + 3_600_000 }],
    })
  })
})

describe('what is refused', () => {
  const before = bound(
    register(one, { cseq: 5 }),
    register('Contact: <sip:b@10.0.0.2>', { callId: 'b', cseq: 7 }),
  )

  it.each([
    ['* without Expires', register('Contact: *', { cseq: 9 }), 400],
    ['* with another Expires', register('Contact: *\r\nExpires: 60', { cseq: 9 }), 400],
    ['* beside another', register(`${one}, *\r\nExpires: 0`, { cseq: 9 }), 400],
    ['too brief', register(`${one};expires=59`, { cseq: 9 }), 423],
    ['an old number of the same Call-ID', register(one, { cseq: 4 }), 500],
    ['the same number again', register(one, { cseq: 5 }), 500],
    ['* with an old number', register('Contact: *\r\nExpires: 0', { cseq: 5 }), 500],
    ['a Contact that is no SIP URI', register('Contact: <mailto:a@example.com>', { cseq: 9 }), 400],
    [
      'a Path of its own that it insists on',
      register(`${one}\r\nPath: <sip:edge;lr>\r\nRequire: path`, { cseq: 9 }),
      420,
    ],
    [
      'the second of two, so the first is not bound either',
      register('Contact: <sip:new@10.0.0.9>, <sip:x@10.0.0.8>;expires=3', { cseq: 9 }),
      423,
    ],
  ])('%s', (_edge, request, status) => {
    const outcome = apply(before, request)
    expect(outcome).toMatchObject({ kind: 'refused', reply: { status } })
  })

  it('another Call-ID may change a binding whatever its number: the phone restarted', () => {
    expect(apply(before, register(one, { callId: 'fresh', cseq: 1 }))).toMatchObject({ kind: 'accepted' })
  })

  it('423 says what would be long enough', () => {
    const outcome = apply([], register(`${one};expires=1`))
    expect(outcome.reply.extra).toBe('Min-Expires: 60\r\n')
  })

  it('more bindings than allowed', () => {
    const many = Array.from({ length: 11 }, (_, index) => `<sip:a@10.0.1.${index}>`).join(', ')
    expect(apply([], register(`Contact: ${many}`))).toMatchObject({ kind: 'refused', reply: { status: 403 } })
  })
})

describe('liveBindings', () => {
  it('leaves out the expired and puts the preferred first', () => {
    const bindings = bound(register('Contact: <sip:low@h>;q=0.1, <sip:high@h>, <sip:brief@h>;expires=60'))
    expect(liveBindings(bindings, now + 61_000).map(({ uri }) => uri)).toEqual(['sip:high@h', 'sip:low@h'])
  })
})

describe('addressOfRecord', () => {
  it.each([
    ['sip:a@EXAMPLE.com', 'sip:a@example.com'],
    ['sip:%61@example.com;transport=tcp', 'sip:a@example.com'],
    ['sip:example.com:5060', 'sip:example.com'],
  ])('%s is %s', (text, expected) => {
    const uri = parseUri(text)
    expect(uri instanceof SipUri && addressOfRecord(uri)).toBe(expected)
  })
})
