/**
 * `npm run bench:settings`: 100 changes of settings a second on ten main numbers, and a call upon each. A route forwards
 * to a number that counts the changes, so that the carrier sees by which settings a call was handled. What is measured
 * goes from before the commit of a change to the first INVITE that obeys it. One JSON object on standard output;
 * exits with 1 when p99 is above 200 ms.
 *
 *   --seconds N   20 when left out
 *   --rate N      changes per second, 100 when left out
 */
import { parseArgs } from 'node:util'
import { ServerFixture } from '../../interop/server-fixture.ts'
import { quantile, rounded } from '../calls/statistics.ts'
import { Carrier } from './carrier.ts'
import { type Line, openLines } from './line.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, rate: { type: 'string', default: '100' } },
})
const seconds = Number(values.seconds)
const rate = Number(values.rate)
const LINES = 10
const GOAL_MS = 200

/** Two a call, and they rest between calls. */
const RTP_PORTS = 2_000

await using server = await ServerFixture.start({ rtpPorts: RTP_PORTS, env: { MAINLINE_LOG_LEVEL: 'warn' } })
await using carrier = await Carrier.open(server.sip)
const lines = await openLines(server, carrier, LINES)
for (const line of lines) await line.changeAndCall()
for (const line of lines) line.forget()

const started = performance.now()
await Promise.all(lines.map((line, index) => drive(line, index)))
const took = (performance.now() - started) / 1_000

const obeyed = lines.flatMap((line) => line.obeyedMs)
const answered = lines.flatMap((line) => line.answeredMs)
const report = {
  changes: obeyed.length,
  changesPerSecond: rounded(obeyed.length / took, 1),
  calls: lines.reduce((sum, line) => sum + line.calls, 0),
  /** Calls after the answer to a change that were still handled by the settings before. */
  staleCalls: lines.reduce((sum, line) => sum + line.stale, 0),
  p50Ms: rounded(quantile(obeyed, 0.5), 1),
  p99Ms: rounded(quantile(obeyed, 0.99), 1),
  maxMs: rounded(Math.max(...obeyed), 1),
  /** How long the API took to answer a change, engines' acknowledgement included. */
  answerP99Ms: rounded(quantile(answered, 0.99), 1),
}
console.log(JSON.stringify(report, null, 2))
if (!(report.p99Ms <= GOAL_MS)) process.exitCode = 1

/** Changes at its share of the rate, each at its time, or as soon as the one before it is obeyed. */
async function drive(line: Line, index: number): Promise<void> {
  const everyMs = (LINES / rate) * 1_000
  const first = started + (index / LINES) * everyMs
  const end = started + seconds * 1_000
  for (let turn = 0; first + turn * everyMs < end && performance.now() < end; turn += 1) {
    await line.until(first + turn * everyMs)
    await line.changeAndCall()
  }
}
