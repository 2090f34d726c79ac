/**
 * `npm run bench:calls`: Mainline beside Kamailio, both alive, the same loads in turn. One JSON object on standard output,
 * progress on standard error.
 *
 *   --quick         one pair of short runs per row
 *   --only ROWS     of w1, w2, rate, memory, many (comma-separated)
 *   --rates LIST    calls per second instead of 50,200,800
 *   --pairs N       pairs per row instead of 3
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { steadyPorts } from '../../interop/peers/ports.ts'
import { temporaryFolder } from '../../interop/server-fixture.ts'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import type { BenchServer } from './bench-server.ts'
import { PHONE_ADDRESS } from './bench-server.ts'
import type { BenchSettings } from './bench-settings.ts'
import { compareCpu, warm } from './cpu-rows.ts'
import { directTarget } from './direct.ts'
import { startKamailio } from './kamailio.ts'
import { startMainline } from './mainline.ts'
import { compareManyNumbers } from './many-numbers-row.ts'
import { memoryPerCall } from './memory-row.ts'
import { highestCleanRate } from './rate-row.ts'
import { emptyReport, type Report } from './report.ts'
import { rounded } from './statistics.ts'

const ROWS = ['w1', 'w2', 'rate', 'memory', 'many'] as const
const PHONES = 5

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: ROWS.join(',') },
    rates: { type: 'string', default: '50,200,800' },
    pairs: { type: 'string' },
  },
})
const only = new Set(values.only.split(','))
const folder = temporaryFolder('mainline-bench-')
const settings: BenchSettings = {
  quick: values.quick,
  rates: values.rates.split(',').map(Number),
  pairs: Number(values.pairs ?? (values.quick ? 1 : 3)),
  folder,
}

try {
  ensureDebianPackages(['kamailio', 'sip-tester'])
  console.log(JSON.stringify(await bench(), null, 2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function bench(): Promise<Report> {
  const report = emptyReport()
  const sideBySide = (['w1', 'w2', 'rate'] as const).filter((row) => only.has(row))
  if (sideBySide.length > 0) await benchSideBySide(report, sideBySide)
  if (only.has('memory')) await benchMemory(report)
  if (only.has('many')) report.ratio.manyNumbersCpu = await compareManyNumbers(report, settings)
  return report
}

async function benchSideBySide(report: Report, rows: readonly ('w1' | 'w2' | 'rate')[]): Promise<void> {
  await using kamailio = await startKamailio(
    join(folder, 'kamailio'),
    await steadyPorts(PHONES, PHONE_ADDRESS),
  )
  await using mainline = await startMainline(
    join(folder, 'mainline'),
    await steadyPorts(PHONES, PHONE_ADDRESS),
  )
  const direct = directTarget((await steadyPorts(1, PHONE_ADDRESS))[0] ?? 0)
  await warm([mainline, kamailio], settings)
  for (const workload of ['w1', 'w2'] as const) {
    if (rows.includes(workload)) await compareCpu(report, { mainline, kamailio, direct }, workload, settings)
  }
  if (rows.includes('rate')) {
    const rates = async (server: BenchServer) => {
      const rate = await highestCleanRate(report, server, settings)
      report[server.name].w1.highestCleanRate = rate
      return rate
    }
    const ours = await rates(mainline)
    report.ratio.w1Rate = rounded(ours / (await rates(kamailio)))
  }
}

async function benchMemory(report: Report): Promise<void> {
  for (const start of [startMainline, startKamailio]) {
    await using server = await start(
      join(folder, `memory-${start.name}`),
      await steadyPorts(PHONES, PHONE_ADDRESS),
    )
    report[server.name].w1.kbPerCall = await memoryPerCall(report, server, settings)
  }
}
