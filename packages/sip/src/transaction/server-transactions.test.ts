import { describe, expect, it } from 'vitest'
import { OURS, openStack, PEER, written } from './stack-fixture.ts'

describe('INVITE server transaction on UDP', () => {
  it('proceeding -- user silent for 200 ms --> 100', async () => {
    const { clock, peer } = await openStack()
    peer.send(written('INVITE'), OURS)
    clock.advance(200)
    expect(peer.lines).toEqual([])
    clock.advance(2)
    expect(peer.lines).toEqual(['SIP/2.0 100 Trying'])
  })

  it('proceeding -- user answers within 200 ms --> no 100', async () => {
    const { clock, peer, user } = await openStack()
    peer.send(written('INVITE'), OURS)
    clock.advance(100)
    user.server.respond({ status: 180, toTag: 'ours' })
    clock.advance(1000)
    expect(peer.lines).toEqual(['SIP/2.0 180 Ringing'])
  })

  it('proceeding -- INVITE again --> the last response again, the user not bothered', async () => {
    const { clock, peer, user } = await openStack()
    peer.send(written('INVITE'), OURS)
    clock.advance(1)
    peer.send(written('INVITE'), OURS)
    clock.advance(1)
    user.server.respond({ status: 180, toTag: 'ours' })
    clock.advance(1)
    peer.send(written('INVITE'), OURS)
    clock.advance(2)
    expect(user.heard).toEqual(['INVITE'])
    expect(peer.lines).toEqual(['SIP/2.0 180 Ringing', 'SIP/2.0 180 Ringing'])
  })

  it('proceeding -- ACK --> ignored', async () => {
    const { clock, peer, user } = await openStack()
    peer.send(written('INVITE'), OURS)
    clock.advance(1)
    peer.send(written('ACK'), OURS)
    clock.advance(1)
    expect(user.heard).toEqual(['INVITE'])
    expect(user.server.state).toBe('proceeding')
  })

  it('proceeding -- 486 from user, no ACK --> repeated at doubling intervals up to 4 s, given up after 32 s', async () => {
    const { clock, peer, user, layer } = await openStack()
    user.answer = (_request, transaction) => transaction.respond({ status: 486, toTag: 'ours' })
    peer.send(written('INVITE'), OURS)
    clock.advance(1)
    expect(user.server.state).toBe('completed')
    expect(() => user.server.request).toThrow('was answered')
    clock.advance(32_000)
    const times = [0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]
    expect(peer.log.map(({ at }) => at - 2)).toEqual(times)
    expect(user.heard).toEqual(['INVITE', 'timeout', 'end'])
    expect(layer.counts()).toMatchObject({ inviteServer: 0, timers: 0 })
  })

  it('completed -- ACK --> confirmed: no repetition, repeats absorbed, gone after 5 s', async () => {
    const { clock, peer, user, layer } = await openStack()
    user.answer = (_request, transaction) => transaction.respond({ status: 486, toTag: 'ours' })
    peer.send(written('INVITE'), OURS)
    clock.advance(2)
    peer.send(written('INVITE'), OURS)
    clock.advance(2)
    expect(peer.log).toHaveLength(2)
    peer.send(written('ACK', { toTag: 'ours' }), OURS)
    clock.advance(1)
    expect(user.server.state).toBe('confirmed')
    expect(user.heard).toEqual(['INVITE', 'end'])
    peer.send(written('INVITE'), OURS)
    peer.send(written('ACK', { toTag: 'ours' }), OURS)
    clock.advance(4998)
    expect(layer.counts().inviteServer).toBe(1)
    clock.advance(2)
    expect(peer.log).toHaveLength(2)
    expect(layer.counts()).toMatchObject({ inviteServer: 0, timers: 0 })
  })

  it('proceeding -- 200 from user --> accepted: INVITEs absorbed, the user repeats the 200, gone after 32 s', async () => {
    const { clock, peer, user, layer } = await openStack()
    user.answer = (_request, transaction) => transaction.respond({ status: 200, toTag: 'ours' })
    peer.send(written('INVITE'), OURS)
    clock.advance(1)
    peer.send(written('INVITE'), OURS)
    clock.advance(10)
    expect(peer.log).toHaveLength(1)
    user.server.respondAgain()
    clock.advance(1)
    expect(peer.log[1]?.text).toBe(peer.log[0]?.text)
    expect(user.server.respond({ status: 486 })).toBe(false)
    clock.advance(32_000)
    expect(user.heard).toEqual(['INVITE', 'end'])
    expect(layer.counts()).toMatchObject({ inviteServer: 0, timers: 0 })
    user.server.respondAgain()
    clock.advance(10)
    expect(peer.log).toHaveLength(2)
  })

  it('accepted -- ACK with the branch of the INVITE --> passed to the user', async () => {
    const { clock, peer, user } = await openStack()
    user.answer = (_request, transaction) => transaction.respond({ status: 200, toTag: 'ours' })
    peer.send(written('INVITE'), OURS)
    clock.advance(1)
    peer.send(written('ACK', { toTag: 'ours' }), OURS)
    peer.send(written('ACK', { toTag: 'ours', branch: 'z9hG4bKpeer2' }), OURS)
    clock.advance(1)
    expect(user.heard).toEqual(['INVITE', 'ACK', 'ACK'])
  })

  it('accepted -- acknowledged --> response and user are let go of, once', async () => {
    const { clock, peer, user } = await openStack()
    peer.send(written('INVITE'), OURS)
    clock.advance(1)
    user.server.acknowledged()
    expect(user.heard).toEqual(['INVITE'])
    user.server.respond({ status: 200, toTag: 'ours' })
    user.server.acknowledged()
    user.server.respondAgain()
    clock.advance(40_000)
    expect(user.heard).toEqual(['INVITE', 'end'])
    expect(peer.log).toHaveLength(1)
  })

  it('proceeding -- a provisional response is refused by the network --> told, over', async () => {
    const { clock, network, peer, user, layer } = await openStack()
    peer.send(written('INVITE'), OURS)
    clock.advance(1)
    network.change({ mtu: 100 })
    user.server.respond({ status: 180 })
    expect(user.heard).toEqual(['INVITE'])
    clock.advance(1)
    expect(user.heard).toEqual(['INVITE', 'send-failed', 'end'])
    expect(user.server.respond({ status: 486 })).toBe(false)
    expect(layer.counts()).toMatchObject({ inviteServer: 0, timers: 0 })
  })

  it('accepted -- the 200 is refused by the network --> told, and the transaction lives on for 32 s', async () => {
    const { clock, network, peer, user, layer } = await openStack()
    peer.send(written('INVITE'), OURS)
    clock.advance(1)
    network.change({ mtu: 100 })
    user.server.respond({ status: 200 })
    clock.advance(31_999)
    expect(user.heard).toEqual(['INVITE', 'send-failed'])
    expect(user.server.state).toBe('accepted')
    clock.advance(2)
    expect(user.heard).toEqual(['INVITE', 'send-failed', 'end'])
    expect(layer.counts()).toMatchObject({ inviteServer: 0, timers: 0 })
  })

  it('completed -- the 486 is refused by the network --> told, over', async () => {
    const { clock, network, peer, user, layer } = await openStack()
    peer.send(written('INVITE'), OURS)
    clock.advance(1)
    network.change({ mtu: 100 })
    user.server.respond({ status: 486 })
    clock.advance(1)
    expect(user.heard).toEqual(['INVITE', 'send-failed', 'end'])
    expect(layer.counts()).toMatchObject({ inviteServer: 0, timers: 0 })
  })
})

