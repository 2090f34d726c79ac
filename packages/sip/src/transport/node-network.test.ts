import { describe, expect, it } from 'vitest'
import { systemClock } from '../system-clock.ts'
import { TimerWheel } from '../timer-wheel.ts'
import { Journal, parts } from '../transaction/stack-fixture.ts'
import { TransactionLayer } from '../transaction/transaction-layer.ts'
import { nodeNetwork } from './node-network.ts'
import { TransportLayer } from './transport-layer.ts'

async function open(transport: 'UDP' | 'TCP', address: string) {
  const wheel = new TimerWheel(systemClock())
  const layer = new TransportLayer({ network: nodeNetwork(), clock: wheel })
  await layer.open([{ transport, address, port: 0 }])
  const user = new Journal()
  const transactions = new TransactionLayer({ transport: layer, clock: wheel, user })
  const port = layer.listening[0]?.port ?? 0
  return {
    user,
    layer,
    transactions,
    port,
    close: async () => {
      transactions.close()
      await layer.close()
    },
  }
}

describe('real sockets on loopback', () => {
  it('a datagram to port 0, which no socket takes --> the transaction has failed, and is over', async () => {
    const { transactions, user, close } = await open('UDP', '127.0.0.1')
    transactions.request(parts('INVITE'), { transport: 'UDP', address: '127.0.0.1', port: 0 }, user)
    await expect.poll(() => user.heard).toEqual(['send-failed', 'end'])
    expect(transactions.counts()).toMatchObject({ inviteClient: 0, timers: 0 })
    await close()
  })

  for (const [transport, address] of [
    ['UDP', '127.0.0.1'],
    ['TCP', '127.0.0.1'],
    ['UDP', '::1'],
    ['TCP', '::1'],
  ] as const) {
    it(`a hundred OPTIONS over ${transport} on ${address} are answered`, async () => {
      const caller = await open(transport, address)
      const callee = await open(transport, address)
      callee.user.answer = (_request, transaction) => transaction.respond({ status: 200, toTag: 'callee' })
      const statuses = await Promise.all(
        Array.from({ length: 100 }, (_, number) => {
          const { promise, resolve } = Promise.withResolvers<number>()
          caller.transactions.request(
            parts('OPTIONS', { callId: `call-${number}` }),
            { transport, address, port: callee.port },
            {
              onResponse: ({ status }) => resolve(status),
              onTimeout: () => resolve(408),
              onTransportError: () => resolve(503),
            },
          )
          return promise
        }),
      )
      expect(new Set(statuses)).toEqual(new Set([200]))
      expect(callee.user.heard.filter((word) => word === 'OPTIONS')).toHaveLength(100)
      expect(callee.layer.connections).toBe(transport === 'TCP' ? 1 : 0)
      await caller.close()
      await callee.close()
      expect(caller.layer.connections).toBe(0)
    })
  }

  it('a taken address --> rejects', async () => {
    for (const transport of ['UDP', 'TCP'] as const) {
      const first = await open(transport, '127.0.0.1')
      const layer = new TransportLayer({ network: nodeNetwork(), clock: systemClock() })
      await expect(layer.open([{ transport, address: '127.0.0.1', port: first.port }])).rejects.toMatchObject(
        {
          code: 'EADDRINUSE',
        },
      )
      await first.close()
    }
  })

  it('nobody listens on a TCP port --> a transport error', async () => {
    const caller = await open('TCP', '127.0.0.1')
    const gone = await open('TCP', '127.0.0.1')
    await gone.close()
    const { promise, resolve } = Promise.withResolvers<string>()
    caller.transactions.request(
      parts('OPTIONS'),
      { transport: 'TCP', address: '127.0.0.1', port: gone.port },
      {
        onResponse: () => resolve('response'),
        onTimeout: () => resolve('timeout'),
        onTransportError: ({ code }) => resolve(code),
      },
    )
    expect(await promise).toBe('connect-failed')
    await caller.close()
  })

  it('knows the addresses of this host', () => {
    expect(nodeNetwork().addresses()).toContain('127.0.0.1')
    expect(nodeNetwork().networks?.()).toContain('127.0.0.1/8')
  })
})
