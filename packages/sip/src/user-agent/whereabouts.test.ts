import { describe, expect, it } from 'vitest'
import { Dialog } from '../dialog/dialog.ts'
import { knownUri } from '../dialog/route-set.ts'
import type { Destination, Flow } from '../transport/flow.ts'
import { Whereabouts } from './whereabouts.ts'

const flow = (remotePort: number, extra: Partial<Flow> = {}): Flow => ({
  transport: 'UDP',
  localAddress: '192.0.2.1',
  localPort: 5060,
  remoteAddress: '203.0.113.7',
  remotePort,
  connectionId: 0,
  ...extra,
})
const connection = (connectionId: number) => flow(40_000 + connectionId, { transport: 'TCP', connectionId })

function dialogWith(contact: string, routeSet: readonly string[] = []): Dialog {
  return new Dialog({
    callId: 'c',
    localTag: 'ours',
    remoteTag: 'theirs',
    localAddress: '<sip:caller@example.com>;tag=ours',
    remoteAddress: '<sip:callee@example.com>;tag=theirs',
    localSequence: 1,
    remoteSequence: 1,
    routeSet,
    remoteTarget: knownUri(contact),
    early: false,
  })
}

const behindNat = dialogWith('sip:callee@10.0.0.5')
const onTheNet = dialogWith('sip:callee@203.0.113.7:5070')
const contact: Destination = onTheNet.destination
const first: Destination = { flow: flow(1) }
const alive = () => true
const dead = (gone: Flow) => (other: Flow) => other.connectionId !== gone.connectionId

describe('a peer', () => {
  it.each([
    ['with a Contact that can be reached -- there', onTheNet, contact],
    ['behind NAT -- where it was met', behindNat, first],
  ])('%s', (_edge, dialog, expected) => {
    const peer = new Whereabouts()
    peer.met(dialog, '203.0.113.7', first)
    expect(peer.destination(dialog, first, alive)).toEqual(expected)
  })

  it('behind NAT, heard from another port -- there', () => {
    const peer = new Whereabouts()
    peer.met(behindNat, '203.0.113.7', first)
    expect(peer.heardFrom(flow(2), behindNat, first)).toBe(false)
    expect(peer.destination(behindNat, first, alive)).toEqual({ flow: flow(2) })
  })

  it('heard by another transport -- says so', () => {
    expect(new Whereabouts().heardFrom(connection(1), behindNat, first)).toBe(true)
  })

  it('that names a network of its own in mid-call -- where it was heard', () => {
    const peer = new Whereabouts()
    peer.met(onTheNet, '203.0.113.7', first)
    peer.heardFrom(flow(2), behindNat, first)
    peer.targetRefreshed(behindNat)
    expect(peer.destination(behindNat, first, alive)).toEqual({ flow: flow(2) })
  })

  it('behind a proxy, registered by another way of its own through one -- that way, until it says where it is', () => {
    const by = (port: number) => knownUri(`sip:192.0.2.11;lr;received=sip:203.0.113.7:${port}`)
    const proxied = dialogWith('sip:callee@10.0.0.5', ['<sip:192.0.2.11;lr>'])
    const peer = new Whereabouts()
    let registered: Destination = { uri: by(1) }
    peer.elsewhere = () => registered
    peer.met(proxied, '203.0.113.7', first)
    expect([peer.routes(proxied), peer.destination(proxied, first, alive)]).toEqual([
      undefined,
      proxied.destination,
    ])
    registered = { uri: by(2) }
    peer.heardFrom(flow(2), proxied, first)
    expect(peer.routes(proxied)).toEqual(['<sip:192.0.2.11;lr;received=sip:203.0.113.7:2>'])
    expect(peer.destination(proxied, first, alive)).toEqual(registered)
    peer.targetRefreshed(proxied)
    expect(peer.routes(proxied)).toBeUndefined()
  })

  it('behind a proxy -- is followed by nobody but the proxy', () => {
    const proxied = dialogWith('sip:callee@10.0.0.5', ['<sip:192.0.2.11;lr>'])
    const peer = new Whereabouts()
    let registered: Destination = first
    peer.elsewhere = () => registered
    peer.met(proxied, '203.0.113.7', first)
    peer.heardFrom(flow(2), proxied, first)
    registered = { flow: flow(3) }
    expect(peer.destination(proxied, first, alive)).toEqual(proxied.destination)
  })
})

