import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { carrierIdentity, otherIdentity } from '../../testing/tls-identities.ts'
import { systemClock } from '../system-clock.ts'
import { nodeNetwork } from './node-network.ts'
import { NodeTls } from './node-tls.ts'
import { TransportLayer } from './transport-layer.ts'

const HERE = '127.0.0.1'

/** Both ends of the connections to that port whose kernel timer is that of keep-alives (proc_pid_net(5): 2). */
function keptAlive(port: number): number {
  const table = readFileSync('/proc/net/tcp', 'latin1').split('\n')
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return table
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, local, remote, state]) => state === '01' && (local?.endsWith(suffix) || remote?.endsWith(suffix)),
    )
    .filter(([, , , , , timer]) => timer?.startsWith('02:')).length
}

describe.runIf(process.platform === 'linux')('a connection without traffic', () => {
  for (const transport of ['TCP', 'TLS'] as const) {
    it(`${transport} --> both ends have the kernel find out whether the other is there`, async () => {
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
      await expect.poll(() => keptAlive(port), { timeout: 10_000 }).toBe(2)
      await Promise.all([caller.close(), callee.close()])
    })
  }
})
