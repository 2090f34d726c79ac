/**
 * The disk of the data folder, where recordings, the journal of calls and the embedded database go: people are told before it is
 * full, and `/readyz` says so when it is. Calls are answered all the same.
 */
import type { Clock, Timer } from '@mainline/sip'
import { addJob, clearAlerts, type Database, raiseAnew, standingAlerts } from '@mainline/storage'
import type { Log } from './log.ts'

const LOOK_MS = 10_000
const MIB = 1024 ** 2
/** Room for days of messages; of a small disk its tenth. */
const ENOUGH = { bytes: 1024 * MIB, share: 0.1 }
/** Here the database soon cannot write any more: its log grows by 16 MiB at a time. */
const FULL = { bytes: 64 * MIB, share: 0.02 }
const kind = 'disk-fills'

export interface DiskSpace {
  /** That this process may use, bytes. */
  readonly free: number
  readonly total: number
}

export interface DiskWatchOptions {
  readonly database: Pick<Database, 'kysely'>
  /** Name of this server, and its data folder: they tell its alert from those of others on the same database. */
  readonly server: string
  readonly folder: string
  readonly space: () => Promise<DiskSpace>
  readonly clock: Clock
  readonly log: Pick<Log, 'warn' | 'error'>
}

type Level = 'roomy' | 'fills' | 'full'

export class DiskWatch {
  readonly #options: DiskWatchOptions
  #level: Level = 'roomy'
  /** What the alerts say already; undefined: not known. */
  #told: Level | undefined
  #timer: Timer | undefined

  private constructor(options: DiskWatchOptions) {
    this.#options = options
  }

  /** Looks at once, and every ten seconds until it is closed. */
  static async open(options: DiskWatchOptions): Promise<DiskWatch> {
    const watch = new DiskWatch(options)
    await watch.#look()
    return watch
  }

  /** Why the server is not ready; undefined while there is room. */
  notReady(): string | undefined {
    return this.#level === 'full' ? 'the disk of the data folder is full: no message can be kept' : undefined
  }

  close(): void {
    if (this.#timer !== undefined) this.#options.clock.cancel(this.#timer)
    this.#timer = undefined
  }

  async #look(): Promise<void> {
    const { space, clock, log } = this.#options
    this.#timer = clock.after(LOOK_MS, () => void this.#look())
    try {
      const found = await space()
      this.#level = levelOf(found, this.#level)
      if (this.#level === this.#told) return
      await this.#tell(this.#level, found)
      this.#told = this.#level
    } catch (error) {
      // The database that is to keep the alert may be on that disk: it is tried again.
      log.error({ error, level: this.#level }, 'the room on the disk of the data folder could not be told')
    }
  }

  async #tell(level: Level, { free, total }: DiskSpace): Promise<void> {
    const { database, server, folder, clock, log } = this.#options
    const subject = `${server} ${folder}`
    const at = clock.epoch()
    if (level === 'roomy') return void (await clearAlerts(database.kysely, kind, [subject], at))
    const words =
      level === 'full'
        ? `The disk of ${server} with ${folder} is full: calls are answered, and no message can be left. Make room there.`
        : `The disk of ${server} with ${folder} fills: ${Math.floor(free / MIB)} MB are free. Make room there before no message can be left.`
    log.warn({ free, total }, words)
    // One that stands since before a start says it already.
    const severity = level === 'full' ? 'critical' : 'warning'
    const standing = await standingAlerts(database.kysely, kind)
    if (standing.some((alert) => alert.subject === subject && alert.severity === severity)) return
    await raiseAnew(database.kysely, {
      kind,
      subject,
      severity,
      words,
      data: { server, folder, freeBytes: free, totalBytes: total },
      operatorId: null,
      siteId: null,
      organizationId: null,
      numberId: null,
      at,
    })
    await addJob(database.kysely, 'write-alert-letters', {}, { key: 'write-alert-letters' })
  }
}

/** What has been told is over only with a quarter more than that: one that is at the limit would be told of again and again. */
function levelOf({ free, total }: DiskSpace, before: Level): Level {
  const isBelow = ({ bytes, share }: typeof FULL, wasBelow: boolean) =>
    free < Math.min(bytes, total * share) * (wasBelow ? 1.25 : 1)
  if (isBelow(FULL, before === 'full')) return 'full'
  return isBelow(ENOUGH, before !== 'roomy') ? 'fills' : 'roomy'
}
