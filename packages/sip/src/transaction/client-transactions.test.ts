import { describe, expect, it } from 'vitest'
import { Journal, openStack, parts, toPeer } from './stack-fixture.ts'

describe('INVITE client transaction on UDP', () => {
  it('calling -- silence --> sent after 0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5 s, given up after 32 s', async () => {
    const { clock, layer, peer } = await openStack()
    const user = new Journal()
    layer.request(parts('INVITE'), toPeer, user)
    clock.advance(31_999)
    expect(peer.log.map(({ at }) => at - 1)).toEqual([0, 500, 1500, 3500, 7500, 15_500, 31_500])
    expect(user.heard).toEqual([])
    clock.advance(1)
    expect(user.heard).toEqual(['timeout', 'end'])
    expect(layer.counts()).toEqual({ inviteServer: 0, inviteClient: 0, server: 0, client: 0, timers: 0 })
  })

  it('calling -- 1xx --> proceeding: nothing is repeated and nothing times out', async () => {
    const { clock, layer, peer } = await openStack()
    const user = new Journal()
    const transaction = layer.request(parts('INVITE'), toPeer, user)
    clock.advance(1)
    peer.answer(peer.log[0], 180)
    clock.advance(600_000)
    expect(peer.log).toHaveLength(1)
    expect(transaction.state).toBe('proceeding')
    expect(user.heard).toEqual(['180'])
    expect(layer.counts()).toMatchObject({ inviteClient: 1, timers: 0 })
  })

  it('proceeding -- 486 --> completed: ACK each time it comes, told once, gone after 32 s', async () => {
    const { clock, layer, peer } = await openStack()
    const user = new Journal()
    layer.request(parts('INVITE', { routes: ['<sip:proxy.example;lr>'] }), toPeer, user)
    clock.advance(1)
    const invite = peer.log[0]
    peer.answer(invite, 180)
    peer.answer(invite, 486)
    clock.advance(10)
    peer.answer(invite, 486)
    clock.advance(10)
    expect(user.heard).toEqual(['180', '486', 'end'])
    expect(peer.lines.slice(1)).toEqual(['ACK sip:desk@192.0.2.2 SIP/2.0', 'ACK sip:desk@192.0.2.2 SIP/2.0'])
    const via = /Via: (.*)\r/.exec(invite?.text ?? '')?.[1]
    expect(peer.last).toContain(`Via: ${via}\r\n`)
    expect(peer.last).toContain('CSeq: 7 ACK\r\n')
    expect(peer.last).toContain('To: <sip:desk@192.0.2.2>;tag=peer\r\n')
    expect(peer.last).toContain('Route: <sip:proxy.example;lr>\r\n')
    clock.advance(32_000)
    expect(layer.counts()).toMatchObject({ inviteClient: 0, timers: 0 })
    peer.answer(invite, 486)
    clock.advance(10)
    expect(peer.log).toHaveLength(3)
  })

  it('completed -- 200 of another fork --> handed to whoever handles strays', async () => {
    const { clock, layer, peer, user: layerUser } = await openStack()
    const user = new Journal()
    layer.request(parts('INVITE'), toPeer, user)
    clock.advance(1)
    peer.answer(peer.log[0], 486)
    peer.answer(peer.log[0], 183)
    peer.answer(peer.log[0], 200)
    clock.advance(10)
    expect(user.heard).toEqual(['486', 'end'])
    expect(layerUser.heard).toEqual(['stray 200'])
  })

  it('accepted -- 2xx of each fork and each repetition --> told; everything else absorbed; gone after 32 s', async () => {
    const { clock, layer, peer, user: layerUser } = await openStack()
    const user = new Journal()
    layer.request(parts('INVITE'), toPeer, user)
    clock.advance(1)
    const invite = peer.log[0]
    for (const status of [200, 200, 180, 486, 202]) {
      peer.answer(invite, status)
      clock.advance(2)
    }
    expect(user.heard).toEqual(['200', '200', '202'])
    expect(peer.log).toHaveLength(1)
    clock.advance(32_000)
    expect(user.heard).toEqual(['200', '200', '202', 'end'])
    expect(layer.counts()).toMatchObject({ inviteClient: 0, timers: 0 })
    peer.answer(invite, 200)
    clock.advance(2)
    expect(layerUser.heard).toEqual(['stray 200'])
  })

  it('calling -- a refused datagram --> told once, later than the call', async () => {
    const { clock, network, layer } = await openStack()
    network.change({ mtu: 100 })
    const user = new Journal()
    layer.request(parts('INVITE'), toPeer, user)
    expect(user.heard).toEqual([])
    clock.advance(40_000)
    expect(user.heard).toEqual(['send-failed', 'end'])
    expect(layer.counts()).toMatchObject({ inviteClient: 0, timers: 0 })
  })

  it('calling -- a repetition is refused --> told at once', async () => {
    const { clock, network, layer } = await openStack()
    const user = new Journal()
    layer.request(parts('INVITE'), toPeer, user)
    network.change({ mtu: 100 })
    clock.advance(501)
    expect(user.heard).toEqual(['send-failed', 'end'])
  })

  it('proceeding -- the error of an earlier repetition --> ignored', async () => {
    const { clock, network, layer, peer } = await openStack()
    const user = new Journal()
    const transaction = layer.request(parts('INVITE'), toPeer, user)
    clock.advance(499)
    peer.answer(peer.log[0], 180)
    network.change({ mtu: 100 })
    clock.advance(40_000)
    expect(transaction.state).toBe('proceeding')
    expect(user.heard).toEqual(['180'])
  })

  it('completed -- the ACK cannot be sent --> over, without a second word to the user', async () => {
    const { clock, network, layer, peer } = await openStack()
    const user = new Journal()
    layer.request(parts('INVITE'), toPeer, user)
    clock.advance(1)
    peer.answer(peer.log[0], 486)
    clock.advance(2)
    peer.answer(peer.log[0], 486)
    network.change({ mtu: 100 })
    clock.advance(3)
    expect(layer.counts()).toMatchObject({ inviteClient: 0 })
    expect(user.heard).toEqual(['486', 'end'])
  })

  it('no socket for the family --> told as a transport error', async () => {
    const { clock, layer } = await openStack()
    const user = new Journal()
    layer.request(parts('INVITE'), { transport: 'UDP', address: '2001:db8::2', port: 5060 }, user)
    clock.advance(1)
    expect(user.heard).toEqual(['no-transport', 'end'])
  })
})

