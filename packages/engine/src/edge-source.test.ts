import { describe, expect, it } from 'vitest'
import { readSource, silenceLine } from './edge-source.ts'

describe('where an edge says that a request comes from', () => {
  it.each([
    ['sip:192.0.2.9:5060;transport=udp', { transport: 'UDP', address: '192.0.2.9', port: 5060 }],
    ['sip:192.0.2.9:49152;transport=TLS', { transport: 'TLS', address: '192.0.2.9', port: 49_152 }],
    // Kamailio writes all groups; rules about addresses know the short form.
    [
      'sip:[2001:DB8:0:0:0:0:0:9]:5060;transport=tcp',
      { transport: 'TCP', address: '2001:db8::9', port: 5060 },
    ],
  ])('%s -- read', (text, origin) => {
    expect(readSource(text)).toEqual(origin)
  })

  it.each([
    '',
    'sip:192.0.2.9:5060',
    'sip:192.0.2.9;transport=udp',
    'sip:192.0.2.9:0;transport=udp',
    'sip:192.0.2.9:65536;transport=udp',
    'sip:192.0.2.9:5060;transport=ws',
    'sip:192.0.2.9:5060;transport=udp;transport=tls',
    'sip:192.0.2.9:5060;transport=udp, sip:192.0.2.8:5060;transport=udp',
    'sip:192.0.2.256:5060;transport=udp',
    'sip:192.0.2:5060;transport=udp',
    'sip:carrier.example:5060;transport=udp',
    'sip:carrier@192.0.2.9:5060;transport=udp',
    'sip:[192.0.2.9]:5060;transport=udp',
    'sip:[:::]:5060;transport=udp',
    'sip:[fe80::1%eth0]:5060;transport=udp',
    'sips:192.0.2.9:5060;transport=tls',
    ' sip:192.0.2.9:5060;transport=udp',
    '<sip:192.0.2.9:5060;transport=udp>',
    `sip:${'1'.repeat(100_000)}:5060;transport=udp`,
  ])('%.60s -- nothing that an edge writes', (text) => {
    expect(readSource(text)).toBeUndefined()
  })

  it('whoever shall be silent is so for a second at least', () => {
    expect([0, 999, 1001, 600_000].map(silenceLine)).toEqual(
      [1, 1, 2, 600].map((seconds) => `X-Mainline-Silence: ${seconds}\r\n`),
    )
  })
})
