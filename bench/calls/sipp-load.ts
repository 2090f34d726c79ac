/** One load run: phones, a caller, and what the server paid for it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, udpDrops } from '../../interop/peers/ports.ts'
import { type Sipp, startSippCaller, startSippPhone } from '../../interop/peers/sipp.ts'
import { sleep } from '../../interop/peers/waiting.ts'
import { TRUNK_ADDRESS } from '../../interop/workspace.ts'
import { type LeftOver, type LoadTarget, PHONE_ADDRESS, type Workload } from './bench-server.ts'
import { cpuMs, memoryKb } from './cpu-meter.ts'
import { quantile, sum } from './statistics.ts'

/** What an idle server still does for the calls that just ended: transactions in their linger states, records to store. */
const SETTLE_MS = 1_500

export interface Load {
  readonly workload: Workload
  readonly ratePerSecond: number
  readonly calls: number
  readonly ringMs?: number
  readonly talkMs?: number
  /** Called numbers instead of the workload's own. */
  readonly dial?: readonly string[]
  /** Called while the calls are up and again when they are over. */
  readonly whileTalking?: () => Promise<void>
}

export interface LoadResult {
  readonly calls: number
  readonly failed: number
  /** By the caller and by the phones. */
  readonly retransmissions: number
  /** Failed calls as the phones saw them: an unexpected CANCEL or a missing ACK. */
  readonly phoneFailures: number
  readonly kernelDrops: number
  readonly cpuMsPerCall: number
  /** INVITE to 200 in ms. */
  readonly setup: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly peakPssKb: number
  readonly leftOver: LeftOver
}

/** Phones of one server, bound before anything is measured and ended with it. */
export async function startPhones(
  folder: string,
  ports: readonly number[],
  ringMs: number,
): Promise<readonly Sipp[]> {
  const started: Sipp[] = []
  try {
    for (const [index, port] of ports.entries()) {
      started.push(
        await startSippPhone({
          scenario: scenario(index === 0 ? 'phone-answers' : 'phone-rings'),
          folder,
          name: `phone${index + 1}`,
          address: PHONE_ADDRESS,
          port,
          pauseMs: ringMs,
        }),
      )
    }
    return started
  } catch (error) {
    await Promise.all(started.map((phone) => phone.stop('SIGKILL')))
    throw error
  }
}

/** Runs one load against one server and waits until the server is at rest again. */
export async function runLoad(server: LoadTarget, load: Load, parent: string): Promise<LoadResult> {
  const { workload, ratePerSecond, calls, ringMs = 1_000, talkMs = 3_000 } = load
  const folder = join(parent, `${server.label}-${workload}-${ratePerSecond}-${performance.now().toFixed(0)}`)
  mkdirSync(folder, { recursive: true })
  const ports = workload === 'w1' ? server.phonePorts : server.phonePorts.slice(0, 1)
  const phones = await startPhones(folder, ports, ringMs)
  try {
    const dial = join(folder, 'dial.csv')
    writeFileSync(dial, ['SEQUENTIAL', ...(load.dial ?? server.dial[workload])].join('\n').concat('\n'))
    const drops = udpDrops()
    const before = cpuMs(server.pid)
    await using caller = startSippCaller({
      scenario: scenario('trunk-caller'),
      folder,
      name: 'caller',
      address: TRUNK_ADDRESS,
      port: await freePort(TRUNK_ADDRESS),
      target: server.target,
      pauseMs: talkMs,
      calls,
      ratePerSecond,
      dial,
      traceResponseTimes: true,
      timeoutMs: (calls / ratePerSecond) * 1_000 + ringMs + talkMs + 35_000,
    })
    const peakPssKb = await watch(server, caller, load.whileTalking)
    await sleep(SETTLE_MS)
    const after = cpuMs(server.pid)
    const trunk = caller.statistics()
    // Written every second, and nothing has moved for longer.
    const seen = phones.map((phone) => phone.statistics())
    const times = caller.responseTimes()
    return {
      calls,
      failed: calls - trunk.successful,
      retransmissions: trunk.retransmissions + sum(seen.map((phone) => phone.retransmissions)),
      phoneFailures: sum(seen.map((phone) => phone.failed)),
      kernelDrops: udpDrops() - drops,
      cpuMsPerCall: (after - before) / Math.max(1, trunk.successful),
      setup: { p50: quantile(times, 0.5), p99: quantile(times, 0.99), max: quantile(times, 1) },
      peakPssKb,
      leftOver: await server.leftOver('calls'),
    }
  } finally {
    await Promise.all(phones.map((phone) => phone.stop('SIGKILL')))
  }
}

/** Samples the server's memory until the caller ends; resolves with the highest. */
async function watch(server: LoadTarget, caller: Sipp, whileTalking?: () => Promise<void>): Promise<number> {
  let peak = 0
  const sampling = (async () => {
    while (caller.alive) {
      // Reading smaps walks page tables: twice a second is enough and costs the server nothing.
      peak = Math.max(peak, memoryKb(server.pid).pss)
      await sleep(500)
    }
  })()
  await Promise.all([sampling, whileTalking?.(), caller.ended])
  return peak
}

const scenario = (name: string) => new URL(`sipp/${name}.xml`, import.meta.url).pathname
