import { describe, expect, it } from 'vitest'
import { FakeClock, VirtualNetwork, VirtualResolver, VirtualWire, type Zone } from '../../testing/index.ts'
import { parseUri, SipUri } from '../message/index.ts'
import { TimerWheel } from '../timer-wheel.ts'
import { TransportLayer } from '../transport/index.ts'
import { Journal, parts } from './stack-fixture.ts'
import { TransactionLayer } from './transaction-layer.ts'

const zone: Zone = {
  '_sip._udp.carrier.example': {
    srv: [
      { priority: 10, weight: 0, port: 5060, name: 'one.carrier.example' },
      { priority: 20, weight: 0, port: 5070, name: 'two.carrier.example' },
    ],
  },
  'one.carrier.example': { a: ['192.0.2.11'] },
  'two.carrier.example': { a: ['192.0.2.12'] },
}

function uri(text: string): SipUri {
  const parsed = parseUri(text)
  if (parsed instanceof SipUri) return parsed
  throw new Error(text)
}

async function open(options: { tcp?: boolean; largestDatagram?: number } = {}) {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const transport = new TransportLayer({
    network: network.host('192.0.2.1'),
    clock: new TimerWheel(clock),
    resolver: new VirtualResolver(zone),
    ...(options.largestDatagram === undefined ? {} : { largestDatagram: options.largestDatagram }),
  })
  await transport.open([
    { transport: 'UDP', address: '192.0.2.1', port: 5060 },
    ...(options.tcp ? [{ transport: 'TCP', address: '192.0.2.1', port: 5060 } as const] : []),
  ])
  const layer = new TransactionLayer({ transport, clock, user: new Journal() })
  const one = await VirtualWire.open(network.host('192.0.2.11'))
  const two = await VirtualWire.open(network.host('192.0.2.12'), 5070)
  const user = new Journal()
  const carrier = { uri: uri('sip:carrier.example') }
  return { clock, network, layer, one, two, user, carrier }
}

describe('a request to a name with two servers (RFC 3263 §4.3)', () => {
  it('first server answers --> the second never hears of it', async () => {
    const { clock, layer, one, two, user, carrier } = await open()
    const request = layer.request(parts('INVITE'), carrier, user)
    expect([request.state, request.branch]).toEqual(['calling', ''])
    await clock.advanceAsync(2)
    expect(request.branch).toMatch(/^z9hG4bK/)
    one.answer(one.log[0], 180)
    one.answer(one.log[0], 200)
    clock.advance(40_000)
    expect(user.heard).toEqual(['180', '200', 'end'])
    expect([one.log.length, two.log.length]).toEqual([1, 0])
    expect(request.state).toBe('terminated')
  })

  it('first server says 503 --> ACKed, then the second with another branch', async () => {
    const { clock, layer, one, two, user, carrier } = await open()
    layer.request(parts('INVITE'), carrier, user)
    await clock.advanceAsync(2)
    one.answer(one.log[0], 100)
    one.answer(one.log[0], 503)
    clock.advance(3)
    expect(one.lines.at(-1)).toMatch(/^ACK /)
    expect(two.lines).toHaveLength(1)
    const branches = [one, two].map((wire) => /branch=([^;\r]*)/.exec(wire.last)?.[1])
    expect(branches[0]).not.toBe(branches[1])
    two.answer(two.log[0], 503)
    clock.advance(40_000)
    expect(user.heard).toEqual(['100', '503', 'end'])
    expect(layer.counts()).toMatchObject({ inviteClient: 0, timers: 0 })
  })

  it('first server is silent --> the second after 32 s; silent too --> one timeout', async () => {
    const { clock, layer, one, two, user, carrier } = await open()
    const request = layer.request(parts('OPTIONS'), carrier, user)
    expect(request.state).toBe('trying')
    await clock.advanceAsync(32_005)
    expect(one.log).toHaveLength(11)
    expect(two.log).toHaveLength(1)
    clock.advance(40_000)
    expect(user.heard).toEqual(['timeout', 'end'])
  })

  it('first server rings, then says 503 --> that is the answer', async () => {
    const { clock, layer, one, two, user, carrier } = await open()
    layer.request(parts('INVITE'), carrier, user)
    await clock.advanceAsync(2)
    one.answer(one.log[0], 180)
    one.answer(one.log[0], 503)
    clock.advance(100)
    expect(user.heard).toEqual(['180', '503', 'end'])
    expect(two.log).toHaveLength(0)
  })

  it('first server is at work, then silent --> a timeout, the second never hears of it', async () => {
    const { clock, layer, one, two, user, carrier } = await open()
    layer.request(parts('OPTIONS'), carrier, user)
    await clock.advanceAsync(2)
    one.answer(one.log[0], 182)
    clock.advance(40_000)
    expect(user.heard).toEqual(['182', 'timeout', 'end'])
    expect(two.log).toHaveLength(0)
  })

  it('the datagram is refused --> every address is tried, one transport error', async () => {
    const { clock, network, layer, user, carrier } = await open()
    network.change({ mtu: 100 })
    layer.request(parts('INVITE'), carrier, user)
    await clock.advanceAsync(100)
    expect(user.heard).toEqual(['send-failed', 'end'])
  })

  it('cancelled while the name is being resolved --> held like any CANCEL, and no second server', async () => {
    const { clock, layer, one, two, user, carrier } = await open()
    const request = layer.request(parts('INVITE'), carrier, user)
    request.cancel('Reason: SIP;cause=200\r\n')
    await clock.advanceAsync(2)
    one.answer(one.log[0], 100)
    clock.advance(2)
    expect(one.lines.at(-1)).toMatch(/^CANCEL /)
    expect(one.last).toContain('Reason: SIP;cause=200\r\n')
    one.answer(one.log[0], 503)
    clock.advance(100)
    expect(user.heard).toEqual(['100', '503', 'end'])
    expect(two.log).toHaveLength(0)
  })

  it('cancelled later --> the CANCEL goes where the INVITE went', async () => {
    const { clock, layer, one, user, carrier } = await open()
    const request = layer.request(parts('INVITE'), carrier, user)
    await clock.advanceAsync(2)
    one.answer(one.log[0], 180)
    clock.advance(2)
    request.cancel()
    clock.advance(2)
    expect(one.lines.at(-1)).toMatch(/^CANCEL /)
  })

  it('the name does not exist --> a transport error, later than the call', async () => {
    const { clock, layer, user } = await open()
    layer.request(parts('INVITE'), { uri: uri('sip:nobody.example') }, user)
    expect(user.heard).toEqual([])
    await clock.settle()
    expect(user.heard).toEqual(['unresolvable', 'end'])
    layer.sendAck(parts('ACK'), { uri: uri('sip:nobody.example') })
    await clock.settle()
  })

  it('ACK to a name --> sent once, to the first server', async () => {
    const { clock, layer, one } = await open()
    layer.sendAck(parts('ACK'), { uri: uri('sip:carrier.example') })
    await clock.advanceAsync(2)
    expect(one.lines).toEqual(['ACK sip:desk@192.0.2.2 SIP/2.0'])
  })
})

