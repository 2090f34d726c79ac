import { describe, expect, it } from 'vitest'
import { isUnroutable, PeerLatch } from './peer-latch.ts'

describe('PeerLatch', () => {
  it('lets nobody in before it knows whom to expect', () => {
    expect(new PeerLatch().admit('192.0.2.1', 4000, 0)).toBe(false)
  })

  it('negotiated address, other port: latched; then nobody else', () => {
    const latch = new PeerLatch()
    latch.expect('203.0.113.5', 4000, undefined)
    expect(latch.admit('203.0.113.5', 62000, 0)).toBe(true)
    expect([latch.address, latch.port]).toEqual(['203.0.113.5', 62000])
    expect(latch.admit('203.0.113.5', 62002, 20)).toBe(false)
    expect(latch.admit('198.51.100.9', 62000, 60_000)).toBe(false)
  })

  it('another call of the same address was first --> who sends from where it said takes over, for good', () => {
    const latch = new PeerLatch()
    latch.expect('203.0.113.5', 4000, undefined)
    expect(latch.admit('203.0.113.5', 62000, 0)).toBe(true)
    expect(latch.admit('203.0.113.5', 4000, 20)).toBe(true)
    expect([latch.address, latch.port]).toEqual(['203.0.113.5', 4000])
    expect(latch.admit('203.0.113.5', 62000, 20)).toBe(false)
  })

  it('the same address may come back from another port after silence', () => {
    const latch = new PeerLatch()
    latch.expect('203.0.113.5', 4000, undefined)
    latch.admit('203.0.113.5', 62000, 0)
    expect(latch.admit('203.0.113.5', 62002, 3000)).toBe(true)
    expect(latch.port).toBe(62002)
  })

  it.each<[string, string, string, boolean]>([
    ['private address behind NAT', '192.168.1.20', '203.0.113.5', true],
    ['host name', 'phone.example', '203.0.113.5', true],
    ['public address', '198.51.100.1', '203.0.113.5', false],
  ])('%s: the source of the signalling may send: %s', (_, negotiated, from, admitted) => {
    const latch = new PeerLatch()
    latch.expect(negotiated, 4000, { address: '203.0.113.5', always: false })
    expect(latch.admit(from, 5000, 0)).toBe(admitted)
  })

  it('a phone that is mistaken about its public address is heard from where it registers, and nobody else is', () => {
    const latch = new PeerLatch()
    latch.expect('198.51.100.1', 4000, { address: '203.0.113.5', always: true })
    expect(latch.admit('192.0.2.66', 4000, 0)).toBe(false)
    expect(latch.admit('203.0.113.5', 62000, 0)).toBe(true)
    expect(latch.admit('198.51.100.1', 5000, 20)).toBe(false)
    expect([latch.address, latch.port]).toEqual(['203.0.113.5', 62000])
  })

  describe('another port was negotiated', () => {
    function moved(address: string) {
      const latch = new PeerLatch()
      const allowFrom = { address: '203.0.113.5', always: true }
      latch.expect(address, 4000, allowFrom)
      latch.admit('203.0.113.5', 62000, 0)
      latch.expect(address, 4002, allowFrom)
      return latch
    }

    it.each(['203.0.113.5', '192.168.1.20'])(
      'at %s: what was still on its way is not heard, the new source is',
      (address) => {
        const latch = moved(address)
        expect(latch.admit('203.0.113.5', 62000, 20)).toBe(false)
        expect(latch.admit('203.0.113.5', 62002, 40)).toBe(true)
        expect(latch.admit('203.0.113.5', 62000, 20)).toBe(false)
      },
    )

    it('-- it still comes from the old one, and from nowhere else --> heard after silence', () => {
      const latch = moved('203.0.113.5')
      expect(latch.admit('203.0.113.5', 62000, 3000)).toBe(true)
    })

    it('-- for the time of a hold by 0.0.0.0 only --> heard at once when that is over', () => {
      const latch = new PeerLatch()
      latch.expect('203.0.113.5', 4000, undefined)
      latch.admit('203.0.113.5', 62000, 0)
      latch.expect('0.0.0.0', 4000, undefined)
      latch.expect('203.0.113.5', 4000, undefined)
      expect(latch.admit('203.0.113.5', 62000, 20)).toBe(true)
    })

    it('-- the new one is where it came from all the time --> heard at once', () => {
      const latch = new PeerLatch()
      latch.expect('203.0.113.5', 4000, undefined)
      latch.admit('203.0.113.5', 4002, 0)
      latch.expect('203.0.113.5', 4002, undefined)
      expect(latch.admit('203.0.113.5', 4002, 0)).toBe(true)
    })
  })

  it('the same negotiation again keeps the latch, another one opens it', () => {
    const latch = new PeerLatch()
    latch.expect('203.0.113.5', 4000, undefined)
    latch.admit('203.0.113.5', 62000, 0)
    expect(latch.expect('203.0.113.5', 4000, undefined)).toBe(false)
    expect(latch.port).toBe(62000)
    expect(latch.expect('203.0.113.6', 4000, undefined)).toBe(true)
    expect(latch.admit('203.0.113.5', 62000, 0)).toBe(false)
    expect(latch.admit('203.0.113.6', 4000, 0)).toBe(true)
  })

  it('IPv6 in any spelling', () => {
    const latch = new PeerLatch()
    latch.expect('2001:DB8:0:0::5', 4000, undefined)
    expect(latch.admit('2001:db8::5', 4000, 0)).toBe(true)
  })
})

describe('isUnroutable', () => {
  it.each([
    '10.1.2.3',
    '172.16.0.1',
    '172.31.9.9',
    '192.168.0.1',
    '100.64.0.1',
    '169.254.1.1',
    '127.0.0.1',
    '0.0.0.0',
    'fd00::1',
    'fe80::1',
    '::1',
    'pbx.example',
  ])('%s', (address) => expect(isUnroutable(address)).toBe(true))

  it.each(['11.0.0.1', '172.32.0.1', '100.128.0.1', '203.0.113.5', '2001:db8::1'])('not %s', (address) =>
    expect(isUnroutable(address)).toBe(false),
  )
})
