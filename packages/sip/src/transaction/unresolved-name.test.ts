import { describe, expect, it } from 'vitest'
import { VirtualResolver } from '../../testing/index.ts'
import { openToTwo, uri, zone } from './failover-fixture.ts'
import { parts } from './stack-fixture.ts'

describe('a request to a name, and what DNS says of it (RFC 3263 §4)', () => {
  it('the name does not exist --> a transport error, later than the call', async () => {
    const { clock, layer, user } = await openToTwo()
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
    const { clock, layer, user, carrier } = await openToTwo({ resolver: dead })
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
    const { clock, layer, one, user, carrier } = await openToTwo({ resolver })
    layer.request(parts('OPTIONS'), carrier, user)
    await clock.advanceAsync(2)
    const asked = resolver.asked.length
    layer.request(parts('OPTIONS', { callId: 'another' }), carrier, user)
    await clock.advanceAsync(2)
    expect(one.log).toHaveLength(2)
    expect(resolver.asked).toHaveLength(asked)
  })
})
