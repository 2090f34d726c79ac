import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { MediaPlane } from './media-plane.ts'

/** sched(7): of SCHED_RR. */
const roundRobin = 2

/** Field 41 of proc(5)/stat, of the threads of this process that have this name. */
function policiesOf(name: string): number[] {
  return readdirSync('/proc/self/task')
    .map(statOf)
    .filter((stat) => stat.includes(`(${name})`))
    .map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[38]))
}

/** Empty when the thread has ended. */
function statOf(thread: string): string {
  try {
    return readFileSync(`/proc/self/task/${thread}/stat`, 'latin1')
  } catch {
    return ''
  }
}

it('the thread of the packets is woken before all ordinary work, where that is allowed; no other is', async ({
  skip,
}) => {
  if (spawnSync('chrt', ['--rr', '5', 'true']).status !== 0) skip('this machine does not allow it')
  const plane = await MediaPlane.open({ address: '127.0.0.1', ports: { from: 0, to: 0 }, boundAhead: 2 })
  try {
    expect(policiesOf('media')).toContain(roundRobin)
    expect(policiesOf('libuv-worker').every((policy) => policy === 0)).toBe(true)
  } finally {
    await plane.close()
  }
})