describe('CANCEL (RFC 3261 §9.1)', () => {
  it('calling -- cancel --> held until a provisional response comes, then sent with the same branch', async () => {
    const { clock, layer, peer } = await openStack()
    const user = new Journal()
    const transaction = layer.request(parts('INVITE', { routes: ['<sip:proxy.example;lr>'] }), toPeer, user)
    transaction.cancel('Reason: SIP;cause=200;text="Call completed elsewhere"\r\n')
    clock.advance(1)
    expect(peer.lines).toEqual(['INVITE sip:desk@192.0.2.2 SIP/2.0'])
    peer.answer(peer.log[0], 100)
    clock.advance(2)
    expect(peer.lines.at(-1)).toBe('CANCEL sip:desk@192.0.2.2 SIP/2.0')
    expect(peer.last).toContain(`;branch=${transaction.branch}\r\n`)
    expect(peer.last).toContain('CSeq: 7 CANCEL\r\n')
    expect(peer.last).toContain('To: <sip:desk@192.0.2.2>\r\n')
    expect(peer.last).toContain('Route: <sip:proxy.example;lr>\r\n')
    expect(peer.last).toContain('Reason: SIP;cause=200;text="Call completed elsewhere"\r\n')
    peer.answer(peer.log[1], 200)
    peer.answer(peer.log[0], 487)
    clock.advance(2)
    expect(user.heard).toEqual(['100', '487', 'end'])
    clock.advance(40_000)
    expect(layer.counts()).toEqual({ inviteServer: 0, inviteClient: 0, server: 0, client: 0, timers: 0 })
  })

  it('calling -- cancel, then a final response --> no CANCEL is ever sent', async () => {
    const { clock, layer, peer } = await openStack()
    const user = new Journal()
    layer.request(parts('INVITE'), toPeer, user).cancel()
    clock.advance(1)
    peer.answer(peer.log[0], 200)
    clock.advance(40_000)
    expect(peer.log).toHaveLength(1)
    expect(user.heard).toEqual(['200', 'end'])
  })

  it('proceeding -- cancel twice --> one CANCEL; no 487 --> timeout after 64*T1', async () => {
    const { clock, layer, peer } = await openStack()
    const user = new Journal()
    const transaction = layer.request(parts('INVITE'), toPeer, user)
    clock.advance(1)
    peer.answer(peer.log[0], 180)
    clock.advance(5000)
    transaction.cancel()
    transaction.cancel()
    clock.advance(1)
    peer.answer(peer.log[1], 200)
    clock.advance(31_998)
    expect(user.heard).toEqual(['180'])
    clock.advance(1)
    expect(user.heard).toEqual(['180', 'timeout', 'end'])
    expect(peer.lines.filter((line) => line.startsWith('CANCEL'))).toHaveLength(1)
    clock.advance(5000)
    expect(layer.counts()).toMatchObject({ inviteClient: 0, client: 0, timers: 0 })
  })

  it('a 200 that crosses the CANCEL --> told like any 2xx', async () => {
    const { clock, layer, peer } = await openStack()
    const user = new Journal()
    const transaction = layer.request(parts('INVITE'), toPeer, user)
    clock.advance(1)
    peer.answer(peer.log[0], 180)
    clock.advance(2)
    transaction.cancel()
    peer.answer(peer.log[0], 200)
    clock.advance(40_000)
    expect(user.heard).toEqual(['180', '200', 'end'])
    transaction.cancel()
    expect(layer.counts()).toMatchObject({ inviteClient: 0, client: 0, timers: 0 })
  })

  it('an OPTIONS --> is not cancelled', async () => {
    const { clock, layer, peer } = await openStack()
    layer.request(parts('OPTIONS'), toPeer, new Journal()).cancel()
    clock.advance(400)
    expect(peer.log).toHaveLength(1)
  })
})

