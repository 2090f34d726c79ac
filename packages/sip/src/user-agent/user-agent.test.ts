/** What a user agent answers by itself, and what it lets through (RFC 3261 §8.2, §9.2, §11, §12.2.2). */
import { describe, expect, it } from 'vitest'
import { TransportLayer } from '../transport/transport-layer.ts'
import { UserAgent } from './user-agent.ts'
import { held, openStage, openWire, silence } from './user-agent-fixture.ts'

const bobAt = '192.0.2.2'
const wireAt = '192.0.2.9'
const otherAt = '192.0.2.3'

interface Sent {
  readonly method: string
  readonly uri?: string
  readonly branch?: string
  readonly fromTag?: string
  readonly to?: string
  readonly callId?: string
  readonly cseq?: number
  readonly extra?: string
}

function text({ method, uri, branch, fromTag, to, callId, cseq, extra = '' }: Sent): string {
  return `${method} ${uri ?? 'sip:bob@192.0.2.2'} SIP/2.0
Via: SIP/2.0/UDP ${wireAt};branch=z9hG4bK${branch ?? 'one'}
From: <sip:wire@${wireAt}>;tag=${fromTag ?? 'wire'}
To: ${to ?? '<sip:bob@192.0.2.2>'}
Call-ID: ${callId ?? 'call'}
CSeq: ${cseq ?? 1} ${method}
Contact: <sip:wire@${wireAt}>
${extra}Content-Length: 0

`
}

async function open() {
  const stage = await openStage()
  const wire = await openWire(stage.network, wireAt)
  const exchange = async (sent: Sent) => {
    const before = wire.log.length
    wire.send(text(sent), bobAt)
    await stage.clock.advanceAsync(50)
    return wire.log.slice(before).map((entry) => entry.text)
  }
  const statuses = async (sent: Sent) => (await exchange(sent)).map((answer) => Number(answer.slice(8, 11)))
  return { ...stage, wire, exchange, statuses }
}

describe('outside of a dialog', () => {
  it.each([
    ['OPTIONS', 200],
    ['REGISTER', 405],
    ['BYE', 481],
    ['INFO', 481],
    ['UPDATE', 481],
    ['CANCEL', 481],
    ['MESSAGE', 405],
    ['DANCE', 501],
  ])('%s is answered %i', async (method, status) => {
    const { statuses } = await open()
    expect(await statuses({ method })).toEqual([status])
  })

  it.each(['REGISTER', 'SUBSCRIBE', 'NOTIFY', 'MESSAGE'])(
    '%s is named and nobody handles it --> 405 with Allow, nothing held',
    async (method) => {
      const stage = await openStage({}, 1, { bob: { methods: [method] } })
      const wire = await openWire(stage.network, wireAt)
      wire.send(text({ method }), bobAt)
      await stage.clock.advanceAsync(50)
      expect(wire.lines).toEqual(['SIP/2.0 405 Method Not Allowed'])
      expect(wire.last).toMatch(/\r\nAllow: INVITE/)
      await stage.clock.advanceAsync(64_000)
      expect(held(stage.bob)).toEqual(silence)
    },
  )

  it.each(['REGISTER', 'SUBSCRIBE', 'NOTIFY'])('%s is named --> onOther takes it', async (method) => {
    const { clock, network } = await openStage()
    const transport = new TransportLayer({ network: network.host(otherAt), clock })
    await transport.open([{ transport: 'UDP', address: otherAt, port: 5060 }])
    new UserAgent({
      transport,
      clock,
      contact: () => `<sip:${otherAt}>`,
      methods: [method],
      handler: { onOther: (_, transaction) => transaction.respond({ status: 202 }) },
    })
    const wire = await openWire(network, wireAt)
    wire.send(text({ method }), otherAt)
    await clock.advanceAsync(50)
    expect(wire.lines).toEqual(['SIP/2.0 202 Accepted'])
  })

  it('OPTIONS tells what we can do (§11.2)', async () => {
    const { exchange } = await open()
    const [answer] = await exchange({ method: 'OPTIONS' })
    expect(answer).toContain('Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE\r\n')
    expect(answer).toContain('Accept: application/sdp, multipart/mixed\r\n')
    expect(answer).toContain('Supported: timer\r\n')
    expect(answer).toMatch(/\r\nTo: .*;tag=/)
  })

  it.each(['INVITE', 'BYE', 'OPTIONS', 'UPDATE'])(
    '%s with a tag that we never gave is 481',
    async (method) => {
      const { statuses } = await open()
      expect(await statuses({ method, to: '<sip:bob@192.0.2.2>;tag=1.never' })).toEqual([481])
    },
  )

  it('an ACK for nothing is ignored', async () => {
    const { statuses } = await open()
    expect(await statuses({ method: 'ACK', to: '<sip:bob@192.0.2.2>;tag=1.never' })).toEqual([])
  })
})

