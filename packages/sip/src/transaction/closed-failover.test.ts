/** A layer that is closed while requests of it look for a server that answers: nothing of them goes on. */
import { expect, it } from 'vitest'
import { FakeClock, VirtualNetwork, VirtualResolver, VirtualWire } from '../../testing/index.ts'
import { parseUri, SipUri } from '../message/index.ts'
import { TimerWheel } from '../timer-wheel.ts'
import { TransportLayer } from '../transport/index.ts'
import { Journal, OURS, parts } from './stack-fixture.ts'
import { TransactionLayer } from './transaction-layer.ts'

async function open() {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const resolver = new VirtualResolver({ 'two.example': { a: ['192.0.2.11', '192.0.2.12'] } })
  const wheel = new TimerWheel(clock)
  const transport = new TransportLayer({ network: network.host(OURS), clock: wheel, resolver })
  await transport.open([{ transport: 'UDP', address: OURS, port: 5060 }])
  const layer = new TransactionLayer({ transport, clock: wheel, user: new Journal() })
  const one = await VirtualWire.open(network.host('192.0.2.11'))
  const two = await VirtualWire.open(network.host('192.0.2.12'))
  const uri = parseUri('sip:two.example')
  if (!(uri instanceof SipUri)) throw new Error('no URI')
  const user = new Journal()
  const request = () => layer.request(parts('INVITE'), { uri }, user)
  return { clock, layer, transport, one, two, user, request }
}

it('-- the first is silent --> the second is not asked, and no timer is left', async () => {
  const { clock, layer, one, two, user, request } = await open()
  request()
  await clock.advanceAsync(1_000)
  expect(one.log.length).toBeGreaterThan(0)
  layer.close()
  expect(layer.counts().timers).toBe(0)
  await clock.advanceAsync(60_000)
  expect([two.log.length, user.heard]).toEqual([0, []])
})

it('-- no address is known yet --> nobody is asked, and nobody is told', async () => {
  const { clock, layer, one, user, request } = await open()
  request()
  request().cancel()
  layer.close()
  await clock.advanceAsync(60_000)
  expect([one.log.length, user.heard]).toEqual([0, []])
  expect(layer.counts().timers).toBe(0)
})
