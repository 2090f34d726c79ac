/** Does a call cost more when there are many numbers? The same load over 100 and over 100,000 main numbers. */
import { join } from 'node:path'
import { steadyPorts } from '../../interop/peers/ports.ts'
import { PHONE_ADDRESS } from './bench-server.ts'
import { type BenchSettings, progress } from './bench-settings.ts'
import { inWords } from './cpu-rows.ts'
import { startMainlineWithNumbers } from './many-numbers.ts'
import { noteLeftOver, noteRun, type Report } from './report.ts'
import { runLoad } from './sipp-load.ts'
import { median, rounded } from './statistics.ts'

const FEW = 100
const MANY = 100_000
const RATE = 200

/** CPU per call with many main numbers ÷ with few. Each number is called once before anything is measured. */
export async function compareManyNumbers(report: Report, settings: BenchSettings): Promise<number> {
  const many = settings.quick ? 5_000 : MANY
  const [fewPhone, manyPhone] = await steadyPorts(2, PHONE_ADDRESS)
  await using few = await startMainlineWithNumbers(join(settings.folder, 'few'), FEW, fewPhone ?? 0)
  await using lots = await startMainlineWithNumbers(join(settings.folder, 'many'), many, manyPhone ?? 0)
  for (const server of [few, lots]) {
    progress(`warming ${server.label} with ${many} calls`)
    const load = { workload: 'w2', ratePerSecond: 800, calls: many, ringMs: 50, talkMs: 50 } as const
    noteRun(report, 'mainline', await runLoad(server, load, settings.folder))
  }
  const ratios: number[] = []
  for (let pair = 0; pair < settings.pairs; pair += 1) {
    const cpu = new Map<string, number>()
    for (const server of pair % 2 === 0 ? [few, lots] : [lots, few]) {
      const load = { workload: 'w2', ratePerSecond: RATE, calls: RATE * (settings.quick ? 4 : 10) } as const
      const result = await runLoad(server, load, settings.folder)
      noteRun(report, 'mainline', result)
      progress(`${server.label} pair ${pair + 1}: ${inWords(result)}`)
      cpu.set(server.label, result.cpuMsPerCall)
    }
    ratios.push((cpu.get(lots.label) ?? Number.NaN) / (cpu.get(few.label) ?? Number.NaN))
  }
  for (const server of [few, lots]) noteLeftOver(report, server.label, await server.leftOver('everything'))
  return rounded(median(ratios))
}
