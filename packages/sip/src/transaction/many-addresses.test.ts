/** Names behind which somebody has put very many addresses: a Contact may be one, and a request to it must end. */
import { expect, it } from 'vitest'
import { FakeClock, VirtualNetwork, VirtualResolver, VirtualWire } from '../../testing/index.ts'
import { parseUri, SipUri } from '../message/index.ts'
import { TimerWheel } from '../timer-wheel.ts'
import { TransportLayer } from '../transport/index.ts'
import { Journal, OURS, parts } from './stack-fixture.ts'
import { TransactionLayer } from './transaction-layer.ts'

const all = Array.from({ length: 200 }, (_, index) => `198.51.100.${index}`)
const hosts = all.map((address, index) => ({ name: `h${index}.example`, address }))
const srv = hosts.map(({ name }) => ({ priority: 1, weight: 0, port: 5060, name }))
const naptr = hosts.map(({ name }, order) => ({
  order,
  preference: 0,
  service: 'SIP+D2U',
  replacement: name,
  flags: 's',
}))

it.each([
  ['A records', { 'many.example': { a: all } }],
  ['SRV records', { '_sip._udp.many.example': { srv } }],
  ['NAPTR records', { 'many.example': { naptr, a: all } }],
])('%s without number --> few are followed, few are sent the request, and it ends', async (_, zone) => {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const resolver = new VirtualResolver({
    ...zone,
    ...Object.fromEntries(hosts.map(({ name, address }) => [name, { a: [address] }])),
  })
  const wheel = new TimerWheel(clock)
  const transport = new TransportLayer({ network: network.host(OURS), clock: wheel, resolver })
  await transport.open([{ transport: 'UDP', address: OURS, port: 5060 }])
  const layer = new TransactionLayer({ transport, clock: wheel, user: new Journal() })
  const wires = await Promise.all(all.map((address) => VirtualWire.open(network.host(address))))
  const uri = parseUri('sip:many.example')
  if (!(uri instanceof SipUri)) throw new Error('no URI')

  const user = new Journal()
  layer.request(parts('BYE'), { uri }, user)
  await clock.advanceAsync(180_000)
  expect(user.heard).toEqual(['timeout', 'end'])
  expect(wires.filter(({ log }) => log.length > 0)).toHaveLength(16)
  expect(resolver.asked.length).toBeLessThan(60)
  expect(layer.counts()).toMatchObject({ client: 0, timers: 0 })
})