describe('a failure to send that is overtaken by the next response', () => {
  it('180 refused, 200 sent at once --> told, and accepted for 32 s', async () => {
    const { clock, network, peer, user, layer } = await openStack()
    peer.send(written('INVITE'), OURS)
    clock.advance(1)
    network.change({ mtu: 100 })
    user.server.respond({ status: 180 })
    network.change({ mtu: 65_000 })
    user.server.respond({ status: 200 })
    clock.advance(2)
    expect(user.heard).toEqual(['INVITE', 'send-failed'])
    expect(peer.lines).toEqual(['SIP/2.0 200 OK'])
    clock.advance(32_000)
    expect(layer.counts()).toMatchObject({ inviteServer: 0, timers: 0 })
  })

  it('486 refused, ACK all the same --> confirmed', async () => {
    const { clock, network, peer, user, layer } = await openStack()
    peer.send(written('INVITE'), OURS)
    clock.advance(1)
    user.server.respond({ status: 486 })
    peer.send(written('ACK', { toTag: 'ours' }), OURS)
    clock.advance(499)
    expect(user.server.state).toBe('confirmed')
    network.change({ mtu: 100 })
    clock.advance(6000)
    expect(user.heard).toEqual(['INVITE', 'end'])
    expect(layer.counts()).toMatchObject({ inviteServer: 0, timers: 0 })
  })
})