describe('a peer that may not send us anywhere', () => {
  const elsewhere = dialogWith('sip:+15550001111@carrier.example')

  it.each([
    ['its Contact is another host', elsewhere, first],
    ['its Contact is another address', dialogWith('sip:callee@198.51.100.66'), first],
    ['its route is another host', dialogWith('sip:callee@203.0.113.7', ['<sip:198.51.100.66;lr>']), first],
    ['its Contact is another port of its host', onTheNet, contact],
    ['its proxy is where it was met', dialogWith('sip:x@10.0.0.5', ['<sip:203.0.113.7:5070;lr>']), contact],
  ])('%s', (_edge, dialog, expected) => {
    const peer = new Whereabouts()
    peer.confined = true
    peer.met(dialog, undefined, first)
    expect(peer.destination(dialog, first, alive)).toEqual(expected)
  })

  it('nor with what it says later on, or once its connection is gone', () => {
    const peer = new Whereabouts()
    peer.confined = true
    peer.met(onTheNet, '203.0.113.7', first)
    peer.heardFrom(connection(1), onTheNet, first)
    peer.targetRefreshed(elsewhere)
    expect(peer.destination(elsewhere, first, alive)).toEqual({ flow: connection(1) })
    expect(peer.destination(elsewhere, first, dead(connection(1)))).toEqual({ flow: connection(1) })
  })
})

describe('a peer that registers', () => {
  function registeredAt(where: Destination, dialog = behindNat) {
    const peer = new Whereabouts()
    const at = { now: where as Destination | undefined }
    peer.elsewhere = () => at.now
    peer.met(dialog, '203.0.113.7', where)
    return {
      peer,
      at,
      destination: (isAlive: (of: Flow) => boolean = alive) => peer.destination(dialog, where, isAlive),
    }
  }

  it('from another port -- there', () => {
    const { at, destination } = registeredAt(first)
    at.now = { flow: flow(3) }
    expect(destination()).toEqual({ flow: flow(3) })
  })

  it('from another network, with a Contact that could be reached before -- there', () => {
    const { at, destination } = registeredAt(
      { transport: 'UDP', address: '203.0.113.7', port: 5070 },
      onTheNet,
    )
    expect(destination()).toEqual(contact)
    at.now = { flow: flow(3) }
    expect(destination()).toEqual({ flow: flow(3) })
  })

  it('from where it was before -- nothing changes', () => {
    const { at, destination } = registeredAt(
      { transport: 'UDP', address: '203.0.113.7', port: 5072 },
      onTheNet,
    )
    at.now = { transport: 'UDP', address: '203.0.113.7', port: 5072 }
    expect(destination()).toEqual(contact)
  })

  it('and is heard from somewhere else after that -- where it was heard', () => {
    const { peer, at, destination } = registeredAt(first)
    at.now = { flow: flow(3) }
    peer.heardFrom(flow(4), behindNat, first)
    expect(destination()).toEqual({ flow: flow(4) })
  })

  it('no more -- where it was', () => {
    const { at, destination } = registeredAt(first)
    at.now = undefined
    expect(destination()).toEqual(first)
  })

  it('by another connection -- over that, as long as it is there', () => {
    const { at, destination } = registeredAt({ flow: connection(1) })
    at.now = { flow: connection(2) }
    expect(destination()).toEqual({ flow: connection(2) })
    expect(destination(dead(connection(2)))).toEqual({ flow: connection(1) })
  })

  it('nowhere that is known, its connection gone -- any way that is left, and says that it is lost', () => {
    const peer = new Whereabouts()
    peer.elsewhere = (lost) => (lost ? { flow: connection(5) } : undefined)
    peer.met(behindNat, '203.0.113.7', first)
    expect(peer.destination(behindNat, { flow: connection(1) }, dead(connection(1)))).toEqual({
      flow: connection(5),
    })
  })
})
