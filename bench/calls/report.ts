/** The one JSON object that `npm run bench:calls` prints. */
import type { LeftOver, ServerName, Workload } from './bench-server.ts'
import type { LoadResult } from './sipp-load.ts'

export interface WorkloadReport {
  /** Median CPU of the server's whole process tree per completed call in ms, by calls per second. */
  readonly cpuMsPerCall: Record<string, number>
  /** Highest step of the ramp with nothing failed, retransmitted or queued. */
  highestCleanRate?: number
  /** 99th percentile of INVITE → 200 at 200 calls/s, less that of the same load without a server. */
  p99MsAdded?: number
  /** Memory per established call in kB: PSS of the process tree with the calls up less that before, by their number. */
  kbPerCall?: number
}

export type ServerReport = Record<Workload, WorkloadReport>

export interface Report {
  mainline: ServerReport
  kamailio: ServerReport
  ratio: {
    w1Cpu: Record<string, number>
    w2Cpu: Record<string, number>
    w1Rate?: number
    manyNumbersCpu?: number
  }
  /** What Mainline still held after a load, by load and kind: `{}` says that all went back to zero. */
  leftOver: Record<string, LeftOver>
  /** Calls that failed, datagrams sent twice, by Mainline's rows and Kamailio's. */
  failures: Record<ServerName, { failedCalls: number; retransmissions: number }>
  method: Record<string, string>
}

export function emptyReport(): Report {
  const server = (): ServerReport => ({ w1: { cpuMsPerCall: {} }, w2: { cpuMsPerCall: {} } })
  return {
    mainline: server(),
    kamailio: server(),
    ratio: { w1Cpu: {}, w2Cpu: {} },
    leftOver: {},
    failures: {
      mainline: { failedCalls: 0, retransmissions: 0 },
      kamailio: { failedCalls: 0, retransmissions: 0 },
    },
    method: {
      w1: 'five registered phones ring, one answers after 1 s, four are cancelled, 3 s of call, BYE; UDP on loopback',
      w2: 'one registered phone rings, answers after 1 s, 3 s of call, BYE; UDP on loopback',
      cpu: 'sum of /proc/PID/task/*/schedstat over the server and all its descendants, embedded PostgreSQL included, from before the first call to 1.5 s after the last; median of the pairs, both servers alive, order reversed each pair, ratio = median of the pairs’ ratios',
      p99MsAdded:
        'sipp’s own response-time trace (4 ms steps), p99 through the server less p99 of the same caller and phone without a server',
      clean:
        'no failed call, no retransmission by caller or phones, median set-up within 8 ms of the unloaded one',
      kbPerCall:
        'calls held up until their INVITE transactions are gone, in a process started for it, warmed by 500 calls',
      kamailio:
        'Debian’s package, stateful record-routing proxy, two UDP workers, default socket buffers: no dialogs, registrations, records or media',
    },
  }
}

/** Adds a run's failures to the totals. */
export function noteRun(report: Report, server: ServerName, result: LoadResult): void {
  report.failures[server].failedCalls += result.failed
  report.failures[server].retransmissions += result.retransmissions
  if (server === 'mainline') noteLeftOver(report, 'calls after a run', result.leftOver)
}

/** Keeps what a load left behind, if it left anything. */
export function noteLeftOver(report: Report, load: string, leftOver: LeftOver): void {
  if (Object.keys(leftOver).length > 0) report.leftOver[load] = leftOver
}
