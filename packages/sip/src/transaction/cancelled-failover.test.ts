import { describe, expect, it } from 'vitest'
import { openToTwo, uri } from './failover-fixture.ts'
import { parts } from './stack-fixture.ts'

describe('a cancelled request to a name with two servers (RFC 3263 §4.3)', () => {
  it('cancelled before anything came --> no second server', async () => {
    const { clock, layer, two, user, carrier } = await openToTwo()
    const request = layer.request(parts('INVITE'), carrier, user)
    await clock.advanceAsync(1_000)
    request.cancel()
    clock.advance(40_000)
    expect(two.log).toHaveLength(0)
    expect(user.heard).toEqual(['timeout', 'end'])
    expect(layer.counts()).toMatchObject({ inviteClient: 0, timers: 0 })
  })

  it.each(['carrier.example', 'nobody.example'])(
    'cancelled while %s is being resolved --> over at once, and nothing is ever sent',
    async (name) => {
      const { clock, layer, one, two, user } = await openToTwo()
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
    const { clock, layer, one, two, user, carrier } = await openToTwo()
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
})
