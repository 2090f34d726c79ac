/** Reliable provisional responses and PRACK, both sides, over the network (RFC 3262). */
import { describe, expect, it } from 'vitest'
import type { SipPhoneOptions } from '../../testing/index.ts'
import { parseRAck, parseRSeq, writeRAck } from '../message/index.ts'
import type { IncomingCall } from './call.ts'
import { alice as aliceAt, bob as bobAt, held, openStage, openWire, silence } from './user-agent-fixture.ts'

const able: Partial<SipPhoneOptions> = { supported: ['100rel'] }
const require = { extra: 'Require: 100rel\r\n' }

async function stage(
  options: { alice?: Partial<SipPhoneOptions>; bob?: Partial<SipPhoneOptions> } = {},
  conditions: Parameters<typeof openStage>[0] = { delay: 20 },
  seed = 1,
) {
  const opened = await openStage(conditions, seed, { alice: able, bob: able, ...options })
  opened.bob.behaviour = { kind: 'silent' }
  return opened
}

/** Numbers of the reliable responses to an INVITE that the phone got, copies included. */
const numbers = (phone: Awaited<ReturnType<typeof stage>>['alice']) =>
  phone.log
    .filter({ direction: 'received', kind: 'response', method: 'INVITE' })
    .map(({ message }) => parseRSeq(message.header('RSeq') ?? ''))
    .filter((number) => number !== undefined)

describe('RSeq and RAck (§7.1, §7.2)', () => {
  it.each([
    ['1', 1],
    [' 4294967295 ', 4294967295],
    ['0', undefined],
    ['4294967296', undefined],
    ['-1', undefined],
    ['', undefined],
  ])('RSeq %j -> %s', (text, value) => expect(parseRSeq(text)).toBe(value))

  it.each(['', '1', '1 INVITE', '0 1 INVITE', '1 2147483648 INVITE', '1 1 IN VITE', 'x 1 INVITE'])(
    'RAck %j is none',
    (text) => expect(parseRAck(text)).toBeUndefined(),
  )

  it('RAck is read as it is written', () => {
    const rack = { rseq: 776656, sequence: 1, method: 'INVITE' }
    expect(writeRAck(rack)).toBe('776656 1 INVITE')
    expect(parseRAck(' 776656   1\tINVITE ')).toEqual(rack)
  })
})

