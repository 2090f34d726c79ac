/** The highest W1 rate that a server takes cleanly, found by a ramp. */
import { sleep } from '../../interop/peers/waiting.ts'
import type { BenchServer } from './bench-server.ts'
import { type BenchSettings, progress } from './bench-settings.ts'
import { inWords } from './cpu-rows.ts'
import { noteLeftOver, type Report } from './report.ts'
import { type LoadResult, runLoad } from './sipp-load.ts'

const STEPS = [200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800, 2000, 2400, 2800, 3200]
/** Set-up of an unloaded server is the ring time and sipp's own 4 ms; more than this above it is a queue. */
const RING_MS = 1_000
const QUEUEING_MS = 12
/** After an overload: the time in which a server still retransmits what is long over. */
const PEACE_MS = 40_000

/** Calls per second of the last clean step. A step that is not clean is tried once more before the ramp ends. */
export async function highestCleanRate(
  report: Report,
  server: BenchServer,
  settings: BenchSettings,
): Promise<number> {
  let clean = 0
  for (const rate of settings.quick ? STEPS.filter((step) => step % 800 === 0) : STEPS) {
    if (!(await isClean(server, rate, settings)) && !(await isClean(server, rate, settings))) break
    clean = rate
  }
  await sleep(settings.quick ? 0 : PEACE_MS)
  noteLeftOver(report, `ramp of ${server.name}`, await server.leftOver('everything'))
  return clean
}

async function isClean(server: BenchServer, rate: number, settings: BenchSettings): Promise<boolean> {
  const load = { workload: 'w1', ratePerSecond: rate, calls: rate * (settings.quick ? 4 : 8) } as const
  const result = await runLoad(server, load, settings.folder)
  progress(`ramp ${server.name} ${rate}/s: ${inWords(result)}`)
  if (clean(result)) return true
  await sleep(settings.quick ? 5_000 : PEACE_MS)
  return false
}

const clean = ({ failed, phoneFailures, retransmissions, setup }: LoadResult): boolean =>
  failed === 0 && phoneFailures === 0 && retransmissions === 0 && setup.p50 <= RING_MS + QUEUEING_MS
