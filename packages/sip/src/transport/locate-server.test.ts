import { describe, expect, it } from 'vitest'
import { seededRandom, VirtualResolver, type Zone } from '../../testing/index.ts'
import { parseUri, SipUri } from '../message/index.ts'
import type { Target, TransportProtocol } from './flow.ts'
import { bySrvOrder, locateServer } from './locate-server.ts'
import { TransportError } from './transport-error.ts'

function uri(text: string): SipUri {
  const parsed = parseUri(text)
  if (parsed instanceof SipUri) return parsed
  throw new Error(text)
}

function reaching(...protocols: readonly TransportProtocol[]) {
  return ({ transport }: Pick<Target, 'transport'>) => protocols.includes(transport)
}

const all = reaching('UDP', 'TCP', 'TLS', 'WS', 'WSS')

function shown(targets: readonly Target[]): string[] {
  return targets.map(
    ({ transport, address, port, upgradable }) => `${transport}${upgradable ? '*' : ''} ${address} ${port}`,
  )
}

describe('a literal address (RFC 3263 §4.1, §4.2): no question, no promise', () => {
  const rows: [string, string][] = [
    ['sip:192.0.2.7', 'UDP* 192.0.2.7 5060'],
    ['sip:desk@192.0.2.7:5070', 'UDP* 192.0.2.7 5070'],
    ['sip:192.0.2.7;transport=udp', 'UDP 192.0.2.7 5060'],
    ['sip:192.0.2.7;transport=TCP', 'TCP 192.0.2.7 5060'],
    ['sip:192.0.2.7;transport=tls', 'TLS 192.0.2.7 5061'],
    ['sip:192.0.2.7;transport=ws', 'WS 192.0.2.7 80'],
    ['sip:192.0.2.7;transport=wss', 'WSS 192.0.2.7 443'],
    ['sip:192.0.2.7;transport=sctp', 'UDP* 192.0.2.7 5060'],
    ['sips:192.0.2.7', 'TLS 192.0.2.7 5061'],
    ['sips:192.0.2.7;transport=tcp', 'TLS 192.0.2.7 5061'],
    ['sips:192.0.2.7;transport=udp', 'TLS 192.0.2.7 5061'],
    ['sips:192.0.2.7;transport=ws', 'WSS 192.0.2.7 443'],
    ['sip:[2001:db8::7]:5080', 'UDP* 2001:db8::7 5080'],
    ['sip:name.example;maddr=192.0.2.9', 'UDP* 192.0.2.9 5060'],
    ['sip:name.example;maddr=[2001:db8::9]', 'UDP* 2001:db8::9 5060'],
  ]
  for (const [text, expected] of rows) {
    it(`${text} --> ${expected}`, () => {
      const located = locateServer(uri(text), { resolver: undefined, reaches: all })
      if (located instanceof Promise) throw new Error('asked somebody')
      expect(shown(located)).toEqual([expected])
    })
  }
})

const naptr = (order: number, preference: number, service: string, replacement: string, flags = 's') => ({
  order,
  preference,
  service,
  replacement,
  flags,
})
const srv = (name: string, port: number, priority = 0) => ({ name, port, priority, weight: 0 })

const zone: Zone = {
  'full.example': {
    naptr: [
      naptr(20, 0, 'SIP+D2U', '_sip._udp.full.example'),
      naptr(10, 5, 'SIPS+D2T', '_sips._tcp.full.example'),
      naptr(10, 1, 'SIP+D2T', '_sip._tcp.full.example'),
      naptr(1, 1, 'E2U+sip', 'elsewhere.example'),
      naptr(1, 1, 'SIP+D2U', 'terminal.example', 'a'),
    ],
  },
  '_sip._tcp.full.example': { srv: [srv('b.full.example', 5080, 2), srv('a.full.example', 5070, 1)] },
  '_sips._tcp.full.example': { srv: [srv('a.full.example', 5061)] },
  '_sip._udp.full.example': { srv: [srv('a.full.example', 5060)] },
  'a.full.example': { a: ['192.0.2.1'], aaaa: ['2001:db8::1'] },
  'b.full.example': { a: ['192.0.2.2', '192.0.2.3'] },
  'plain.example': { a: ['192.0.2.20'] },
  '_sip._udp.srv.example': { srv: [srv('a.full.example.', 5062), srv('192.0.2.50', 5063)] },
  '_sip._tcp.srv.example': { srv: [srv('a.full.example', 5064)] },
  '_sip._udp.closed.example': { srv: [srv('.', 0)] },
  'broken.example': { fails: true },
  '_sip._udp.broken.example': { srv: [srv('b.full.example', 5060)] },
  'six.example': { aaaa: ['2001:db8::6'] },
}

