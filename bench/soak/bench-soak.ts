/**
 * `npm run bench:soak`: 100,000 W1 calls in one run on one server. No call may be lost, nothing be left, and resident
 * memory at the end be at most 1.05 × that after the first 20,000. One JSON object on standard output.
 *
 *   --calls N   100000 when left out
 *   --rate N    calls per second, 400 when left out
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { steadyPorts } from '../../interop/peers/ports.ts'
import { temporaryFolder } from '../../interop/server-fixture.ts'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import type { BenchServer } from '../calls/bench-server.ts'
import { PHONE_ADDRESS } from '../calls/bench-server.ts'
import { progress } from '../calls/bench-settings.ts'
import { memoryKb, residentKb } from '../calls/cpu-meter.ts'
import { inWords } from '../calls/cpu-rows.ts'
import { startMainline } from '../calls/mainline.ts'
import { runLoad } from '../calls/sipp-load.ts'
import { rounded, sum } from '../calls/statistics.ts'

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '100000' }, rate: { type: 'string', default: '400' } },
})
const total = Number(values.calls)
/** Five equal parts, measured at rest between them. */
const part = Math.floor(total / 5)
const folder = temporaryFolder('mainline-soak-')

try {
  ensureDebianPackages(['sip-tester'])
  await using server = await startMainline(join(folder, 'mainline'), await steadyPorts(5, PHONE_ADDRESS))
  const parts = []
  for (let done = 0; done < total; done += part) parts.push(await soak(server))
  const first = parts[0]
  const last = parts.at(-1)
  console.log(
    JSON.stringify(
      {
        calls: sum(parts.map((one) => one.calls)),
        failed: sum(parts.map((one) => one.failed)),
        retransmissions: sum(parts.map((one) => one.retransmissions)),
        leftOver: last?.leftOver,
        residentMbAfterEachPart: parts.map((one) => rounded(one.residentKb / 1024, 1)),
        memoryMbOfTheTree: parts.map((one) => rounded(one.pssKb / 1024, 1)),
        residentRatio: rounded((last?.residentKb ?? Number.NaN) / (first?.residentKb ?? Number.NaN)),
      },
      null,
      2,
    ),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function soak(server: BenchServer) {
  const load = {
    workload: 'w1',
    ratePerSecond: Number(values.rate),
    calls: part,
    ringMs: 100,
    talkMs: 100,
  } as const
  const { calls, failed, retransmissions, ...rest } = await runLoad(server, load, folder)
  progress(inWords({ calls, failed, retransmissions, ...rest }))
  const leftOver = await server.leftOver('everything')
  return {
    calls,
    failed,
    retransmissions,
    leftOver,
    residentKb: residentKb(server.pid),
    pssKb: memoryKb(server.pid).pss,
  }
}
