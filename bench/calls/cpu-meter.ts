/**
 * CPU and memory of a server: the process and all its descendants, so that its database or worker processes are counted
 * too. Time comes from /proc/PID/task/TID/schedstat in nanoseconds; the 10 ms ticks of /proc/PID/stat would blur a short run.
 */
import { readdirSync, readFileSync } from 'node:fs'

const MS_PER_TICK = 10

/** The process and everything it started, as far as it lives. */
function processTree(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const fields = statFields(Number(name))
    const parent = Number(fields?.[1])
    if (fields) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const tree: number[] = []
  const todo = [root]
  for (let pid = todo.pop(); pid !== undefined; pid = todo.pop()) {
    tree.push(pid)
    todo.push(...(children.get(pid) ?? []))
  }
  return tree
}

/** CPU time in ms that the tree has used since each of its processes began; children that ended are included. */
export function cpuMs(root: number): number {
  let total = 0
  for (const pid of processTree(root)) total += liveCpuMs(pid) + endedChildrenCpuMs(pid)
  return total
}

/** Memory in kB: proportional share of shared pages, so that forked workers are not counted twice. */
export function memoryKb(root: number): { pss: number; rss: number } {
  const sum = { pss: 0, rss: 0 }
  for (const pid of processTree(root)) {
    const text = readOrEmpty(`/proc/${pid}/smaps_rollup`)
    sum.pss += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0)
    sum.rss += Number(/^Rss:\s+(\d+)/m.exec(text)?.[1] ?? 0)
  }
  return sum
}

/** Resident memory in kB of the one process, without its children. */
export function residentKb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readOrEmpty(`/proc/${pid}/status`))?.[1] ?? 0)
}

function liveCpuMs(pid: number): number {
  let nanoseconds = 0
  for (const task of readFolder(`/proc/${pid}/task`)) {
    nanoseconds += Number(readOrEmpty(`/proc/${pid}/task/${task}/schedstat`).split(' ')[0])
  }
  return nanoseconds / 1e6
}

function endedChildrenCpuMs(pid: number): number {
  const fields = statFields(pid)
  // Fields 16 and 17 of proc(5), counted from the state (field 3).
  return fields ? (Number(fields[13]) + Number(fields[14])) * MS_PER_TICK : 0
}

/** The fields of /proc/PID/stat from the state on: the name before it may hold anything. */
function statFields(pid: number): string[] | undefined {
  if (!Number.isInteger(pid)) return undefined
  const text = readOrEmpty(`/proc/${pid}/stat`)
  return text === '' ? undefined : text.slice(text.lastIndexOf(')') + 2).split(' ')
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

function readFolder(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
