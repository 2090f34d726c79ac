/** Threads whose lateness is heard go before those whose lateness is not. */

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { availableParallelism, setPriority } from 'node:os'

/**
 * Of real-time priorities the lower end: before all ordinary work, behind what the system itself needs. A packet that waits is
 * heard, so packets go before calls; pages, jobs and the database wait for both.
 */
const realTimePriorities = { packets: 5, signalling: 3 } as const

/**
 * Asks the system to prefer this thread, not its process: Linux has a nice value for each thread. Without the right to
 * (root, CAP_SYS_NICE), or on another system, all stays as it is.
 *
 * @param nice -20 to 0
 */
function preferThisThread(nice: number): void {
  prefer(thisThread(), nice)
}

/**
 * Asks for this thread to be woken at once whatever else runs, as RTP and SIP want it (round robin, sched(7)). A nice value
 * holds only within the scheduling group of the process: beside a busy neighbour a thread with one is late all the same. What
 * the thread may have to wait for, V8's own threads that collect garbage, is preferred too.
 */
export function hurryThisThread(work: keyof typeof realTimePriorities): void {
  preferThisThread(-10)
  for (const thread of threadsOfV8()) prefer(thread, -10)
  // On a single core a storm of calls would keep the database from answering them.
  if (work === 'signalling' && availableParallelism() < 2) return
  // Part of every Debian; elsewhere, or without the right to, the nice values are what there is. Threads that it starts are as others.
  const order = ['--rr', '--reset-on-fork', '--pid', String(realTimePriorities[work]), String(thisThread())]
  if (thisThread() > 0) spawnSync('chrt', order, { stdio: 'ignore' })
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

function prefer(thread: number, nice: number): void {
  try {
    if (thread > 0) setPriority(thread, nice)
  } catch {
    // As everybody else, then.
  }
}