describe('a name (RFC 3263 §4)', () => {
  const rows: [string, TransportProtocol[], string[]][] = [
    [
      'sip:full.example',
      ['UDP', 'TCP', 'TLS'],
      [
        'TCP 192.0.2.1 5070',
        'TCP 2001:db8::1 5070',
        'TCP 192.0.2.2 5080',
        'TCP 192.0.2.3 5080',
        'TLS 192.0.2.1 5061',
        'TLS 2001:db8::1 5061',
        'UDP* 192.0.2.1 5060',
        'UDP* 2001:db8::1 5060',
      ],
    ],
    ['sip:full.example', ['UDP'], ['UDP* 192.0.2.1 5060', 'UDP* 2001:db8::1 5060']],
    ['sips:full.example', ['UDP', 'TCP', 'TLS'], ['TLS 192.0.2.1 5061', 'TLS 2001:db8::1 5061']],
    ['sip:full.example;transport=tls', ['UDP', 'TLS'], ['TLS 192.0.2.1 5061', 'TLS 2001:db8::1 5061']],
    [
      'sip:srv.example',
      ['UDP', 'TCP'],
      [
        'UDP* 192.0.2.1 5062',
        'UDP* 2001:db8::1 5062',
        'UDP* 192.0.2.50 5063',
        'TCP 192.0.2.1 5064',
        'TCP 2001:db8::1 5064',
      ],
    ],
    ['sip:srv.example;transport=tcp', ['UDP', 'TCP'], ['TCP 192.0.2.1 5064', 'TCP 2001:db8::1 5064']],
    ['sip:plain.example', ['UDP', 'TCP'], ['UDP* 192.0.2.20 5060']],
    ['sip:plain.example:5099', ['UDP', 'TCP'], ['UDP* 192.0.2.20 5099']],
    ['sip:plain.example:5099;transport=tcp', ['UDP', 'TCP'], ['TCP 192.0.2.20 5099']],
    ['sips:plain.example', ['TLS'], ['TLS 192.0.2.20 5061']],
    ['sip:broken.example', ['UDP'], ['UDP* 192.0.2.2 5060', 'UDP* 192.0.2.3 5060']],
    ['sip:six.example', ['UDP'], ['UDP* 2001:db8::6 5060']],
    ['sip:closed.example', ['UDP'], []],
    ['sip:nobody.example', ['UDP'], []],
    ['sip:plain.example;transport=tcp', ['UDP'], []],
    ['tel:+442079460123', ['UDP'], []],
  ]
  for (const [text, protocols, found] of rows) {
    it(`${text} with ${protocols.join(', ')} --> ${found.join(', ') || 'unresolvable'}`, async () => {
      const resolver = new VirtualResolver(zone)
      const located = Promise.resolve(locateServer(uri(text), { resolver, reaches: reaching(...protocols) }))
      if (found.length === 0) await expect(located).rejects.toMatchObject({ code: 'unresolvable' })
      else expect(shown(await located)).toEqual(found)
    })
  }

  it('with a port --> neither NAPTR nor SRV is asked for', async () => {
    const resolver = new VirtualResolver(zone)
    await locateServer(uri('sip:plain.example:5099'), { resolver, reaches: all })
    expect(resolver.asked).toEqual(['a plain.example', 'aaaa plain.example'])
  })

  it('everything that does not depend on an answer is asked for at once', async () => {
    const answers: (() => void)[] = []
    const asked: string[] = []
    const pending = (question: string) => (name: string) => {
      asked.push(`${question} ${name}`)
      return new Promise<never[]>((resolve) => answers.push(() => resolve([])))
    }
    const resolver = { naptr: pending('naptr'), srv: pending('srv'), a: pending('a'), aaaa: pending('aaaa') }
    const located = locateServer(uri('sip:plain.example'), { resolver, reaches: reaching('UDP', 'TCP') })
    expect([...asked].sort()).toEqual([
      'a plain.example',
      'aaaa plain.example',
      'naptr plain.example',
      'srv _sip._tcp.plain.example',
      'srv _sip._udp.plain.example',
    ])
    for (const answer of answers) answer()
    await expect(located).rejects.toMatchObject({ code: 'unresolvable' })
    expect(asked).toHaveLength(5)
  })

  it('only one family reachable --> only its addresses', async () => {
    const located = await locateServer(uri('sip:a.full.example:5060'), {
      resolver: new VirtualResolver(zone),
      reaches: ({ address }) => address.includes(':'),
    })
    expect(shown(located)).toEqual(['UDP* 2001:db8::1 5060'])
  })

  it('without a resolver --> unresolvable', async () => {
    const located = locateServer(uri('sip:plain.example'), { resolver: undefined, reaches: all })
    await expect(located).rejects.toBeInstanceOf(TransportError)
  })
})

describe('SRV order (RFC 2782)', () => {
  it('priority first; within it, weight decides how often a server is first', () => {
    const records = [
      { name: 'late', port: 1, priority: 9, weight: 1000 },
      { name: 'light', port: 1, priority: 1, weight: 1 },
      { name: 'heavy', port: 1, priority: 1, weight: 9 },
      { name: 'zero', port: 1, priority: 1, weight: 0 },
    ]
    const random = seededRandom(3)
    const firsts = new Map<string, number>()
    for (let trial = 0; trial < 1000; trial++) {
      const names = bySrvOrder(records, random).map(({ name }) => name)
      expect(names.at(-1)).toBe('late')
      expect(new Set(names).size).toBe(4)
      firsts.set(names[0] ?? '', (firsts.get(names[0] ?? '') ?? 0) + 1)
    }
    expect(firsts.get('heavy')).toBeGreaterThan(850)
    expect(firsts.get('light')).toBeGreaterThan(50)
    expect(firsts.get('late')).toBeUndefined()
  })
})
