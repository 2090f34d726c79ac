/** The generator of the relay bench: compiled once with the system's C compiler, so that it costs less than what it measures. */

import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { alone } from './relay-under-test.ts'

/** What came back; times in microseconds. Jitter is the change of delay from one packet of a stream to the next. */
export interface LoadResult {
  readonly sent: number
  readonly received: number
  readonly delayP50: number
  readonly delayP99: number
  readonly jitterP50: number
  readonly jitterP99: number
}

/** Compiles the generator; returns the path of the program. */
export function compileLoad(): string {
  const program = join(mkdtempSync(join(tmpdir(), 'rtp-load-')), 'rtp-load')
  const source = fileURLToPath(new URL('rtp-load.c', import.meta.url))
  execFileSync('cc', ['-O2', '-o', program, source])
  return program
}

export interface Load {
  /** The ports of the parties: call i has parties 2i and 2i+1. */
  readonly ports: readonly number[]
  /** Sends to these ports of the relay, party by party, for the time given to `startLoad`. */
  run(targets: readonly number[]): Promise<LoadResult>
}

/** Starts the generator on cpu 1, its sockets bound, nothing sent yet. */
export async function startLoad(program: string, calls: number, seconds: number): Promise<Load> {
  const child = spawn('nice', alone(1, program, String(calls), String(seconds)), {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const first = await lines.next()
  return {
    ports: String(first.value).split(' ').map(Number),
    async run(targets) {
      child.stdin.end(`${targets.join('\n')}\n`)
      const last = await lines.next()
      if (last.done) throw new Error('the generator ended without a result')
      return JSON.parse(last.value)
    },
  }
}
