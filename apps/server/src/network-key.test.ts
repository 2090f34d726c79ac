import { describe, expect, it } from 'vitest'
import { networkKey } from './network-key.ts'

describe('the network of an address', () => {
  it.each([
    ['192.0.2.7', 'network:192.0.2.7'],
    ['::ffff:192.0.2.7', 'network:192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', 'network:2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', 'network:2001:db8:1:2::/64'],
    ['2001:db8::1', 'network:2001:db8:0:0::/64'],
    ['::1', 'network:0:0:0:0::/64'],
  ])('%s is %s', (address, key) => {
    expect(networkKey(address)).toBe(key)
  })
})