describe('who is called', () => {
  it('-- the caller requires it --> 180 with a number, PRACK, 200; the call goes on', async () => {
    const { clock, alice, bob } = await stage()
    const call = alice.call('bob', require)
    await clock.advanceAsync(100)
    bob.calls[0]?.ring()
    await clock.advanceAsync(2000)
    const [ringing] = alice.log.filter({ kind: 'response', status: 180 })
    expect(ringing?.message.header('Require')).toBe('100rel')
    expect(numbers(alice)).toHaveLength(1)
    const [prack, ...more] = bob.log.requests('PRACK')
    expect(more).toEqual([])
    expect(prack?.header('RAck')).toBe(`${numbers(alice)[0]} 1 INVITE`)
    expect(alice.log.filter({ kind: 'response', method: 'PRACK', status: 200 })).toHaveLength(1)
    bob.calls[0]?.answer()
    await clock.advanceAsync(500)
    expect(call.state).toBe('answered')
    call.hangUp()
    await clock.advanceAsync(1000)
    clock.drain()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
  })

  it('-- the caller only supports it --> a plain 180; early media reliably when wished', async () => {
    const { clock, alice, bob } = await stage()
    alice.call('bob')
    await clock.advanceAsync(100)
    bob.calls[0]?.ring()
    await clock.advanceAsync(100)
    expect(numbers(alice)).toEqual([])
    bob.calls[0]?.ring('v=0\r\n', true)
    await clock.advanceAsync(100)
    expect(numbers(alice)).toHaveLength(1)
    expect(bob.log.requests('PRACK')).toHaveLength(1)
  })

  it('-- the caller cannot --> never; -- we cannot --> 420 (§3)', async () => {
    const simple = await stage({ alice: {} })
    simple.alice.call('bob')
    await simple.clock.advanceAsync(100)
    simple.bob.calls[0]?.ring('v=0\r\n', true)
    await simple.clock.advanceAsync(100)
    expect(numbers(simple.alice)).toEqual([])
    const old = await stage({ bob: {} })
    old.alice.call('bob', require)
    await old.clock.advanceAsync(200)
    const [refused] = old.alice.log.filter({ kind: 'response', status: 420 })
    expect(refused?.message.header('Unsupported')).toBe('100rel')
  })

  it('says the second only after the first is acknowledged, numbered on (§3)', async () => {
    const { clock, alice, bob } = await stage()
    alice.call('bob', require)
    await clock.advanceAsync(100)
    bob.calls[0]?.ring()
    bob.calls[0]?.ring()
    bob.calls[0]?.ring('v=0\r\n')
    await clock.advanceAsync(25)
    expect(numbers(alice)).toHaveLength(1)
    await clock.advanceAsync(2000)
    const [first = 0] = numbers(alice)
    // The 180 that had to wait is old news by then.
    expect(numbers(alice)).toEqual([first, first + 1])
    expect(bob.log.requests('PRACK')).toHaveLength(2)
  })

  it('-- answered before the PRACK of a described session --> the 2xx waits for it (§3)', async () => {
    const { clock, alice, bob } = await stage()
    const call = alice.call('bob', require)
    await clock.advanceAsync(100)
    bob.calls[0]?.ring('v=0\r\n')
    expect(bob.calls[0]?.answer()).toBe(true)
    expect(bob.calls[0]?.answer()).toBe(false)
    await clock.advanceAsync(30)
    expect(call.state).toBe('early')
    await clock.advanceAsync(100)
    expect(call.state).toBe('answered')
    const order = bob.log
      .filter({ direction: 'received', kind: 'request' })
      .map(({ message }) => message.cseq.method)
    expect(order).toEqual(['INVITE', 'PRACK', 'ACK'])
  })

  it('-- answered before the PRACK of a bare 180 --> the 2xx goes at once, the PRACK is still taken', async () => {
    const { clock, alice, bob } = await stage()
    const call = alice.call('bob', require)
    await clock.advanceAsync(100)
    bob.calls[0]?.ring()
    bob.calls[0]?.answer()
    await clock.advanceAsync(500)
    expect(call.state).toBe('answered')
    expect(
      alice.log.filter({ kind: 'response', method: 'PRACK' }).map(({ message }) => message.kind),
    ).toHaveLength(1)
    expect(alice.log.filter({ kind: 'response', method: 'PRACK', status: 200 })).toHaveLength(1)
  })

  it('-- the caller gives up while the 2xx waits --> 487, and nothing is left', async () => {
    const { clock, alice, bob, network } = await stage()
    const wire = await openWire(network, '192.0.2.9')
    wire.send(invite('Require: 100rel\n'), bobAt)
    await clock.advanceAsync(100)
    bob.calls[0]?.ring('v=0\r\n')
    bob.calls[0]?.answer()
    await clock.advanceAsync(100)
    wire.send(invite('').replace('INVITE', 'CANCEL').replace('1 INVITE', '1 CANCEL'), bobAt)
    await clock.advanceAsync(100)
    expect(wire.lines.at(-1)).toBe('SIP/2.0 487 Request Terminated')
    await clock.advanceAsync(60_000)
    expect([held(alice), held(bob)].map(({ calls }) => calls)).toEqual([silence.calls, silence.calls])
  })

  it('-- no PRACK --> again after T1, 2 T1, 4 T1 …, and after 64 T1 the call is refused with 500 (§3)', async () => {
    const { clock, bob, network } = await stage()
    const wire = await openWire(network, '192.0.2.9')
    wire.send(invite('Require: 100rel\n'), bobAt)
    await clock.advanceAsync(100)
    const begun = clock.now()
    bob.calls[0]?.ring()
    await clock.advanceAsync(31_900)
    const said = wire.log.filter(({ text }) => text.startsWith('SIP/2.0 180'))
    expect(said.map(({ at }) => Math.round((at - begun) / 500))).toEqual([0, 1, 3, 7, 15, 31, 63])
    expect(new Set(said.map(({ text }) => /RSeq: (\d+)/.exec(text)?.[1])).size).toBe(1)
    await clock.advanceAsync(300)
    expect(wire.lines.at(-1)).toBe('SIP/2.0 500 No PRACK')
  })

  it.each([
    [
      'another number',
      (rseq: number) => `${rseq + 1} 1 INVITE`,
      'SIP/2.0 481 Call/Transaction Does Not Exist',
    ],
    ['another request', (rseq: number) => `${rseq} 2 INVITE`, 'SIP/2.0 481 Call/Transaction Does Not Exist'],
    ['another method', (rseq: number) => `${rseq} 1 UPDATE`, 'SIP/2.0 481 Call/Transaction Does Not Exist'],
    ['nothing readable', () => 'soon', 'SIP/2.0 400 Missing Or Malformed RAck'],
    ['what is there', (rseq: number) => `${rseq} 1 INVITE`, 'SIP/2.0 200 OK'],
  ])('-- a PRACK for %s --> %s', async (_, rack, line) => {
    const { clock, bob, network } = await stage()
    const wire = await openWire(network, '192.0.2.9')
    wire.send(invite('Require: 100rel\n'), bobAt)
    await clock.advanceAsync(100)
    bob.calls[0]?.ring()
    await clock.advanceAsync(100)
    const rseq = Number(/RSeq: (\d+)/.exec(wire.last)?.[1])
    const tag = /To: .*;tag=(\S+)/.exec(wire.last)?.[1]
    wire.send(prack(rack(rseq), tag), bobAt)
    await clock.advanceAsync(100)
    expect(wire.lines.filter((each) => !each.includes('180')).at(-1)).toBe(line)
  })

  it('-- described reliably, answered without a word of it --> that is what a refresh would repeat', async () => {
    const { clock, bob, network } = await stage()
    const wire = await openWire(network, '192.0.2.9')
    wire.send(invite('Require: 100rel\n'), bobAt)
    await clock.advanceAsync(100)
    bob.calls[0]?.ring('v=0\r\ns=early\r\n')
    await clock.advanceAsync(100)
    const rseq = Number(/RSeq: (\d+)/.exec(wire.last)?.[1])
    wire.send(prack(`${rseq} 1 INVITE`, /To: .*;tag=(\S+)/.exec(wire.last)?.[1]), bobAt)
    await clock.advanceAsync(100)
    const call = bob.calls[0]?.raw as IncomingCall
    expect(call.answer({ status: 200 })).toBe(true)
    expect(call.snapshot()?.session?.body).toBe('v=0\r\ns=early\r\n')
  })

  it('-- a PRACK with an offer that nobody takes --> 488, and acknowledges all the same', async () => {
    const { clock, bob, network } = await stage()
    const wire = await openWire(network, '192.0.2.9')
    wire.send(invite('Require: 100rel\n'), bobAt)
    await clock.advanceAsync(100)
    bob.calls[0]?.ring()
    await clock.advanceAsync(100)
    const rseq = Number(/RSeq: (\d+)/.exec(wire.last)?.[1])
    const tag = /To: .*;tag=(\S+)/.exec(wire.last)?.[1]
    if (bob.calls[0]) bob.calls[0].takesPrackBodies = false
    wire.send(prack(`${rseq} 1 INVITE`, tag, 'v=0\r\n'), bobAt)
    await clock.advanceAsync(100)
    expect(wire.lines.at(-1)).toBe('SIP/2.0 488 Not Acceptable Here')
    await clock.advanceAsync(40_000)
    expect(bob.calls[0]?.state).toBe('early')
  })
})

