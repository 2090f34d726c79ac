/**
 * `npm run demo`: a server of its own, a simulated carrier and phones on real sockets, and what becomes of calls to main
 * numbers. `-- --json` prints one object a case, names of cases play only these. Exit status 0 only if everything holds.
 */
import { Building } from './building.ts'
import { cases } from './cases/index.ts'
import { startDemoServer } from './demo-server.ts'
import { jsonReport, textReport } from './report.ts'
import { runCases } from './run-cases.ts'

const write = (line: string) => void process.stdout.write(`${line}\n`)
const chosen = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const played = cases.filter(({ id }) => chosen.length === 0 || chosen.includes(id))
const colour = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined
const report = process.argv.includes('--json') ? jsonReport(write) : textReport(write, colour)

const started = performance.now()
// Not `await using`: the reader of the dependency rules does not know it yet.
const open = new AsyncDisposableStack()
try {
  const server = open.use(await startDemoServer())
  report.ready(server.readyAfterMs)
  const building = open.use(await Building.open(server))
  const results = await runCases(building, played, report)
  report.done(results, (performance.now() - started) / 1000)
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1
} finally {
  await open.disposeAsync()
}
