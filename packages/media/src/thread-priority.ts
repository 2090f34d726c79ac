/** Threads whose lateness is heard go before those whose lateness is not. */

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { availableParallelism, setPriority } from 'node:os'

/**
 * Of real-time priorities the lower end: before all ordinary work, behind what the system itself needs. A packet that waits is
 * heard, so packets go before calls; pages, jobs and the database wait for both. V8's own threads come last: a thread that
 * collects garbage waits for what they have begun, and would wait with them for whatever else runs.
 */
const realTimePriorities = { packets: 5, signalling: 3, collecting: 1 } as const

/** Of util-linux, part of every Debian: for each pair of a priority and a thread. Threads that these start are as others. */
const inRealTime = 'while [ $# -gt 1 ]; do chrt --rr --reset-on-fork --pid "$1" "$2"; shift 2; done'

/**
 * Asks for this thread to be woken at once whatever else runs, as RTP and SIP want it (round robin, sched(7)). A nice value
 * holds only within the scheduling group of the process: beside a busy neighbour a thread with one is late all the same. What
 * the thread may have to wait for, V8's own threads, is woken so, too, behind it. Without the right to (root, CAP_SYS_NICE), or on
 * another system, all stays as it is.
 */
export function hurryThisThread(work: 'packets' | 'signalling'): void {
  const own = thisThread()
  const ofV8 = threadsOfV8()
  for (const thread of [own, ...ofV8]) prefer(thread, -10)
  // On a single core a storm of calls would keep the database from answering them.
  if (own === 0 || (work === 'signalling' && availableParallelism() < 2)) return
  const { collecting, [work]: ofWork } = realTimePriorities
  const pairs = [[ofWork, own], ...ofV8.map((thread) => [collecting, thread])].flat().map(String)
  // Without chrt, or without the right to, the nice values are what there is.
  spawnSync('sh', ['-c', inRealTime, 'sh', ...pairs], { stdio: 'ignore' })
}

/** By the system's number, read in this very thread: "1234/task/1240"; 0 where there is none. */
function thisThread(): number {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1))
  } catch {
    return 0
  }
}

function threadsOfV8(): number[] {
  try {
    return readdirSync('/proc/self/task')
      .filter((thread) => nameOf(thread) === 'V8Worker')
      .map(Number)
  } catch {
    return []
  }
}

/** Empty when it has ended. */
function nameOf(thread: string): string {
  try {
    return readFileSync(`/proc/self/task/${thread}/comm`, 'latin1').trim()
  } catch {
    return ''
  }
}

/**
 * Asks the system to prefer a thread, not its process: Linux has a nice value for each thread.
 *
 * @param nice -20 to 0
 */
function prefer(thread: number, nice: number): void {
  try {
    if (thread > 0) setPriority(thread, nice)
  } catch {
    // As everybody else, then.
  }
}
