/** CPU per call, Mainline and Kamailio in turn: the rows W1 and W2 at each rate. */
import type { BenchServer, LoadTarget, Workload } from './bench-server.ts'
import { type BenchSettings, progress } from './bench-settings.ts'
import { noteLeftOver, noteRun, type Report } from './report.ts'
import { type LoadResult, runLoad } from './sipp-load.ts'
import { median, rounded } from './statistics.ts'

/** The compiler of the runtime is done with the code of a call after about this many. */
const WARM_CALLS = 10_000
/** The rate at which the added set-up time is stated. */
const LATENCY_RATE = 200

export interface Contenders {
  readonly mainline: BenchServer
  readonly kamailio: BenchServer
  readonly direct: LoadTarget
}

/** Short calls until both servers are warm. */
export async function warm(servers: readonly BenchServer[], settings: BenchSettings): Promise<void> {
  for (const server of servers) {
    const calls = server.name === 'mainline' ? WARM_CALLS : 2_000
    progress(`warming ${server.name} with ${calls} calls`)
    const load = { workload: 'w1', ratePerSecond: 250, calls, ringMs: 100, talkMs: 100 } as const
    const { failed } = await runLoad(server, load, settings.folder)
    if (failed > 0) progress(`  ${failed} of them failed`)
  }
}

/** One row: every rate, `settings.pairs` pairs each; writes medians and ratios into the report. */
export async function compareCpu(
  report: Report,
  { mainline, kamailio, direct }: Contenders,
  workload: Workload,
  settings: BenchSettings,
): Promise<void> {
  for (const rate of settings.rates) {
    const load = { workload, ratePerSecond: rate, calls: Math.round(rate * seconds(rate, settings)) }
    const runs = { mainline: [] as LoadResult[], kamailio: [] as LoadResult[] }
    const withoutServer: LoadResult[] = []
    for (let pair = 0; pair < settings.pairs; pair += 1) {
      for (const server of pair % 2 === 0 ? [mainline, kamailio] : [kamailio, mainline]) {
        const result = await runLoad(server, load, settings.folder)
        runs[server.name].push(result)
        noteRun(report, server.name, result)
        progress(`${workload} ${rate}/s pair ${pair + 1} ${server.name}: ${inWords(result)}`)
      }
      if (rate === LATENCY_RATE) {
        withoutServer.push(await runLoad(direct, { ...load, workload: 'w2' }, settings.folder))
      }
    }
    for (const server of [mainline, kamailio]) {
      const cpu = runs[server.name].map((run) => run.cpuMsPerCall)
      report[server.name][workload].cpuMsPerCall[rate] = rounded(median(cpu))
    }
    const ratios = runs.mainline.map(
      (run, i) => run.cpuMsPerCall / (runs.kamailio[i]?.cpuMsPerCall ?? Number.NaN),
    )
    report.ratio[`${workload}Cpu`][rate] = rounded(median(ratios))
    if (rate === LATENCY_RATE) {
      const p99 = (results: readonly LoadResult[]) => median(results.map((run) => run.setup.p99))
      for (const server of [mainline, kamailio]) {
        report[server.name][workload].p99MsAdded = rounded(p99(runs[server.name]) - p99(withoutServer))
      }
    }
    noteLeftOver(report, `${workload} ${rate}/s`, await mainline.leftOver('everything'))
  }
}

/** Few calls a second need a longer look for the same number of calls. */
function seconds(rate: number, { quick }: BenchSettings): number {
  if (quick) return rate < 100 ? 6 : 4
  return rate < 100 ? 15 : 10
}

export function inWords(result: LoadResult): string {
  const { calls, failed, retransmissions, cpuMsPerCall, setup, peakPssKb, kernelDrops } = result
  return (
    `${cpuMsPerCall.toFixed(3)} ms/call, ${failed} of ${calls} failed, ${retransmissions} retransmissions, ` +
    `set-up p50 ${setup.p50} p99 ${setup.p99} max ${setup.max} ms, ${Math.round(peakPssKb / 1024)} MB` +
    `${kernelDrops > 0 ? `, ${kernelDrops} datagrams dropped by the kernel` : ''}`
  )
}