describe('non-INVITE server transaction on UDP', () => {
  it('trying -- request again --> absorbed; proceeding and completed -- request again --> last response', async () => {
    const { clock, peer, user, layer } = await openStack()
    const again = (): void => {
      peer.send(written('INFO'), OURS)
      clock.advance(2)
    }
    again()
    again()
    expect(peer.lines).toEqual([])
    user.server.respond({ status: 100 })
    again()
    expect(peer.lines).toEqual(['SIP/2.0 100 Trying', 'SIP/2.0 100 Trying'])
    user.server.respond({ status: 200, toTag: 'ours' })
    again()
    expect(peer.lines.slice(2)).toEqual(['SIP/2.0 200 OK', 'SIP/2.0 200 OK'])
    expect(user.server.respond({ status: 500 })).toBe(false)
    expect(user.heard).toEqual(['INFO'])
    clock.advance(32_000)
    expect(user.heard).toEqual(['INFO', 'end'])
    expect(layer.counts()).toMatchObject({ server: 0, timers: 0 })
    again()
    expect(user.heard).toEqual(['INFO', 'end', 'INFO'])
    user.server.respondAgain()
    user.server.acknowledged()
  })

  for (const [state, status] of [
    ['proceeding', 100],
    ['completed', 200],
  ] as const) {
    it(`${state} -- the ${status} is refused by the network --> told, over`, async () => {
      const { clock, network, peer, user, layer } = await openStack()
      peer.send(written('INFO'), OURS)
      clock.advance(1)
      network.change({ mtu: 100 })
      user.server.respond({ status })
      expect(user.server.state).toBe(state)
      clock.advance(1)
      expect(user.heard).toEqual(['INFO', 'send-failed', 'end'])
      expect(layer.counts()).toMatchObject({ server: 0, timers: 0 })
    })
  }
})

