/**
 * The real server on throwaway data and free ports, as a child process: what an operator installs, driven from outside
 * by its HTTP API and by SIP. Ended with everything it started, also when it was killed on purpose.
 */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ExternalDatabase, makeExternalDatabase } from '@mainline/storage/testing'
import { ApiClient } from './api-client.ts'
import { freePort } from './peers/ports.ts'
import { Program } from './peers/program.ts'
import { until } from './peers/waiting.ts'

export const TOKEN = 'interop-token-of-one-run'
const MAIN = new URL('../apps/server/src/main.ts', import.meta.url).pathname
/** What `npm start` tells Node and the C library (decision 0004). */
export const asStarted: readonly string[] = ['--no-memory-protection-keys', '--use-largepages=silent']
const startedWith = {
  MALLOC_ARENA_MAX: '2',
  NODE_COMPILE_CACHE: new URL('../node_modules/.cache/node', import.meta.url).pathname,
}

export interface ServerOptions {
  /** Where logs and, unless told otherwise, data go; made and removed by the fixture when left out. */
  readonly folder?: string
  readonly sipHost?: string
  /** How many RTP ports it may use, at a place of the fixture's choice; or which ones, as `first-last`. */
  readonly rtpPorts?: number | string
  readonly env?: Readonly<Record<string, string>>
  /** As many files as the system lets it open. */
  readonly openFiles?: number
  /** Whatever DATABASE_URL says: for tests of the embedded database itself, which they hang and kill. */
  readonly embedded?: boolean
  /** A server on whose database it is another one, which gives it the key. */
  readonly beside?: ServerFixture
  /** Files of its certificate, for SIP by TLS and HTTPS. */
  readonly tls?: { readonly certificate: string; readonly key: string }
}

interface Ports {
  readonly http: number
  readonly https: number
  readonly sip: number
  readonly sips: number
}

export class ServerFixture implements AsyncDisposable {
  readonly folder: string
  readonly sip: { readonly address: string; readonly port: number }
  /** Port of SIP by TLS, where that is on. */
  readonly sipsPort: number
  /** Port of HTTP; where HTTPS is on it only leads there. */
  readonly httpPort: number
  /** Origin of console and API. */
  readonly url: string
  readonly api: ApiClient
  readonly #env: Record<string, string>
  readonly #openFiles: number | undefined
  readonly #ownsFolder: boolean
  /** Of its own, on the server that DATABASE_URL names; undefined: the embedded one, or one that a test brings. */
  readonly #external: ExternalDatabase | undefined
  #program: Program | undefined
  #starts = 0

