import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { carrierIdentity, otherIdentity } from '../../testing/tls-identities.ts'
import { systemClock } from '../system-clock.ts'
import { nodeNetwork } from './node-network.ts'
import { NodeTls } from './node-tls.ts'
import { TransportLayer } from './transport-layer.ts'

const HERE = '127.0.0.1'

/** The kernel's timer at either end of the connections to that port (proc_pid_net(5)): 00 none, 02 keep-alive. */
function timers(port: number): { readonly opened: string[]; readonly accepted: string[] } {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const established = readFileSync('/proc/net/tcp', 'latin1')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state]) => state === '01')
  const timerOf = ([, , , , , timer = '']: string[]): string => timer.slice(0, 2)
  return {
    opened: established.filter(([, , remote]) => remote?.endsWith(suffix)).map(timerOf),
    accepted: established.filter(([, local]) => local?.endsWith(suffix)).map(timerOf),
  }
}

describe.runIf(process.platform === 'linux')('a connection without traffic', () => {
  for (const transport of ['TCP', 'TLS'] as const) {
    it(`${transport} --> who opened it has the kernel find out whether the other is there`, async () => {
      const open = async (identity: typeof carrierIdentity) => {
        const layer = new TransportLayer({
          network: nodeNetwork(new NodeTls(identity)),
          clock: systemClock(),
        })
        await layer.open([{ transport, address: HERE, port: 0 }])
        return layer
      }
      const callee = await open(carrierIdentity)
      const caller = await open(otherIdentity)
      const port = callee.listening[0]?.port ?? 0
      caller.send({ transport, address: HERE, port }, '\r\n\r\n')
      // The pong says that the connection is up.
      await expect.poll(() => caller.counters.keepAlives, { timeout: 10_000 }).toBe(1)
      // Until what was sent is acknowledged another timer may run.
      const expected = { opened: ['02'], accepted: ['00'] }
      await expect.poll(() => timers(port), { timeout: 10_000 }).toEqual(expected)
      await Promise.all([caller.close(), callee.close()])
    })
  }
})
