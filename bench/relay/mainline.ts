/** Mainline's relay, pinned to cpu 0. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { asStarted } from '../../interop/server-fixture.ts'
import { alone, type RelayUnderTest } from './relay-under-test.ts'

export async function startMainline(): Promise<RelayUnderTest> {
  const script = fileURLToPath(new URL('mainline-process.ts', import.meta.url))
  const child = spawn('nice', alone(0, process.execPath, ...asStarted, script), {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await once(child, 'spawn')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    pid: child.pid ?? 0,
    async setUp(parties) {
      child.stdin.write(`${JSON.stringify(parties)}\n`)
      const ports = await lines.next()
      if (ports.done) throw new Error('the relay ended')
      return JSON.parse(ports.value)
    },
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
