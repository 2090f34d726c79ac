import { describe, expect, it } from 'vitest'
import { branchOf, openToTwo } from './failover-fixture.ts'
import { parts } from './stack-fixture.ts'

describe('a request to a name with two servers (RFC 3263 §4.3)', () => {
  it('first server answers --> the second never hears of it', async () => {
    const { clock, layer, one, two, user, carrier } = await openToTwo()
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
    const { clock, layer, one, two, user, carrier } = await openToTwo()
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

  it('first server rings, then says 503 --> that is the answer', async () => {
    const { clock, layer, one, two, user, carrier } = await openToTwo()
    layer.request(parts('INVITE'), carrier, user)
    await clock.advanceAsync(2)
    one.answer(one.log[0], 180)
    one.answer(one.log[0], 503)
    clock.advance(100)
    expect(user.heard).toEqual(['180', '503', 'end'])
    expect(two.log).toHaveLength(0)
  })

  it('the datagram is refused --> every address is tried, one transport error', async () => {
    const { clock, network, layer, user, carrier } = await openToTwo()
    network.change({ mtu: 100 })
    layer.request(parts('INVITE'), carrier, user)
    await clock.advanceAsync(100)
    expect(user.heard).toEqual(['send-failed', 'end'])
  })
})