describe('an INVITE', () => {
  it('that comes by another path, too, is merged: 482 (§8.2.2.2)', async () => {
    const { statuses } = await open()
    expect(await statuses({ method: 'INVITE' })).toEqual([180])
    expect(await statuses({ method: 'INVITE', branch: 'two' })).toEqual([482])
  })

  it.each([
    ['comes back unchanged is a loop (§16.3)', 'sip:bob', '482 Loop Detected'],
    ['comes back for somebody else is a call', 'sip:other', '180 Ringing'],
  ])('of our own that %s', async (_edge, target, line) => {
    const { clock, network, alice } = await openStage({}, 1, {
      alice: { server: { address: wireAt, port: 5060 } },
    })
    const wire = await openWire(network, wireAt)
    alice.call('bob')
    await clock.advanceAsync(10)
    const ours = wire.last.replace('INVITE sip:bob', `INVITE ${target}`)
    wire.send(ours.replace('Via:', `Via: SIP/2.0/UDP ${wireAt};branch=z9hG4bKproxy\r\nVia:`), '192.0.2.1')
    await clock.advanceAsync(10)
    expect(wire.lines.at(-1)).toBe(`SIP/2.0 ${line}`)
  })

  it('with too short a session interval is refused before it rings: 422 (RFC 4028 §9)', async () => {
    const { exchange, bob } = await open()
    const answers = await exchange({ method: 'INVITE', extra: 'Supported: timer\nSession-Expires: 60\n' })
    expect(answers).toEqual([expect.stringMatching(/^SIP\/2\.0 422 [\s\S]*\r\nMin-SE: 90\r\n/)])
    expect(bob.calls).toEqual([])
  })

  it('is rung once however often it is repeated', async () => {
    const { statuses, bob } = await open()
    expect(await statuses({ method: 'INVITE' })).toEqual([180])
    expect(await statuses({ method: 'INVITE' })).toEqual([180])
    expect(bob.calls).toHaveLength(1)
  })

  it('keeps the Record-Routes in its answers and goes back by them', async () => {
    const { bob, clock, wire, exchange } = await open()
    bob.behaviour = { kind: 'answer' }
    const extra = `Record-Route: <sip:${wireAt}:5060;lr>\n`
    const answers = await exchange({ method: 'INVITE', extra })
    expect(answers.at(-1)).toContain(`Record-Route: <sip:${wireAt}:5060;lr>\r\n`)
    const to = /^To: (.*)$/m.exec(answers.at(-1) ?? '')?.[1] ?? ''
    await exchange({ method: 'ACK', to: to.trim() })
    bob.calls[0]?.hangUp()
    await clock.advanceAsync(50)
    expect(wire.last).toContain(`Route: <sip:${wireAt}:5060;lr>\r\n`)
  })
})

describe('CANCEL', () => {
  it('after the answer is answered 200 and changes nothing (§9.2)', async () => {
    const { bob, statuses } = await open()
    bob.behaviour = { kind: 'answer' }
    expect(await statuses({ method: 'INVITE' })).toEqual([180, 200])
    expect(await statuses({ method: 'CANCEL' })).toEqual([200])
    expect(bob.calls[0]?.state).toBe('answered')
  })

  it('of another branch is 481, and the call rings on', async () => {
    const { bob, statuses } = await open()
    await statuses({ method: 'INVITE' })
    expect(await statuses({ method: 'CANCEL', branch: 'two' })).toEqual([481])
    expect(bob.calls[0]?.state).toBe('early')
  })
})

describe('a BYE in an early dialog (§15)', () => {
  it('ends it as a CANCEL does', async () => {
    const { bob, clock, exchange, statuses } = await open()
    const [ringing] = await exchange({ method: 'INVITE' })
    const to = /^To: (.*)$/m.exec(ringing ?? '')?.[1]?.trim() ?? ''
    expect(await statuses({ method: 'BYE', to, cseq: 2, branch: 'bye' })).toEqual([200, 487])
    expect((await bob.calls[0]?.ended)?.end).toBe('cancelled')
    clock.drain()
    expect(held(bob)).toEqual(silence)
  })
})

describe('close', () => {
  it('leaves no timer, whatever was going on', async () => {
    const { clock, alice, bob } = await openStage({}, 1, {
      alice: { sessionTimer: {} },
      bob: { sessionTimer: {} },
    })
    bob.behaviour = { kind: 'answer' }
    alice.call('bob')
    await clock.advanceAsync(100)
    bob.behaviour = { kind: 'ring' }
    alice.call('bob')
    await clock.advanceAsync(100)
    alice.userAgent.close()
    bob.userAgent.close()
    expect([held(alice), held(bob)]).toEqual([silence, silence])
    expect(clock.pending).toBe(0)
  })
})
