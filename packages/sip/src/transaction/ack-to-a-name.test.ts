/** The ACK of a 2xx whose Contact has a name: it is sent when the name has been looked up, and nobody waits for that. */
import { expect, it } from 'vitest'
import { FakeClock, VirtualNetwork, VirtualResolver } from '../../testing/index.ts'
import { parseUri, SipUri } from '../message/index.ts'
import { TimerWheel } from '../timer-wheel.ts'
import { TransportLayer } from '../transport/index.ts'
import { Journal, OURS, parts } from './stack-fixture.ts'
import { TransactionLayer } from './transaction-layer.ts'

it('-- it cannot be sent for a bug of ours --> whoever wants to know of bugs does, and the process goes on', async () => {
  const clock = new FakeClock()
  const wheel = new TimerWheel(clock)
  const bugs: unknown[] = []
  const transport = new TransportLayer({
    network: new VirtualNetwork({ clock }).host(OURS),
    clock: wheel,
    resolver: new VirtualResolver({ 'peer.example': { a: ['192.0.2.2'] } }),
    onBug: (error) => bugs.push(error),
  })
  await transport.open([{ transport: 'UDP', address: OURS, port: 5060 }])
  const layer = new TransactionLayer({ transport, clock: wheel, user: new Journal() })
  const bug = new Error('a bug')
  transport.tap = {
    received() {},
    sent() {
      throw bug
    },
  }
  const uri = parseUri('sip:peer.example')
  if (!(uri instanceof SipUri)) throw new Error('no URI')
  layer.sendAck(parts('ACK'), { uri })
  await clock.advanceAsync(10)
  expect(bugs).toEqual([bug])
})
