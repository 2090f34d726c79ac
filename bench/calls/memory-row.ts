/** Memory of an established call: many are held up at once. */
import { sleep } from '../../interop/peers/waiting.ts'
import type { BenchServer } from './bench-server.ts'
import { type BenchSettings, progress } from './bench-settings.ts'
import { memoryKb } from './cpu-meter.ts'
import { noteLeftOver, noteRun, type Report } from './report.ts'
import { runLoad } from './sipp-load.ts'

const RATE = 200
/**
 * RFC 3261's timers keep what is left of an INVITE for 32 s; then only the call itself remains. The first calls are to end within
 * a minute all the same: after that Mainline asks parties who are silent whether they are still there, and sipp takes that amiss.
 */
const LINGER_MS = 37_000

/** Kilobytes per call that is up and whose INVITE transactions are gone. */
export async function memoryPerCall(
  report: Report,
  server: BenchServer,
  settings: BenchSettings,
): Promise<number> {
  const calls = settings.quick ? 600 : 3_000
  const short = { workload: 'w1', ratePerSecond: 50, calls: 500, ringMs: 100, talkMs: 100 } as const
  await runLoad(server, short, settings.folder)
  noteLeftOver(report, 'memory, warming', await server.leftOver('everything'))
  const before = memoryKb(server.pid).pss
  const rampMs = (calls / RATE) * 1_000
  let held = Number.NaN
  const result = await runLoad(
    server,
    {
      workload: 'w1',
      ratePerSecond: RATE,
      calls,
      talkMs: rampMs + LINGER_MS + 4_000,
      whileTalking: async () => {
        await sleep(rampMs + 1_000 + LINGER_MS)
        held = memoryKb(server.pid).pss
      },
    },
    settings.folder,
  )
  noteRun(report, server.name, result)
  noteLeftOver(report, 'memory', await server.leftOver('everything'))
  const kbPerCall = (held - before) / calls
  progress(
    `memory of ${server.name}: ${before} kB, with ${calls} calls ${held} kB: ${kbPerCall.toFixed(1)} kB each`,
  )
  return Number(kbPerCall.toFixed(1))
}
