/** The generator of the relay bench. */

import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { compileC } from '../compile-c.ts'
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
export const compileLoad = (): string => compileC(new URL('rtp-load.c', import.meta.url))

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
