import type { Flow } from '@mainline/sip'
import { describe, expect, it } from 'vitest'
import { Location } from './location.ts'
import type { StoredBinding } from './ports.ts'

const flow = (extra: Partial<Flow> = {}): Flow => ({
  transport: 'UDP',
  localAddress: '192.0.2.1',
  localPort: 5060,
  remoteAddress: '198.51.100.7',
  remotePort: 40_000,
  connectionId: 0,
  ...extra,
})

const binding = (extra: Partial<StoredBinding> = {}): StoredBinding => ({
  deviceId: 'd',
  contact: 'sip:d@198.51.100.7:5070',
  callId: 'c',
  cseq: 1,
  q: 1,
  path: [],
  flow: flow(),
  userAgent: null,
  params: '',
  instance: null,
  regId: null,
  expiresAt: 1000,
  ...extra,
})

const destinationOf = (extra: Partial<StoredBinding>) => {
  const location = new Location()
  location.replace('d', 'd', [binding(extra)])
  return location.reachable('d', 0)[0]?.destination
}

describe('location of devices', () => {
  it.each([
    ['Contact is the source host -- Contact', {}, { transport: 'UDP', address: '198.51.100.7', port: 5070 }],
    ['Contact is private -- the source (NAT)', { contact: 'sip:d@10.0.0.5:5070' }, { flow: flow() }],
    [
      'TCP -- the connection',
      { flow: flow({ transport: 'TCP', connectionId: 3 }) },
      { flow: flow({ transport: 'TCP', connectionId: 3 }) },
    ],
  ])('%s', (_edge, extra, expected) => {
    expect(destinationOf(extra)).toEqual(expected)
  })

  it.each([
    ['it listens at its Contact -- there', {}, { transport: 'TCP', address: '198.51.100.7', port: 5070 }],
    [
      'Contact without port -- the default port',
      { contact: 'sip:d@198.51.100.7;transport=tcp' },
      { transport: 'TCP', address: '198.51.100.7', port: 5060 },
    ],
    ['Contact is private (NAT) -- not rung', { contact: 'sip:d@10.0.0.5:5070;transport=tcp' }, undefined],
    ['it named its connection the only way (RFC 5626) -- not rung', { regId: 1 }, undefined],
  ])('the connection of a phone is gone, %s', (_edge, extra, expected) => {
    const location = new Location(() => false)
    const tcp = flow({ transport: 'TCP', connectionId: 3 })
    location.replace('d', 'd', [binding({ flow: tcp, ...extra })])
    expect(location.reachable('d', 0)[0]?.destination).toEqual(expected)
  })

  it('does not ring an expired binding', () => {
    const location = new Location()
    location.replace('d', 'd', [binding(), binding({ contact: 'sip:d@198.51.100.7:5071', expiresAt: 2000 })])
    expect(location.reachable('d', 999)).toHaveLength(2)
    expect(location.reachable('d', 1000).map((target) => target.uri)).toEqual(['sip:d@198.51.100.7:5071'])
  })

  it('a plan does not overwrite what the device said itself', () => {
    const location = new Location()
    location.replace('d', 'd', [])
    location.learn({ id: 'd', numberId: 'n', username: 'd', registrations: [binding()] })
    expect(location.reachable('d', 0)).toEqual([])
  })

  it('knows the names of devices that register', () => {
    const location = new Location()
    location.remember(['old'])
    location.replace('d', 'new', [])
    expect(['old', 'new', 'other'].map((name) => location.knows(name))).toEqual([true, true, false])
  })

  it('two bindings of one device both ring', () => {
    const location = new Location()
    location.learn({
      id: 'd',
      numberId: 'n',
      username: 'd',
      registrations: [binding(), binding({ contact: 'sip:d@198.51.100.7:5072' })],
    })
    expect(location.reachable('d', 0)).toHaveLength(2)
  })
})
