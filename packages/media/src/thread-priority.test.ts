import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
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

const isAllowed = () => spawnSync('chrt', ['--rr', '5', 'true']).status === 0

it("the thread of the packets is woken before all ordinary work, where that is allowed, and V8's, which it may wait for; no other is", async ({
  skip,
}) => {
  if (!isAllowed()) skip('this machine does not allow it')
  const plane = await MediaPlane.open({ address: '127.0.0.1', ports: { from: 0, to: 0 }, boundAhead: 2 })
  try {
    expect(policiesOf('media')).toContain(roundRobin)
    expect(new Set(policiesOf('V8Worker'))).toEqual(new Set([roundRobin]))
    expect(policiesOf('libuv-worker').every((policy) => policy === 0)).toBe(true)
  } finally {
    await plane.close()
  }
})

it('the thread of calls too, behind the packets', async ({ skip }) => {
  if (!isAllowed() || availableParallelism() < 2) skip('this machine does not allow it')
  const [packets, signalling] = [await fieldsAfter('packets'), await fieldsAfter('signalling')]
  expect([packets.policy, signalling.policy]).toEqual([roundRobin, roundRobin])
  expect(signalling.priority).toBeGreaterThan(0)
  expect(signalling.priority).toBeLessThan(packets.priority)
})

/** Fields 40 and 41 of a thread that is in a hurry for this work. */
async function fieldsAfter(work: string): Promise<{ priority: number; policy: number }> {
  const module = JSON.stringify(new URL('thread-priority.ts', import.meta.url).href)
  const code = `import(${module}).then(({ hurryThisThread }) => {
    hurryThisThread('${work}')
    require('node:worker_threads').parentPort.postMessage(require('node:fs').readFileSync('/proc/thread-self/stat', 'latin1'))
  })`
  const worker = new Worker(code, { eval: true })
  const [stat]: string[] = await once(worker, 'message')
  await worker.terminate()
  const fields = (stat ?? '').slice((stat ?? '').lastIndexOf(')') + 2).split(' ')
  return { priority: Number(fields[37]), policy: Number(fields[38]) }
}