describe('non-INVITE client transaction on UDP', () => {
  it('trying -- silence --> repeated at doubling intervals up to 4 s, given up after 32 s', async () => {
    const { clock, layer, peer } = await openStack()
    const user = new Journal()
    layer.request(parts('OPTIONS'), toPeer, user)
    clock.advance(32_000)
    const times = [0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]
    expect(peer.log.map(({ at }) => at - 1)).toEqual(times)
    expect(user.heard).toEqual(['timeout', 'end'])
    expect(layer.counts()).toMatchObject({ client: 0, timers: 0 })
  })

  it('proceeding -- silence --> repeated every 4 s, given up after 32 s in all', async () => {
    const { clock, layer, peer } = await openStack()
    const user = new Journal()
    const transaction = layer.request(parts('OPTIONS'), toPeer, user)
    clock.advance(1)
    peer.answer(peer.log[0], 100)
    peer.answer(peer.log[0], 182)
    clock.advance(1)
    expect(transaction.state).toBe('proceeding')
    clock.advance(31_997)
    expect(peer.log.map(({ at }) => at - 1)).toEqual([0, 4002, 8002, 12_002, 16_002, 20_002, 24_002, 28_002])
    clock.advance(1)
    expect(user.heard).toEqual(['100', '182', 'timeout', 'end'])
  })

  it('trying -- 200, again and again --> told once, absorbed for 5 s, then a stray', async () => {
    const { clock, layer, peer, user: layerUser } = await openStack()
    const user = new Journal()
    const transaction = layer.request(parts('OPTIONS'), toPeer, user)
    clock.advance(1)
    peer.answer(peer.log[0], 200)
    clock.advance(100)
    peer.answer(peer.log[0], 200)
    clock.advance(100)
    expect(user.heard).toEqual(['200', 'end'])
    expect(transaction.state).toBe('completed')
    clock.advance(5000)
    expect(transaction.state).toBe('terminated')
    peer.answer(peer.log[0], 200)
    clock.advance(1)
    expect(layerUser.heard).toEqual(['stray 200'])
    expect(layer.counts()).toMatchObject({ client: 0, timers: 0 })
  })

  it('trying -- a refused datagram --> told once', async () => {
    const { clock, network, layer } = await openStack()
    network.change({ mtu: 100 })
    const user = new Journal()
    layer.request(parts('OPTIONS'), toPeer, user)
    clock.advance(1)
    expect(user.heard).toEqual(['send-failed', 'end'])
  })

  it('proceeding -- a repetition is refused --> the deadline decides', async () => {
    const { clock, network, layer, peer } = await openStack()
    const user = new Journal()
    layer.request(parts('OPTIONS'), toPeer, user)
    clock.advance(1)
    peer.answer(peer.log[0], 100)
    clock.advance(1)
    network.change({ mtu: 100 })
    clock.advance(31_997)
    expect(user.heard).toEqual(['100'])
    clock.advance(1)
    expect(user.heard).toEqual(['100', 'timeout', 'end'])
  })
})

