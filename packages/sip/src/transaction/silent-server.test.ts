import { describe, expect, it } from 'vitest'
import { branchOf, openToTwo } from './failover-fixture.ts'
import { Journal, parts } from './stack-fixture.ts'

describe('a silent server, and a request to a name with two servers (RFC 3263 §4.3)', () => {
  for (const [method, patience, sent] of [
    ['INVITE', 4_000, 4],
    ['OPTIONS', 8_000, 5],
  ] as const) {
    it(`${method}, first server is silent --> the second after ${patience} ms; silent too --> one timeout`, async () => {
      const { clock, layer, one, two, user, carrier } = await openToTwo()
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
    const { clock, layer, one, two, user, carrier } = await openToTwo()
    layer.request(parts('INVITE'), carrier, user)
    await clock.advanceAsync(3_000)
    one.answer(one.log[0], 100)
    clock.advance(60_000)
    expect(two.log).toHaveLength(0)
    one.answer(one.log[0], 200)
    clock.advance(10)
    expect(user.heard).toEqual(['100', '200'])
  })

  it('first server is at work, then silent --> a timeout, the second never hears of it', async () => {
    const { clock, layer, one, two, user, carrier } = await openToTwo()
    layer.request(parts('OPTIONS'), carrier, user)
    await clock.advanceAsync(2)
    one.answer(one.log[0], 182)
    clock.advance(40_000)
    expect(user.heard).toEqual(['182', 'timeout', 'end'])
    expect(two.log).toHaveLength(0)
  })

  describe('first server speaks after all, when the second is at work', () => {
    async function openLate() {
      const stack = await openToTwo()
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
      const stack = await openToTwo()
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
})
