import type { Flow } from '@mainline/sip'
import { describe, expect, it } from 'vitest'
import { bindingAt } from './engine-fixture.ts'
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
  ...bindingAt('d', '198.51.100.7'),
  contact: 'sip:d@198.51.100.7:5070',
  flow: flow(),
  expiresAt: 1000,
  ...extra,
})

const device = (...registrations: StoredBinding[]) => ({
  id: 'd',
  numberId: 'n',
  username: 'd',
  srtp: 'off' as const,
  registrations,
})

const owner = (id: string, username: string) => ({ id, username, srtp: 'off' as const })

const destinationOf = (extra: Partial<StoredBinding>) => {
  const location = new Location()
  location.replace(owner('d', 'd'), [binding(extra)])
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
    location.replace(owner('d', 'd'), [binding({ flow: tcp, ...extra })])
    expect(location.reachable('d', 0)[0]?.destination).toEqual(expected)
  })

  it('a phone behind an edge is rung by its Path, and known by where it is itself', () => {
    const origin = { transport: 'TCP', address: '203.0.113.9', port: 40_001 } as const
    const path = ['<sip:192.0.2.5:5070;lr;received=sip:203.0.113.9:40001%3Btransport%3Dtcp>']
    const told: string[] = []
    const location = new Location(undefined, (address) => told.push(address))
    location.replace(owner('d', 'd'), [binding({ path, flow: flow({ origin }) })])
    const [target] = location.reachable('d', 0)
    expect(target).toMatchObject({
      routes: path,
      origin,
      destination: { uri: { address: '192.0.2.5', port: 5070 } },
    })
    expect(told).toEqual(['203.0.113.9'])
    const phone = { callId: 'c', instance: null, regId: null }
    expect(location.phoneAt('d', flow({ origin }), 0)).toEqual(phone)
    expect(location.phoneAt('d', flow({ origin: { ...origin, port: 40_002 } }), 0)).toBeUndefined()
    expect(location.phoneAt('d', flow(), 0)).toBeUndefined()
  })

  it('a Path that no edge has written leads nowhere, nor one that was kept before (RFC 3327 §6)', () => {
    const location = new Location()
    const path = ['<sip:203.0.113.66:5060;lr>']
    location.replace(owner('d', 'd'), [binding({ path, contact: 'sip:+15550001111@carrier.example' })])
    expect(location.reachable('d', 0)).toMatchObject([{ routes: [], destination: { flow: flow() } }])
  })

  it('does not ring an expired binding', () => {
    const location = new Location()
    location.replace(owner('d', 'd'), [
      binding(),
      binding({ contact: 'sip:d@198.51.100.7:5071', expiresAt: 2000 }),
    ])
    expect(location.reachable('d', 999)).toHaveLength(2)
    expect(location.reachable('d', 1000).map((target) => target.uri)).toEqual(['sip:d@198.51.100.7:5071'])
  })

  it('counts the registrations that hold: of every phone, of none that is with another engine', () => {
    const location = new Location()
    location.replace(owner('d', 'd'), [
      binding(),
      binding({ contact: 'sip:d@198.51.100.7:5071', expiresAt: 2000 }),
    ])
    location.replace(owner('e', 'e'), [binding({ deviceId: 'e' })])
    location.replace(owner('gone', 'gone'), [])
    expect([999, 1000, 2000].map((now) => location.registrations(now))).toEqual([3, 1, 0])
    location.movedElsewhere('d')
    expect(location.registrations(999)).toBe(1)
  })

  it('rings a phone with secured audio as what was said last demands: its own word, or a plan', () => {
    const location = new Location()
    const isSecured = () => location.reachable('d', 0).map(({ secured }) => secured)
    location.replace({ id: 'd', username: 'd', srtp: 'required' }, [binding()])
    expect(isSecured()).toEqual([true])
    location.learn(device(binding()), { at: location.moment() })
    expect(isSecured()).toEqual([false])
    location.learn({ ...device(binding()), srtp: 'required' }, { at: location.moment() })
    expect(isSecured()).toEqual([true])
  })

  it('a plan does not overwrite what the device has said since it was asked for', () => {
    const location = new Location()
    const at = location.moment()
    location.replace(owner('d', 'd'), [])
    location.learn(device(binding()), { at })
    expect(location.reachable('d', 0)).toEqual([])
  })

  it('a plan that was asked for afterwards knows what the device said to another engine', () => {
    const location = new Location()
    location.replace(owner('d', 'd'), [binding()])
    location.learn(device(binding({ expiresAt: 3000 })), { at: location.moment() })
    expect(location.reachable('d', 1000)).toHaveLength(1)
    location.learn(device(binding({ expiresAt: 5000 })), { at: location.moment() })
    expect(location.reachable('d', 4000)).toHaveLength(1)
  })

  it('a phone that has moved rings where it was until a plan that was asked for afterwards says where it is', () => {
    const location = new Location()
    const before = location.moment()
    location.replace(owner('d', 'd'), [binding()])
    expect(location.isOutdated('d', 0)).toBe(false)
    location.movedElsewhere('d')
    expect([location.isOutdated('d', 0), location.reachable('d', 0)]).toMatchObject([true, [{}]])
    const other = binding({ contact: 'sip:d@198.51.100.8:5070' })
    location.learn(device(binding()), { at: before })
    expect(location.isOutdated('d', 0)).toBe(true)
    location.learn(device(other), { at: location.moment() })
    expect(location.isOutdated('d', 0)).toBe(false)
    expect(location.reachable('d', 0).map(({ uri }) => uri)).toEqual([other.contact])
  })

  it.each([
    ['has registered elsewhere', []],
    ['has left where it was', [binding()]],
  ])('a phone that %s while its first plan was asked for is asked for once more', (_what, before) => {
    const location = new Location()
    const at = location.moment()
    location.movedElsewhere('d')
    location.learn(device(...before), { at })
    expect(location.isOutdated('d', 0)).toBe(true)
    expect(location.reachable('d', 0)).toHaveLength(before.length)
    location.learn(device(binding()), { at: location.moment() })
    expect([location.isOutdated('d', 0), location.reachable('d', 0)]).toMatchObject([false, [{}]])
  })

  it('of two plans the one that was asked for later holds, in whichever order they come', () => {
    const location = new Location()
    const [first, second] = [location.moment(), location.moment()]
    location.learn(device(binding({ expiresAt: 3000 })), { at: second })
    location.learn(device(binding()), { at: first })
    expect(location.reachable('d', 2000)).toHaveLength(1)
  })

  it('a plan that a change has overtaken rings what is not known otherwise, until the next plan comes', () => {
    const location = new Location()
    const [before, after] = [location.moment(), location.moment()]
    const other = binding({ contact: 'sip:d@198.51.100.8:5070' })
    location.forget('d')
    location.learn(device(binding()), { at: before, overtaken: true })
    expect(location.reachable('d', 0)).toHaveLength(1)
    location.learn(device(other), { at: after })
    location.learn(device(binding()), { at: before, overtaken: true })
    expect(location.reachable('d', 0).map(({ uri }) => uri)).toEqual([other.contact])
  })

  it.each([
    ['some binding holds', [binding(), binding({ expiresAt: 3000 })], false],
    ['every binding has expired', [binding(), binding({ expiresAt: 2000 })], true],
    ['it has signed off', [], false],
  ])('%s, outdated or not', (_edge, bindings, outdated) => {
    const location = new Location()
    location.replace(owner('d', 'd'), bindings)
    expect(location.isOutdated('d', 2000)).toBe(outdated)
  })

  it('a device that nobody knows is not outdated', () => {
    expect(new Location().isOutdated('d', 0)).toBe(false)
  })

  it('knows the names of devices that register', () => {
    const location = new Location()
    location.remember(['old'])
    location.replace(owner('d', 'new'), [])
    expect(['old', 'new', 'other'].map((name) => location.knows(name))).toEqual([true, true, false])
  })

  it('two bindings of one device both ring', () => {
    const location = new Location()
    const both = device(binding(), binding({ contact: 'sip:d@198.51.100.7:5072' }))
    location.learn(both, { at: location.moment() })
    expect(location.reachable('d', 0)).toHaveLength(2)
  })
})