describe('a request that is too long for a datagram (RFC 3261 §18.1.1)', () => {
  const body = 'x'.repeat(1400)

  it('TCP is not answered there --> by UDP after all', async () => {
    const { clock, layer, one, user } = await open({ tcp: true })
    layer.request(parts('OPTIONS', { body }), { uri: uri('sip:192.0.2.11') }, user)
    await clock.advanceAsync(10)
    expect(one.last).toContain('Via: SIP/2.0/UDP ')
    one.answer(one.log[0], 200)
    clock.advance(10)
    expect(user.heard).toEqual(['200', 'end'])
  })

  it('TCP is answered there --> by TCP', async () => {
    const { clock, network, layer, one, user } = await open({ tcp: true })
    let heard = ''
    await network.host('192.0.2.11').listenTcp({
      address: '192.0.2.11',
      port: 5060,
      onError() {},
      onConnection(connection) {
        connection.handler = {
          onBytes(bytes) {
            heard += bytes.toString('latin1')
          },
          onClose() {},
        }
      },
    })
    layer.request(parts('OPTIONS', { body }), { uri: uri('sip:192.0.2.11') }, user)
    await clock.advanceAsync(10)
    expect(heard).toContain('Via: SIP/2.0/TCP ')
    expect(one.log).toHaveLength(0)
  })

  for (const [name, tcp, to] of [
    ['no TCP of ours', false, 'sip:192.0.2.11'],
    ['transport=udp asked for', true, 'sip:192.0.2.11;transport=udp'],
  ] as const) {
    it(`${name} --> by UDP`, async () => {
      const { clock, layer, one, user } = await open({ tcp })
      layer.request(parts('OPTIONS', { body }), { uri: uri(to) }, user)
      await clock.advanceAsync(10)
      expect(one.last).toContain('Via: SIP/2.0/UDP ')
    })
  }

  it('short enough --> by UDP', async () => {
    const { clock, layer, one, user } = await open({ tcp: true })
    layer.request(parts('OPTIONS'), { uri: uri('sip:192.0.2.11') }, user)
    await clock.advanceAsync(10)
    expect(one.last).toContain('Via: SIP/2.0/UDP ')
  })
})
