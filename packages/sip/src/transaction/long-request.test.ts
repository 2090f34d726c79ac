import { describe, expect, it } from 'vitest'
import { VirtualResolver, type Zone } from '../../testing/index.ts'
import { destinationOf } from '../dialog/route-set.ts'
import { hearTcp, openToTwo, uri } from './failover-fixture.ts'
import { parts } from './stack-fixture.ts'

describe('a request that is too long for a datagram (RFC 3261 §18.1.1)', () => {
  const body = 'x'.repeat(1400)

  it('TCP is not answered there --> by UDP after all', async () => {
    const { clock, layer, one, user } = await openToTwo({ tcp: true })
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
    const { clock, network, layer, one, user } = await openToTwo({ tcp: true })
    const heard = await hearTcp(network, { address: '192.0.2.11', port: 5060 })
    layer.request(parts('OPTIONS', { body }), destination, user)
    await clock.advanceAsync(10)
    expect(heard()).toContain('Via: SIP/2.0/TCP ')
    expect(one.log).toHaveLength(0)
  })

  for (const [name, tcp, to] of [
    ['no TCP of ours', false, 'sip:192.0.2.11'],
    ['transport=udp asked for', true, 'sip:192.0.2.11;transport=udp'],
  ] as const) {
    it(`${name} --> by UDP`, async () => {
      const { clock, layer, one, user } = await openToTwo({ tcp })
      layer.request(parts('OPTIONS', { body }), { uri: uri(to) }, user)
      await clock.advanceAsync(10)
      expect(one.last).toContain('Via: SIP/2.0/UDP ')
    })
  }

  it.each(['', 'x'.repeat(600)])('short enough --> by UDP', async (text) => {
    const { clock, layer, one, user } = await openToTwo({ tcp: true })
    layer.request(parts('OPTIONS', { body: text }), { uri: uri('sip:192.0.2.11') }, user)
    await clock.advanceAsync(10)
    expect(one.last).toContain('Via: SIP/2.0/UDP ')
  })

  describe('ACK of a 2xx with the answer to an offer (§13.2.2.4)', () => {
    const to = destinationOf(uri('sip:bob@192.0.2.11'))
    const sipAt = { address: '192.0.2.11', port: 5060 }

    it('TCP is answered there --> by TCP; the 2xx comes again --> by UDP', async () => {
      const { clock, network, layer, one } = await openToTwo({ tcp: true })
      const heard = await hearTcp(network, sipAt)
      layer.sendAck(parts('ACK', { body }), to)
      await clock.advanceAsync(10)
      expect(heard()).toMatch(/^ACK .*\r\nVia: SIP\/2\.0\/TCP /)
      expect(one.log).toHaveLength(0)
      layer.sendAck(parts('ACK', { body }), to)
      await clock.advanceAsync(10)
      expect(one.last).toMatch(/^ACK .*\r\nVia: SIP\/2\.0\/UDP /)
    })

    it('TCP is not answered there --> by UDP after all, at once', async () => {
      const { clock, layer, one } = await openToTwo({ tcp: true })
      layer.sendAck(parts('ACK', { body }), to)
      await clock.advanceAsync(10)
      expect(one.lines).toHaveLength(1)
      expect(one.last).toContain('Via: SIP/2.0/UDP ')
      await clock.advanceAsync(32_100)
      expect(layer.counts().timers).toBe(0)
    })

    it('named by a name with one address --> by TCP', async () => {
      const single: Zone = { 'bob.example': { a: ['192.0.2.11'] } }
      const { clock, network, layer } = await openToTwo({ tcp: true, resolver: new VirtualResolver(single) })
      const heard = await hearTcp(network, sipAt)
      layer.sendAck(parts('ACK', { body }), { uri: uri('sip:bob.example') })
      await clock.advanceAsync(10)
      expect(heard()).toContain('Via: SIP/2.0/TCP ')
    })

    it.each([
      ['no TCP of ours', false, body, 'sip:192.0.2.11'],
      ['transport=udp asked for', true, body, 'sip:192.0.2.11;transport=udp'],
      ['short enough', true, 'x'.repeat(600), 'sip:192.0.2.11'],
    ])('%s --> by UDP', async (_, tcp, text, contact) => {
      const { clock, network, layer, one } = await openToTwo({ tcp })
      const heard = await hearTcp(network, sipAt)
      layer.sendAck(parts('ACK', { body: text }), { uri: uri(contact) })
      await clock.advanceAsync(10)
      expect([one.log.length, heard()]).toEqual([1, ''])
      expect(layer.counts().timers).toBe(0)
    })
  })
})