describe('matching of requests', () => {
  it('CANCEL --> a transaction of its own, its INVITE found by branch and sent-by (RFC 3261 §9.2)', async () => {
    const { clock, peer, user, layer } = await openStack()
    peer.send(written('INVITE'), OURS)
    peer.send(written('CANCEL'), OURS)
    clock.advance(1)
    expect(user.heard).toEqual(['INVITE', 'CANCEL'])
    const [invite, cancel] = user.requests
    expect(cancel && layer.findInvite(cancel.request)).toBe(invite?.transaction)
    peer.send(written('CANCEL', { branch: 'z9hG4bKother' }), OURS)
    clock.advance(1)
    const stray = user.requests.at(-1)
    expect(stray && layer.findInvite(stray.request)).toBeUndefined()
  })

  it('another sent-by with the same branch --> another transaction', async () => {
    const { clock, peer, user } = await openStack()
    peer.send(written('OPTIONS'), OURS)
    peer.send(written('OPTIONS', { via: `SIP/2.0/UDP ${PEER};branch=z9hG4bKpeer1`, cseq: '2 OPTIONS' }), OURS)
    clock.advance(1)
    expect(user.heard).toEqual(['OPTIONS', 'OPTIONS'])
  })

  it('the same request by another path --> merged, until the first is forgotten (RFC 3261 §8.2.2.2)', async () => {
    const { clock, peer, user } = await openStack()
    user.answer = (_request, transaction) => transaction.respond({ status: transaction.merged ? 482 : 200 })
    for (const method of ['INVITE', 'OPTIONS']) {
      peer.send(written(method, { branch: `z9hG4bK${method}1` }), OURS)
      clock.advance(1)
      peer.send(written(method, { branch: `z9hG4bK${method}2` }), OURS)
      clock.advance(1)
      peer.send(written(method, { branch: `z9hG4bK${method}3`, toTag: 'ours' }), OURS)
      clock.advance(1)
    }
    expect(user.heard).toEqual(['INVITE', 'INVITE merged', 'INVITE', 'OPTIONS', 'OPTIONS merged', 'OPTIONS'])
    clock.advance(40_000)
    user.heard.length = 0
    peer.send(written('OPTIONS', { branch: 'z9hG4bKlate' }), OURS)
    clock.advance(1)
    expect(user.heard).toEqual(['OPTIONS'])
  })

  it('the same request by another path when it was refused --> news: its sender tries us once more (§21.5.4)', async () => {
    const { clock, peer, user } = await openStack()
    user.answer = (_request, transaction) => transaction.respond({ status: 503 })
    for (const method of ['INVITE', 'OPTIONS']) {
      for (const branch of ['first', 'second', 'first']) {
        peer.send(written(method, { branch: `z9hG4bK${method}${branch}` }), OURS)
        clock.advance(1)
      }
    }
    expect(user.heard).toEqual(['INVITE', 'INVITE', 'OPTIONS', 'OPTIONS'])
    user.answer = (_request, transaction) => transaction.respond({ status: 180 })
    for (const branch of ['third', 'fourth'])
      peer.send(written('INVITE', { branch: `z9hG4bK${branch}` }), OURS)
    clock.advance(1)
    expect(user.heard.slice(4)).toEqual(['INVITE', 'INVITE merged'])
  })

  for (const via of [
    `SIP/2.0/UDP ${PEER}:5060`,
    `SIP/2.0/UDP ${PEER}:5060;branch=1`,
    `SIP/2.0/UDP ${PEER}:5060;branch=z9hG4bK`,
  ]) {
    it(`of RFC 2543, with the Via ${via} --> repetition, ACK and CANCEL found by the other fields`, async () => {
      const { clock, peer, user, layer } = await openStack()
      peer.send(written('INVITE', { via }), OURS)
      peer.send(written('INVITE', { via }), OURS)
      peer.send(written('CANCEL', { via, cseq: '1 CANCEL' }), OURS)
      clock.advance(1)
      expect(user.heard).toEqual(['INVITE', 'CANCEL'])
      const [invite, cancel] = user.requests
      expect(cancel && layer.findInvite(cancel.request)).toBe(invite?.transaction)
      invite?.transaction.respond({ status: 487, toTag: 'ours' })
      peer.send(written('ACK', { via, toTag: 'ours', cseq: '1 ACK' }), OURS)
      clock.advance(1)
      expect(invite?.transaction.state).toBe('confirmed')
      peer.send(written('INVITE', { via, cseq: '2 INVITE' }), OURS)
      clock.advance(1)
      expect(user.heard).toEqual(['INVITE', 'CANCEL', 'end', 'INVITE'])
    })
  }
})

describe('closing', () => {
  it('forgets everything and stops every timer', async () => {
    const { clock, peer, user, layer } = await openStack()
    user.answer = (_request, transaction) => transaction.respond({ status: 486 })
    peer.send(written('INVITE'), OURS)
    peer.send(written('INFO', { branch: 'z9hG4bKpeer3' }), OURS)
    clock.advance(1)
    expect(layer.counts()).toMatchObject({ inviteServer: 1, server: 1, timers: 2 })
    layer.close()
    expect(layer.counts()).toEqual({ inviteServer: 0, inviteClient: 0, server: 0, client: 0, timers: 0 })
    clock.drain()
  })
})