describe('matching of responses (RFC 3261 §17.1.3)', () => {
  const forgeries: [string, (branch: string) => string, string][] = [
    ['another secret', (branch) => `${branch.slice(0, -1)}${branch.endsWith('0') ? '1' : '0'}`, 'OPTIONS'],
    ['a foreign branch', () => 'z9hG4bK-foreign', 'OPTIONS'],
    ['no magic cookie', () => '1.abc', 'OPTIONS'],
    ['a number of nobody', () => 'z9hG4bKzzzz.abcdef', 'OPTIONS'],
    ['another method', (branch) => branch, 'INVITE'],
    ['the method CANCEL', (branch) => branch, 'CANCEL'],
  ]
  for (const [name, forge, method] of forgeries) {
    it(`${name} --> a stray, not the transaction's`, async () => {
      const { clock, layer, peer, user: layerUser } = await openStack()
      const user = new Journal()
      const transaction = layer.request(parts('OPTIONS'), toPeer, user)
      clock.advance(1)
      const [request] = peer.log
      if (request === undefined) throw new Error('nothing came')
      const text = request.text
        .replace(transaction.branch, forge(transaction.branch))
        .replace('CSeq: 7 OPTIONS', `CSeq: 7 ${method}`)
      peer.answer({ ...request, text }, 200)
      clock.advance(1)
      expect(user.heard).toEqual([])
      expect(layerUser.heard).toEqual(['stray 200'])
    })
  }

  it('a response without a user for strays --> dropped', async () => {
    const { clock, layer, peer, user } = await openStack()
    Object.defineProperty(user, 'onStrayResponse', { value: undefined })
    layer.request(parts('OPTIONS'), toPeer, new Journal())
    clock.advance(1)
    peer.answer(
      {
        ...(peer.log[0] ?? { at: 0, address: '', port: 0 }),
        text: (peer.log[0]?.text ?? '').replace(/branch=[^;\r]*/, 'branch=x'),
      },
      200,
    )
    expect(() => clock.advance(1)).not.toThrow()
  })
})

describe('the ACK to a 2xx', () => {
  it('is sent once with a branch of its own and makes no transaction', async () => {
    const { clock, layer, peer } = await openStack()
    layer.sendAck(parts('ACK', { to: '<sip:desk@192.0.2.2>;tag=peer' }), toPeer)
    layer.sendAck(parts('ACK', { to: '<sip:desk@192.0.2.2>;tag=peer' }), toPeer)
    clock.advance(40_000)
    expect(peer.lines).toEqual(['ACK sip:desk@192.0.2.2 SIP/2.0', 'ACK sip:desk@192.0.2.2 SIP/2.0'])
    const branches = peer.log.map(({ text }) => /branch=([^;\r]*)/.exec(text)?.[1])
    expect(new Set(branches).size).toBe(2)
    expect(layer.counts()).toMatchObject({ client: 0, timers: 0 })
  })

  it('without a socket for the family --> nothing happens', async () => {
    const { clock, layer, transport } = await openStack()
    layer.sendAck(parts('ACK'), { transport: 'UDP', address: '2001:db8::2', port: 5060 })
    clock.advance(1)
    expect(transport.counters.sent).toBe(0)
  })
})