describe('who calls', () => {
  it('acknowledges each once in its fork, and drops copies and what comes too early (§4)', async () => {
    const { clock, alice, network } = await stage({
      alice: { ...able, server: { address: '192.0.2.9', port: 5060 } },
    })
    const carrier = await openWire(network, '192.0.2.9')
    const call = alice.call('bob')
    await clock.advanceAsync(50)
    const [asked] = carrier.log
    const ring = async (rseq: number, tag = 'peer') => {
      const extra = `Require: 100rel\nRSeq: ${rseq}\nContact: <sip:bob@192.0.2.9>\n`
      const fork = asked && { ...asked, text: asked.text.replace(/^To: .*$/m, (to) => `${to};tag=${tag}`) }
      carrier.answer(fork, 183, extra)
      await clock.advanceAsync(50)
    }
    for (const [rseq, tag] of [[5], [5], [7], [6], [7], [900, 'other']] as const) await ring(rseq, tag)
    const racks = carrier.log.map(({ text }) => /^RAck: (.*)$/m.exec(text)?.[1]).filter(Boolean)
    // Nobody answers them, so they are repeated; no two mean the same.
    expect([...new Set(racks)]).toEqual(['5 1 INVITE', '6 1 INVITE', '7 1 INVITE', '900 1 INVITE'])
    const numbered = carrier.log.map(({ text }) => /^CSeq: (\d+) PRACK/m.exec(text)?.[1]).filter(Boolean)
    expect([...new Set(numbered)]).toEqual(['2', '3', '4'])
    expect(alice.log.filter({ kind: 'response', status: 183 })).toHaveLength(6)
    expect(call.raw.state).toBe('early')
  })

  it('-- an INVITE without offer, a reliable offer --> the answer goes with the PRACK (§5)', async () => {
    const { clock, alice, bob } = await stage()
    let offered = ''
    alice.userAgent.invite(
      {
        uri: `sip:bob@${bobAt}`,
        destination: { transport: 'UDP', address: bobAt, port: 5060 },
        from: `<sip:alice@${aliceAt}>`,
        to: `<sip:bob@${bobAt}>`,
        extra: 'Require: 100rel\r\n',
      },
      {
        onEarlyOffer: (response) => {
          offered = response.body.toString()
          return { contentType: 'application/sdp', body: 'v=0\r\ns=answer\r\n' }
        },
      },
    )
    await clock.advanceAsync(100)
    bob.calls[0]?.ring('v=0\r\ns=offer\r\n')
    await clock.advanceAsync(200)
    expect(offered).toContain('s=offer')
    expect(bob.log.requests('PRACK')[0]?.body.toString()).toContain('s=answer')
    expect(bob.calls[0]?.remoteBody).toContain('s=answer')
  })

  it.each([1, 2, 3])(
    'is called through on a network that loses every fifth message (seed %i)',
    async (seed) => {
      const { clock, alice, bob } = await stage({}, { delay: 20, loss: 0.2, duplication: 0.05 }, seed)
      const call = alice.call('bob', require)
      await clock.advanceAsync(8000)
      bob.calls[0]?.ring('v=0\r\n')
      await clock.advanceAsync(8000)
      bob.calls[0]?.answer()
      await clock.advanceAsync(20_000)
      expect(call.state).toBe('answered')
      expect(new Set(numbers(alice)).size).toBe(1)
      call.hangUp()
      await clock.advanceAsync(80_000)
      expect([held(alice), held(bob)]).toEqual([silence, silence])
    },
  )

  it('-- cancelled --> still acknowledges, so that the other side is not kept repeating', async () => {
    const { clock, alice, bob } = await stage()
    const call = alice.call('bob', require)
    await clock.advanceAsync(100)
    bob.calls[0]?.ring()
    call.cancel()
    await clock.advanceAsync(2000)
    expect(bob.log.requests('PRACK').length).toBeLessThanOrEqual(1)
    clock.drain()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
  })
})

function invite(extra: string): string {
  return `INVITE sip:bob@${bobAt} SIP/2.0
Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKinvite
Max-Forwards: 70
From: <sip:wire@192.0.2.9>;tag=wire
To: <sip:bob@${bobAt}>
Call-ID: reliable
CSeq: 1 INVITE
Contact: <sip:192.0.2.9>
${extra}Content-Length: 0

`
}

function prack(rack: string, tag: string | undefined, body = ''): string {
  return `PRACK sip:bob@${bobAt} SIP/2.0
Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKprack
Max-Forwards: 70
From: <sip:wire@192.0.2.9>;tag=wire
To: <sip:bob@${bobAt}>;tag=${tag}
Call-ID: reliable
CSeq: 2 PRACK
RAck: ${rack}
${body === '' ? '' : 'Content-Type: application/sdp\n'}Content-Length: ${body.length}

${body}`
}