  private constructor(
    folder: string,
    ownsFolder: boolean,
    ports: Ports,
    options: ServerOptions,
    external: ExternalDatabase | undefined,
  ) {
    const { sipHost = '127.0.0.1', rtpPorts = 400, env } = options
    this.folder = folder
    this.#ownsFolder = ownsFolder
    this.#external = external
    this.#openFiles = options.openFiles
    this.sip = { address: sipHost, port: ports.sip }
    this.sipsPort = ports.sips
    this.httpPort = ports.http
    this.url = options.tls ? `https://127.0.0.1:${ports.https}` : `http://127.0.0.1:${ports.http}`
    this.api = new ApiClient(this.url, TOKEN)
    this.#env = {
      ...startedWith,
      MAINLINE_DATA: this.dataFolder,
      MAINLINE_HTTP_PORT: String(ports.http),
      MAINLINE_SIP_PORT: String(ports.sip),
      MAINLINE_SIP_HOST: sipHost,
      MAINLINE_RTP_PORTS: typeof rtpPorts === 'number' ? rtpRange(rtpPorts) : rtpPorts,
      MAINLINE_TOKEN: TOKEN,
      ...(options.tls && {
        MAINLINE_TLS_CERT: options.tls.certificate,
        MAINLINE_TLS_KEY: options.tls.key,
        MAINLINE_SIPS_PORT: String(ports.sips),
        MAINLINE_HTTPS_PORT: String(ports.https),
      }),
      NO_COLOR: '1',
      DATABASE_URL: external?.url ?? options.beside?.databaseUrl ?? '',
      ...env,
    }
  }

  /** Starts a server and waits until it says that it is ready. */
  static async start(options: ServerOptions = {}): Promise<ServerFixture> {
    const folder = options.folder ?? temporaryFolder('mainline-interop-')
    mkdirSync(folder, { recursive: true })
    const ports = {
      http: await freePort(),
      https: await freePort(),
      sip: await freePort(options.sipHost),
      sips: await freePort(options.sipHost),
    }
    const url =
      options.embedded || options.beside || options.env?.['DATABASE_URL']
        ? undefined
        : process.env['DATABASE_URL']
    const external = url ? await makeExternalDatabase(url) : undefined
    const server = new ServerFixture(folder, options.folder === undefined, ports, options, external)
    await server.start()
    return server
  }

  get dataFolder(): string {
    return join(this.folder, 'data')
  }

  /** Of its database, for a second server on it. */
  get databaseUrl(): string {
    if (this.#external) return this.#external.url
    const lines = readFileSync(join(this.dataFolder, 'postgres/postmaster.pid'), 'utf8').split('\n')
    return `postgresql://mainline@${encodeURIComponent(lines[4] ?? '')}/mainline`
  }

  get pid(): number {
    return this.#running.pid
  }

  get alive(): boolean {
    return this.#program?.alive ?? false
  }

  /** All it has written since its last start. */
  output(): string {
    return this.#program?.output() ?? ''
  }

  /** Starts it (again) on the same data and ports. */
  async start(): Promise<void> {
    const node = [process.execPath, ...asStarted, MAIN]
    const [command = '', ...args] =
      this.#openFiles === undefined ? node : ['prlimit', `--nofile=${this.#openFiles}`, ...node]
    const program = new Program({
      command,
      args,
      folder: this.folder,
      name: `server-${++this.#starts}`,
      env: this.#env,
    })
    this.#program = program
    try {
      await until(
        'the server to be ready',
        () => {
          if (!program.alive) throw new Error(`the server ended at its start: ${program.output()}`)
          return this.api.isReady()
        },
        120_000,
        () => program.output().slice(-4_000),
      )
    } catch (error) {
      await this[Symbol.asyncDispose]()
      throw error
    }
  }

  /** SIGTERM, and its exit status. */
  async stop(): Promise<number> {
    this.#running.kill('SIGTERM')
    await until(
      'the server to end after SIGTERM',
      () => !this.alive,
      60_000,
      () => this.output().slice(-4_000),
    )
    return this.#running.ended
  }

  /** What a crash, an out-of-memory kill or a pulled plug does. */
  async kill9(): Promise<void> {
    this.#running.kill('SIGKILL')
    await this.#running.ended
  }

  /** It stands still, as a virtual machine that is paused, until `goOn`. */
  standStill(): void {
    this.#running.kill('SIGSTOP')
  }

  goOn(): void {
    this.#running.kill('SIGCONT')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program?.stop('SIGTERM', 30_000)
    if (this.#external) await this.#external.drop()
    else endOrphanedDatabase(this.dataFolder)
    if (this.#ownsFolder && !process.env['KEEP_INTEROP_FOLDERS']) {
      rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    }
  }

  get #running(): Program {
    if (!this.#program) throw new Error('the server was not started')
    return this.#program
  }
}

/** Even ports below the range from which the system takes ports of its own, at a place that differs from run to run. */
function rtpRange(count: number): string {
  const room = Math.max(0, 31_000 - 11_000 - count)
  const first = 11_000 + 2 * Math.floor((Math.random() * room) / 2)
  return `${first}-${first + count - 1}`
}

/** A database whose server was killed waits for the next start; here none follows. */
function endOrphanedDatabase(dataFolder: string): void {
  try {
    const pid = Number(readFileSync(join(dataFolder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
    if (readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(dataFolder)) process.kill(pid, 'SIGQUIT')
  } catch {
    // It ended with the server.
  }
}

/** A temporary folder that the account of the embedded database may pass through: it refuses to run as root. */
export function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  chmodSync(folder, 0o755)
  return folder
}
