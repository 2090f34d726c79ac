import { describe, expect, it } from 'vitest'
import { VirtualResolver } from '../../testing/index.ts'
import { hearTcp, openToTwo, uri, zone } from './failover-fixture.ts'
import { parts } from './stack-fixture.ts'

describe('ACK of a 2xx to a name (RFC 3261 §13.2.2.4)', () => {
  const ack = 'ACK sip:desk@192.0.2.2 SIP/2.0'

  it('--> sent once, to the first server', async () => {
    const { clock, layer, one, two, carrier } = await openToTwo()
    layer.sendAck(parts('ACK'), carrier)
    await clock.advanceAsync(2)
    expect([one.lines, two.lines]).toEqual([[ack], []])
  })

  it('the 2xx comes again --> to the second, then to the first again', async () => {
    const { clock, layer, one, two, carrier } = await openToTwo()
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
    const { clock, layer, one, carrier } = await openToTwo()
    layer.sendAck(parts('ACK'), carrier)
    layer.sendAck(parts('ACK', { callId: 'another' }), carrier)
    await clock.advanceAsync(32_100)
    expect(layer.counts().timers).toBe(0)
    layer.sendAck(parts('ACK'), carrier)
    await clock.advanceAsync(2)
    expect(one.lines).toEqual([ack, ack, ack])
  })

  it('the first server was silent --> to the second', async () => {
    const { clock, layer, one, two, user, carrier } = await openToTwo()
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
    const { clock, network, layer } = await openToTwo({ tcp: true, resolver: new VirtualResolver(tcp) })
    const heard = await hearTcp(network, { address: '192.0.2.12', port: 5070 })
    layer.sendAck(parts('ACK'), { uri: uri('sip:carrier.example;transport=tcp') })
    await clock.advanceAsync(20)
    expect(heard()).toContain('ACK sip:desk@192.0.2.2')
  })
})
