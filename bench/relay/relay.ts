/**
 * CPU per relayed RTP packet, Mainline beside rtpengine in user space: same calls, same generator, in turns, medians.
 * Each relay is alone on cpu 0, the generator on cpu 1. Prints one JSON object.
 *
 *   node bench/relay/relay.ts [--calls 500] [--seconds 5] [--runs 3]
 */

import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { cpuMs } from '../calls/cpu-meter.ts'
import { median, rounded } from '../calls/statistics.ts'
import { startMainline } from './mainline.ts'
import type { RelayUnderTest } from './relay-under-test.ts'
import { compileLoad, type LoadResult, startLoad } from './rtp-load.ts'
import { startRtpengine } from './rtpengine.ts'

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '5' },
    runs: { type: 'string', default: '3' },
  },
})
const calls = Number(values.calls)
const seconds = Number(values.seconds)
/** Seconds of load before measuring: latching, compiling, filling of caches. */
const warmUp = 2
const packetsPerSecond = calls * 2 * 50

interface Run extends LoadResult {
  readonly cpuUsPerPacket: number
}

const program = compileLoad()
const rows: { mainline: Run[]; rtpengine: Run[] } = { mainline: [], rtpengine: [] }
for (let run = 0; run < Number(values.runs); run += 1) {
  rows.mainline.push(await measure(startMainline))
  rows.rtpengine.push(await measure(startRtpengine))
}
const mainline = summary(rows.mainline)
const rtpengine = summary(rows.rtpengine)
console.log(
  JSON.stringify({
    calls,
    packetsPerSecond,
    runs: rows.mainline.length,
    mainline,
    rtpengine,
    ratio: { cpu: rounded(mainline.cpuUsPerPacket / rtpengine.cpuUsPerPacket) },
    jitterMs: { p99: mainline.jitterMs.p99 },
  }),
)

async function measure(start: () => Promise<RelayUnderTest>): Promise<Run> {
  const relay = await start()
  try {
    const load = await startLoad(program, calls, warmUp + seconds + 0.5)
    const targets = await relay.setUp(load.ports)
    await wait(300)
    const running = load.run(targets)
    await wait(warmUp * 1000)
    const before = cpuMs(relay.pid)
    const from = performance.now()
    await wait(seconds * 1000)
    const used = cpuMs(relay.pid) - before
    const packets = (packetsPerSecond * (performance.now() - from)) / 1000
    const result = await running
    return { ...result, cpuUsPerPacket: (1000 * used) / (packets * (result.received / result.sent)) }
  } finally {
    await relay.stop()
  }
}

function summary(runs: readonly Run[]) {
  const of = (value: (run: Run) => number) => rounded(median(runs.map(value)))
  return {
    cpuUsPerPacket: of((run) => run.cpuUsPerPacket),
    cpuUsPerPacketOfEach: runs.map((run) => rounded(run.cpuUsPerPacket)),
    lossPercent: of((run) => 100 * (1 - run.received / run.sent)),
    delayMs: { p50: of((run) => run.delayP50 / 1000), p99: of((run) => run.delayP99 / 1000) },
    jitterMs: { p50: of((run) => run.jitterP50 / 1000), p99: of((run) => run.jitterP99 / 1000) },
  }
}
