import { describe, expect, it } from 'vitest'
import { FakeClock, VirtualNetwork, VirtualResolver, VirtualWire, type Zone } from '../../testing/index.ts'
import { destinationOf } from '../dialog/route-set.ts'
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

const branchOf = (text = ''): string | undefined => /branch=([^;\r]*)/.exec(text)?.[1]

async function open(options: { tcp?: boolean; largestDatagram?: number; resolver?: VirtualResolver } = {}) {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const resolver = options.resolver ?? new VirtualResolver(zone)
  const transport = new TransportLayer({
    network: network.host('192.0.2.1'),
    clock: new TimerWheel(clock),
    resolver,
    ...(options.largestDatagram === undefined ? {} : { largestDatagram: options.largestDatagram }),
  })
  await transport.open([
    { transport: 'UDP', address: '192.0.2.1', port: 5060 },
    ...(options.tcp ? [{ transport: 'TCP', address: '192.0.2.1', port: 5060 } as const] : []),
  ])
  const layerUser = new Journal()
  const layer = new TransactionLayer({ transport, clock, user: layerUser })
  const one = await VirtualWire.open(network.host('192.0.2.11'))
  const two = await VirtualWire.open(network.host('192.0.2.12'), 5070)
  const user = new Journal()
  const carrier = { uri: uri('sip:carrier.example') }
  return { clock, network, layer, layerUser, one, two, user, carrier }
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
    const branches = [one, two].map((wire) => branchOf(wire.last))
    expect(branches[0]).not.toBe(branches[1])
    two.answer(two.log[0], 503)
    clock.advance(40_000)
    expect(user.heard).toEqual(['100', '503', 'end'])
    expect(layer.counts()).toMatchObject({ inviteClient: 0, timers: 0 })
  })

  for (const [method, patience, sent] of [
    ['INVITE', 4_000, 4],
    ['OPTIONS', 8_000, 5],
  ] as const) {
    it(`${method}, first server is silent --> the second after ${patience} ms; silent too --> one timeout`, async () => {
      const { clock, layer, one, two, user, carrier } = await open()
      const request = layer.request(parts(method), carrier, user)
      await clock.advanceAsync(patience)
      expect(two.log).toHaveLength(0)
      clock.advance(10)
      expect(two.log).toHaveLength(1)
      expect(request.branch).toBe(branchOf(two.log[0]?.text))
      clock.advance(32_010)
      expect(one.log).toHaveLength(sent)
      expect(user.heard).toEqual(['timeout', 'end'])
      expect(layer.counts()).toMatchObject({ inviteClient: 0, client: 0, timers: 0 })
    })
  }

  it('first server says 100, then nothing --> the second never hears of it', async () => {
    const { clock, layer, one, two, user, carrier } = await open()
    layer.request(parts('INVITE'), carrier, user)
    await clock.advanceAsync(3_000)
    one.answer(one.log[0], 100)
    clock.advance(60_000)
    expect(two.log).toHaveLength(0)
    one.answer(one.log[0], 200)
    clock.advance(10)
    expect(user.heard).toEqual(['100', '200'])
  })

  describe('first server speaks after all, when the second is at work', () => {
    async function openLate() {
      const stack = await open()
      stack.layer.request(parts('INVITE'), stack.carrier, stack.user)
      await stack.clock.advanceAsync(4_010)
      stack.two.answer(stack.two.log[0], 180)
      return stack
    }

    it('with 180 --> it gets a CANCEL, the user hears of the second only', async () => {
      const { clock, layer, one, two, user } = await openLate()
      one.answer(one.log[0], 180)
      clock.advance(10)
      expect(one.lines.at(-1)).toMatch(/^CANCEL /)
      one.answer(one.log.at(-1), 200)
      one.answer(one.log[0], 487)
      clock.advance(10)
      expect(one.lines.at(-1)).toMatch(/^ACK /)
      two.answer(two.log[0], 200)
      clock.advance(40_000)
      expect(user.heard).toEqual(['180', '200', 'end'])
      expect(layer.counts()).toMatchObject({ inviteClient: 0, client: 0, timers: 0 })
    })

    it('with 200 --> a stray, of whoever ends it', async () => {
      const { clock, layerUser, one, user } = await openLate()
      one.answer(one.log[0], 200)
      clock.advance(10)
      expect(layerUser.heard).toEqual(['stray 200'])
      expect(user.heard).toEqual(['180'])
    })
  })

  describe('a server that was silent', () => {
    async function openSilent() {
      const stack = await open()
      stack.layer.request(parts('INVITE'), stack.carrier, stack.user)
      await stack.clock.advanceAsync(4_010)
      stack.two.answer(stack.two.log[0], 486)
      await stack.clock.advanceAsync(100)
      stack.one.log.length = 0
      stack.two.log.length = 0
      return stack
    }

    it('is asked last by the next calls', async () => {
      const { clock, layer, one, two, carrier } = await openSilent()
      layer.request(parts('INVITE', { callId: 'another' }), carrier, new Journal())
      await clock.advanceAsync(10)
      expect([one.log.length, two.log.length]).toEqual([0, 1])
    })

    it('is asked first again five minutes later', async () => {
      const { clock, layer, one, two, carrier } = await openSilent()
      await clock.advanceAsync(300_000)
      layer.request(parts('INVITE', { callId: 'another' }), carrier, new Journal())
      await clock.advanceAsync(10)
      expect([one.log.length, two.log.length]).toEqual([1, 0])
    })

    it('answers where the other does not --> is asked first again', async () => {
      const { clock, layer, one, two, carrier } = await openSilent()
      const user = new Journal()
      layer.request(parts('INVITE', { callId: 'another' }), carrier, user)
      await clock.advanceAsync(4_010)
      expect([one.log.length, two.log.length]).toEqual([1, 4])
      one.answer(one.log[0], 486)
      await clock.advanceAsync(100)
      expect(user.heard).toEqual(['486', 'end'])
      one.log.length = 0
      layer.request(parts('INVITE', { callId: 'a third' }), carrier, new Journal())
      await clock.advanceAsync(10)
      expect(one.log).toHaveLength(1)
    })
  })

  it('cancelled before anything came --> no second server', async () => {
    const { clock, layer, two, user, carrier } = await open()
    const request = layer.request(parts('INVITE'), carrier, user)
    await clock.advanceAsync(1_000)
    request.cancel()
    clock.advance(40_000)
    expect(two.log).toHaveLength(0)
    expect(user.heard).toEqual(['timeout', 'end'])
    expect(layer.counts()).toMatchObject({ inviteClient: 0, timers: 0 })
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

  it.each(['carrier.example', 'nobody.example'])(
    'cancelled while %s is being resolved --> over at once, and nothing is ever sent',
    async (name) => {
      const { clock, layer, one, two, user } = await open()
      const request = layer.request(parts('INVITE'), { uri: uri(`sip:${name}`) }, user)
      request.cancel('Reason: SIP;cause=200\r\n')
      request.cancel()
      expect(user.heard).toEqual([])
      await clock.advanceAsync(20)
      expect(user.heard).toEqual(['timeout', 'end'])
      await clock.advanceAsync(40_000)
      expect(user.heard).toEqual(['timeout', 'end'])
      expect([one.log.length, two.log.length]).toEqual([0, 0])
      expect(layer.counts()).toMatchObject({ inviteClient: 0, timers: 0 })
    },
  )

  it('cancelled later --> the CANCEL goes where the INVITE went, and no second server hears of it', async () => {
    const { clock, layer, one, two, user, carrier } = await open()
    const request = layer.request(parts('INVITE'), carrier, user)
    await clock.advanceAsync(2)
    one.answer(one.log[0], 100)
    clock.advance(2)
    request.cancel('Reason: SIP;cause=200\r\n')
    clock.advance(2)
    expect(one.lines.at(-1)).toMatch(/^CANCEL /)
    expect(one.last).toContain('Reason: SIP;cause=200\r\n')
    one.answer(one.log[0], 503)
    clock.advance(100)
    expect(user.heard).toEqual(['100', '503', 'end'])
    expect(two.log).toHaveLength(0)
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

  it('DNS says nothing --> a transport error after two seconds, the next one at once', async () => {
    const dead = new VirtualResolver(zone)
    dead.srv = dead.naptr = dead.a = dead.aaaa = () => new Promise<never>(() => {})
    const { clock, layer, user, carrier } = await open({ resolver: dead })
    layer.request(parts('INVITE'), carrier, user)
    await clock.advanceAsync(1_900)
    expect(user.heard).toEqual([])
    await clock.advanceAsync(200)
    expect(user.heard).toEqual(['unresolvable', 'end'])
    layer.request(parts('INVITE'), carrier, user)
    await clock.settle()
    expect(user.heard).toEqual(['unresolvable', 'end', 'unresolvable', 'end'])
  })

  it('DNS has answered --> the next request asks nothing', async () => {
    const resolver = new VirtualResolver(zone)
    const { clock, layer, one, user, carrier } = await open({ resolver })
    layer.request(parts('OPTIONS'), carrier, user)
    await clock.advanceAsync(2)
    const asked = resolver.asked.length
    layer.request(parts('OPTIONS', { callId: 'another' }), carrier, user)
    await clock.advanceAsync(2)
    expect(one.log).toHaveLength(2)
    expect(resolver.asked).toHaveLength(asked)
  })

  describe('ACK of a 2xx to a name (RFC 3261 §13.2.2.4)', () => {
    const ack = 'ACK sip:desk@192.0.2.2 SIP/2.0'

    it('--> sent once, to the first server', async () => {
      const { clock, layer, one, two, carrier } = await open()
      layer.sendAck(parts('ACK'), carrier)
      await clock.advanceAsync(2)
      expect([one.lines, two.lines]).toEqual([[ack], []])
    })

    it('the 2xx comes again --> to the second, then to the first again', async () => {
      const { clock, layer, one, two, carrier } = await open()
      for (const times of [
        [1, 0],
        [1, 1],
        [2, 1],
      ]) {
        layer.sendAck(parts('ACK'), carrier)
        await clock.advanceAsync(2)
        expect([one.lines.length, two.lines.length]).toEqual(times)
      }
    })

    it('of another call, or long after --> to the first', async () => {
      const { clock, layer, one, carrier } = await open()
      layer.sendAck(parts('ACK'), carrier)
      layer.sendAck(parts('ACK', { callId: 'another' }), carrier)
      await clock.advanceAsync(32_100)
      expect(layer.counts().timers).toBe(0)
      layer.sendAck(parts('ACK'), carrier)
      await clock.advanceAsync(2)
      expect(one.lines).toEqual([ack, ack, ack])
    })

    it('the first server was silent --> to the second', async () => {
      const { clock, layer, one, two, user, carrier } = await open()
      layer.request(parts('INVITE'), carrier, user)
      await clock.advanceAsync(4_010)
      two.answer(two.log[0], 200)
      await clock.advanceAsync(2)
      layer.sendAck(parts('ACK'), carrier)
      await clock.advanceAsync(2)
      expect(two.lines.at(-1)).toBe(ack)
      expect(one.lines).not.toContain(ack)
    })

    it('nobody takes it by TCP --> to the next server', async () => {
      const tcp = { ...zone, '_sip._tcp.carrier.example': zone['_sip._udp.carrier.example'] ?? {} }
      const { clock, network, layer } = await open({ tcp: true, resolver: new VirtualResolver(tcp) })
      let heard = ''
      await network.host('192.0.2.12').listenTcp({
        address: '192.0.2.12',
        port: 5070,
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
      layer.sendAck(parts('ACK'), { uri: uri('sip:carrier.example;transport=tcp') })
      await clock.advanceAsync(20)
      expect(heard).toContain('ACK sip:desk@192.0.2.2')
    })
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

  it.each([
    ['a URI', { uri: uri('sip:192.0.2.11') }],
    ['a Contact, within a dialog', destinationOf(uri('sip:bob@192.0.2.11'))],
  ])('TCP is answered there, named by %s --> by TCP', async (_, destination) => {
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
    layer.request(parts('OPTIONS', { body }), destination, user)
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

  it.each(['', 'x'.repeat(600)])('short enough --> by UDP', async (text) => {
    const { clock, layer, one, user } = await open({ tcp: true })
    layer.request(parts('OPTIONS', { body: text }), { uri: uri('sip:192.0.2.11') }, user)
    await clock.advanceAsync(10)
    expect(one.last).toContain('Via: SIP/2.0/UDP ')
  })
})
