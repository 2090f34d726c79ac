/** What goes wrong while messages are left, at random: server, database, mail server and disk. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { signalDatabase } from '../crash/signal-database.ts'
import { sleep } from '../peers/waiting.ts'
import type { ServerFixture } from '../server-fixture.ts'
import { type MailSink, moods } from './mail-sink.ts'

export interface FaultCounts {
  serverKills: number
  databaseKills: number
  mailMoods: number
  /** Times the disk of the recordings was full; 'not possible' without the right to mount one. */
  diskFull: number | 'not possible'
}

export interface Stage {
  readonly server: ServerFixture
  readonly sink: MailSink
  /** Seconds that the disk stays full. */
  readonly fullSeconds: number
  readonly random: () => number
}

/** What waited for room is written within a second, and a machine under load takes its time. */
const CATCHES_UP_MS = 5_000

/** A disk for recordings alone, small enough to fill: what is on it is lost when it is taken away. */
const DISK_MB = 96

export class Faults {
  readonly counts: FaultCounts = { serverKills: 0, databaseKills: 0, mailMoods: 0, diskFull: 0 }
  /** `performance.now()` of each kill -9 of the server. */
  readonly killedAt: number[] = []
  /** What was done when, for who looks into a loss. */
  readonly history: string[] = []
  readonly #stage: Stage
  #over = false
  #filling: Promise<void> | undefined
  readonly #recordings: string

  constructor(stage: Stage) {
    this.#stage = stage
    this.#recordings = join(stage.server.dataFolder, 'recordings')
  }

  /** Puts the recordings on a disk of their own. Before the first message. */
  mountDisk(): void {
    mkdirSync(this.#recordings, { recursive: true })
    const options = ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', this.#recordings]
    if (spawnSync('mount', options, { stdio: 'ignore' }).status !== 0) this.counts.diskFull = 'not possible'
    process.once('exit', () => this.unmountDisk())
  }

  unmountDisk(): void {
    if (this.counts.diskFull !== 'not possible')
      spawnSync('umount', ['-l', this.#recordings], { stdio: 'ignore' })
  }

  /** One fault after the other, each of every kind first, until `stop`. */
  async run(): Promise<void> {
    const { random } = this.#stage
    const faults = [
      () => this.#killServer(),
      () => this.#killDatabase(),
      () => this.#changeMood(),
      () => this.#fill(),
    ]
    for (let round = 0; !this.#over; round += 1) {
      await this.#pass(4_000 + random() * 6_000)
      const fault = faults[round < faults.length ? round : Math.floor(random() * faults.length)]
      if (!this.#over) await fault?.()
    }
  }

  /** Ends it, and makes all whole again. */
  async stop(): Promise<void> {
    this.#over = true
    this.#stage.sink.mood = 'takes'
    await this.#filling
  }

  /** Not while the disk is full: what could not be written yet lives in the process alone. */
  async #killServer(): Promise<void> {
    await this.#filling
    if (this.#over) return
    this.counts.serverKills += 1
    this.#note('the server is killed')
    this.killedAt.push(performance.now())
    await this.#stage.server.kill9()
    await this.#stage.server.start()
  }

  async #killDatabase(): Promise<void> {
    this.counts.databaseKills += 1
    this.#note('the database is killed')
    signalDatabase(this.#stage.server.dataFolder, 'SIGKILL')
  }

  async #changeMood(): Promise<void> {
    const { sink, random } = this.#stage
    this.counts.mailMoods += 1
    const others = moods.filter((mood) => mood !== sink.mood)
    sink.mood = others[Math.floor(random() * others.length)] ?? 'takes'
  }

  /** Others go wrong meanwhile. */
  async #fill(): Promise<void> {
    if (this.counts.diskFull === 'not possible' || this.#filling) return
    this.counts.diskFull += 1
    this.#note('the disk is full')
    const ballast = join(this.#recordings, 'ballast')
    this.#filling = (async () => {
      fillUp(ballast)
      await this.#pass(this.#stage.fullSeconds * 1_000)
      rmSync(ballast, { force: true })
      this.#note('the disk has room')
      await sleep(CATCHES_UP_MS)
      this.#filling = undefined
    })()
  }

  #note(what: string): void {
    this.history.push(`${(performance.now() / 1_000).toFixed(1)} s: ${what}`)
  }

  /** Passes time, at most until the end. */
  async #pass(ms: number): Promise<void> {
    for (const until = performance.now() + ms; performance.now() < until && !this.#over; ) await sleep(100)
  }
}

/** Writes until there is no room for another byte. */
function fillUp(path: string): void {
  for (const size of [1 << 20, 4096, 1]) {
    const block = Buffer.alloc(size)
    try {
      for (;;) writeFileSync(path, block, { flag: 'a' })
    } catch {
      // Full, for blocks of this size.
    }
  }
}
