import { describe, expect, it } from 'vitest'
import { FakeClock, VirtualNetwork } from '../../testing/index.ts'
import { TimerWheel } from '../timer-wheel.ts'
import { TransportLayer } from '../transport/index.ts'
import { Journal, parts } from './stack-fixture.ts'
import { TransactionLayer } from './transaction-layer.ts'

/** Two stacks on TCP; `run` lets what is under way arrive without much time passing. */
async function openPair() {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock, conditions: { chunk: 50 } })
  const open = async (address: string) => {
    const wheel = new TimerWheel(clock)
    const transport = new TransportLayer({ network: network.host(address), clock: new TimerWheel(clock) })
    await transport.open([{ transport: 'TCP', address, port: 5060 }])
    const user = new Journal()
    return { user, transport, layer: new TransactionLayer({ transport, clock: wheel, user }) }
  }
  const caller = await open('192.0.2.1')
  const callee = await open('192.0.2.2')
  return { clock, network, caller, callee, run: () => clock.advance(100) }
}

const toCallee = { transport: 'TCP', address: '192.0.2.2', port: 5060 } as const
const idle = { inviteServer: 0, inviteClient: 0, server: 0, client: 0, timers: 0 }

describe('transactions on TCP (RFC 3261 §17: timers D, I, J, K are 0)', () => {
  it('OPTIONS answered --> both ends are gone at once', async () => {
    const { caller, callee, run } = await openPair()
    callee.user.answer = (_request, transaction) => transaction.respond({ status: 200, toTag: 'ours' })
    const user = new Journal()
    caller.layer.request(parts('OPTIONS'), toCallee, user)
    run()
    expect(user.heard).toEqual(['200', 'end'])
    expect(callee.user.heard).toEqual(['OPTIONS', 'end'])
    expect([caller.layer.counts(), callee.layer.counts()]).toEqual([idle, idle])
  })

  it('OPTIONS in progress --> nothing is repeated; given up after 32 s', async () => {
    const { clock, caller, callee, run } = await openPair()
    callee.user.answer = (_request, transaction) => transaction.respond({ status: 100 })
    const user = new Journal()
    caller.layer.request(parts('OPTIONS'), toCallee, user)
    run()
    clock.advance(32_000)
    expect(user.heard).toEqual(['100', 'timeout', 'end'])
    expect(callee.transport.counters.received).toBe(1)
  })

  it('INVITE refused --> ACKed, both ends are gone at once', async () => {
    const { caller, callee, run } = await openPair()
    callee.user.answer = (_request, transaction) => transaction.respond({ status: 486, toTag: 'ours' })
    const user = new Journal()
    caller.layer.request(parts('INVITE'), toCallee, user)
    run()
    expect(user.heard).toEqual(['486', 'end'])
    expect(callee.user.heard).toEqual(['INVITE', 'end'])
    expect([caller.layer.counts(), callee.layer.counts()]).toEqual([idle, idle])
  })

  it('INVITE refused, no ACK --> the 486 is not repeated, H still ends it', async () => {
    const { clock, network, caller, callee, run } = await openPair()
    caller.layer.request(parts('INVITE'), toCallee, new Journal())
    run()
    network.cut('192.0.2.1', '192.0.2.2')
    callee.user.server.respond({ status: 486, toTag: 'ours' })
    clock.advance(32_000)
    expect(callee.user.heard).toEqual(['INVITE', 'timeout', 'end'])
    expect(callee.transport.counters.sent).toBe(1)
  })

  it('INVITE answered --> both ends stay 32 s for forks and repetitions (RFC 6026 §8)', async () => {
    const { clock, caller, callee, run } = await openPair()
    callee.user.answer = (_request, transaction) => transaction.respond({ status: 200, toTag: 'ours' })
    const user = new Journal()
    caller.layer.request(parts('INVITE'), toCallee, user)
    run()
    expect(caller.layer.counts().inviteClient + callee.layer.counts().inviteServer).toBe(2)
    clock.advance(32_000)
    expect([caller.layer.counts(), callee.layer.counts()]).toEqual([idle, idle])
  })

  it('nobody listens --> a transport error', async () => {
    const { caller, run } = await openPair()
    const user = new Journal()
    caller.layer.request(parts('INVITE'), { ...toCallee, port: 5999 }, user)
    run()
    expect(user.heard).toEqual(['connect-failed', 'end'])
    expect(caller.layer.counts()).toEqual(idle)
  })

  describe('the connection breaks with the request in it (RFC 3261 §18.4)', () => {
    /** A callee that resets its first connections as soon as they say something. */
    async function openResetting(resets: number) {
      const pair = await openPair()
      const texts: string[] = []
      const host = pair.network.host('192.0.2.3')
      await host.listenTcp({
        address: '192.0.2.3',
        port: 5060,
        onError() {},
        onConnection(connection) {
          const number = texts.push('') - 1
          connection.handler = {
            onBytes(bytes) {
              texts[number] += bytes.toString('latin1')
              if (number < resets) connection.destroy(new Error('ECONNRESET'))
              else if (texts[number]?.endsWith('\r\n\r\n')) connection.write(answerTo(texts[number]))
            },
            onClose() {},
          }
        },
      })
      return { ...pair, texts, toResetting: { ...toCallee, address: '192.0.2.3' } }
    }

    const answerTo = (request: string): string =>
      `${request.replace(/^.*/, 'SIP/2.0 200 OK').replace(/^(Contact|Max-Forwards):.*\r\n/gm, '')}`

    for (const method of ['INVITE', 'OPTIONS']) {
      it(`${method}, once --> over another connection, as the same transaction`, async () => {
        const { caller, run, texts, toResetting } = await openResetting(1)
        const user = new Journal()
        const transaction = caller.layer.request(parts(method), toResetting, user)
        const { branch } = transaction
        run()
        expect(user.heard[0]).toBe('200')
        expect(texts).toHaveLength(2)
        expect(texts[1]).toContain(`branch=${branch}`)
      })

      it(`${method}, again --> a transport error, at once`, async () => {
        const { caller, run, texts, toResetting } = await openResetting(2)
        const user = new Journal()
        caller.layer.request(parts(method), toResetting, user)
        run()
        expect(user.heard).toEqual(['connection-closed', 'end'])
        expect(texts).toHaveLength(2)
        expect(caller.layer.counts()).toEqual(idle)
      })

      it(`${method} over a flow --> a transport error, at once`, async () => {
        const { caller, callee, run } = await openPair()
        callee.layer.request(
          parts('OPTIONS'),
          { transport: 'TCP', address: '192.0.2.1', port: 5060 },
          new Journal(),
        )
        run()
        const { flow } = caller.user.server
        caller.user.server.respond({ status: 200, toTag: 'ours' })
        run()
        const user = new Journal()
        caller.layer.request(parts(method), { flow }, user)
        run()
        await callee.transport.close()
        run()
        expect(user.heard).toEqual(['connection-closed', 'end'])
      })
    }

    it('a provisional response has come --> the answer may come another way', async () => {
      const { caller, callee, run } = await openPair()
      callee.user.answer = (_request, transaction) => transaction.respond({ status: 180, toTag: 'ours' })
      const user = new Journal()
      caller.layer.request(parts('INVITE'), toCallee, user)
      run()
      await callee.transport.close()
      run()
      expect(user.heard).toEqual(['180'])
      await callee.transport.open([{ transport: 'TCP', address: '192.0.2.2', port: 5060 }])
      callee.user.server.respond({ status: 200, toTag: 'ours' })
      run()
      expect(user.heard).toEqual(['180', '200'])
    })
  })

  it("the caller's connection is gone --> the response goes to its sent-by (RFC 3261 §18.2.2)", async () => {
    const { clock, caller, callee, run } = await openPair()
    const user = new Journal()
    caller.layer.request(parts('OPTIONS'), toCallee, user)
    run()
    await caller.transport.close()
    run()
    expect(callee.transport.connections).toBe(0)
    await caller.transport.open([{ transport: 'TCP', address: '192.0.2.1', port: 5060 }])
    callee.user.server.respond({ status: 200, toTag: 'ours' })
    run()
    expect(user.heard).toEqual(['200', 'end'])
    clock.advance(1)
  })

  it('terminated -- the last response could not be delivered --> nobody is told any more', async () => {
    const { caller, callee, run } = await openPair()
    caller.layer.request(parts('OPTIONS'), toCallee, new Journal())
    run()
    await caller.transport.close()
    run()
    callee.user.server.respond({ status: 200, toTag: 'ours' })
    run()
    expect(callee.user.heard).toEqual(['OPTIONS', 'end'])
    expect(callee.transport.counters.sendFailures).toBe(1)
    expect(callee.layer.counts()).toEqual(idle)
  })
})