describe('a phone of a device that others share', () => {
  const nat = (remotePort: number): Partial<StoredBinding> => ({
    contact: 'sip:d@10.0.0.5',
    flow: flow({ remotePort }),
  })
  const one = { callId: 'one', instance: null, regId: null }
  const two = { ...one, callId: 'two' }
  const known = (...bindings: Partial<StoredBinding>[]) => {
    const location = new Location()
    location.replace(owner('d', 'd'), bindings.map(binding))
    return location
  }

  it('is where it has registered last, and not where another has', () => {
    const location = known(
      { ...nat(1), ...one, expiresAt: 500 },
      { ...nat(2), ...one, expiresAt: 600 },
      { ...nat(3), ...two, expiresAt: 900 },
    )
    expect(location.whereIs('d', one, 0)).toEqual({ flow: flow({ remotePort: 2 }) })
    expect(location.whereIs('d', two, 0)).toEqual({ flow: flow({ remotePort: 3 }) })
  })

  it('is known by its instance, whatever Call-ID it registers with (RFC 5626 §4.1)', () => {
    const location = known(
      { ...nat(1), callId: 'one', instance: '<urn:uuid:a>' },
      { ...nat(2), callId: 'other', instance: '<urn:uuid:b>' },
    )
    expect(location.whereIs('d', { ...one, callId: 'other', instance: '<urn:uuid:a>' }, 0)).toEqual({
      flow: flow({ remotePort: 1 }),
    })
  })

  it.each([
    ['its registration has expired', one, 1000],
    ['it has none', { ...one, callId: 'three' }, 0],
  ])('%s -- nowhere', (_edge, phone, now) => {
    expect(known({ ...nat(1), ...one }).whereIs('d', phone, now)).toBeUndefined()
  })

  it.each([
    ['by the source of a datagram', flow({ remotePort: 2 }), two],
    [
      'by its connection',
      flow({ transport: 'TCP', remotePort: 9, connectionId: 7 }),
      { ...one, callId: 'tcp' },
    ],
    ['by nothing that is registered', flow({ remotePort: 5 }), undefined],
    [
      'by another connection of that address',
      flow({ transport: 'TCP', remotePort: 1, connectionId: 8 }),
      undefined,
    ],
  ])('is known as a sender %s', (_edge, from, phone) => {
    const tcp = { callId: 'tcp', flow: flow({ transport: 'TCP', connectionId: 7 }) }
    const location = known({ ...nat(1), ...one }, { ...nat(2), ...two }, tcp)
    expect(location.phoneAt('d', from, 0)).toEqual(phone)
  })

  it('is known as a sender by its Contact, where it can be reached there', () => {
    const location = known({ contact: 'sip:d@198.51.100.7:40000', ...one })
    expect(location.phoneAt('d', flow(), 0)).toEqual(one)
  })
})
