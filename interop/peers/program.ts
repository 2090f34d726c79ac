/**
 * A program nobody here wrote, run as a child in a folder of its own: started, watched, and surely ended, also when the
 * test or bench that started it dies half-way.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from './waiting.ts'

export interface ProgramOptions {
  readonly command: string
  readonly args: readonly string[]
  /** Working folder; `stdout.log` and `stderr.log` are written here. */
  readonly folder: string
  readonly env?: Readonly<Record<string, string>>
  /** Keeps standard input open for `write`. */
  readonly stdin?: boolean
  /** Base name of the log files, when several programs share a folder. */
  readonly name?: string
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(1))
}

export class Program {
  readonly #child: ChildProcess
  readonly #logs: readonly string[]
  /** The exit status once it has ended; -1 when a signal ended it. */
  readonly ended: Promise<number>
  exitCode: number | undefined

  constructor({ command, args, folder, env, stdin, name = command }: ProgramOptions) {
    mkdirSync(folder, { recursive: true })
    this.#logs = ['stdout', 'stderr'].map((stream) => join(folder, `${name}.${stream}.log`))
    const child = spawn(command, args, {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: [stdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    running.add(child)
    const written = [child.stdout, child.stderr].map((stream, index) => {
      const log = createWriteStream(this.#logs[index] ?? join(folder, `${name}.log`))
      stream?.pipe(log)
      return once(log, 'close')
    })
    this.ended = new Promise((resolve, reject) => {
      child.once('error', (error) => {
        running.delete(child)
        reject(new Error(`cannot start ${command}: ${error.message}`))
      })
      child.once('close', (code) => {
        running.delete(child)
        // What it said last is in its logs by then.
        Promise.allSettled(written).then(() => {
          this.exitCode = code ?? -1
          resolve(this.exitCode)
        })
      })
    })
    this.ended.catch(() => undefined)
  }

  get pid(): number {
    const { pid } = this.#child
    if (pid === undefined) throw new Error('the program did not start')
    return pid
  }

  get alive(): boolean {
    return this.exitCode === undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  write(line: string): void {
    this.#child.stdin?.write(`${line}\n`)
  }

  kill(signal: NodeJS.Signals): void {
    if (this.alive) this.#child.kill(signal)
  }

  /** All it has said so far, standard output before standard error. */
  output(): string {
    return this.#logs.map((path) => readOrEmpty(path)).join('')
  }

  /** Asks it to end, waits for `graceMs`, then insists. */
  async stop(signal: NodeJS.Signals = 'SIGTERM', graceMs = 2_000): Promise<void> {
    this.kill(signal)
    await Promise.race([this.ended.catch(() => -1), sleep(graceMs)])
    if (this.alive) this.kill('SIGKILL')
    await this.ended.catch(() => -1)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
