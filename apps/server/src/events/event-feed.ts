/**
 * The live events of the platform in this process, in the one order of the database: heard by NOTIFY, numbered, read
 * once and handed to everybody here who follows.
 */
import type { Clock, Timer } from '@mainline/sip'
import {
  type Database,
  type LiveEvent,
  liveEventBounds,
  liveEventChannel,
  numberLiveEvents,
  readLiveEvents,
} from '@mainline/storage'
import type { Log } from '../log.ts'

/** Given every event after the place at which it began to follow, in batches. It must not throw. */
export type Follower = (events: readonly LiveEvent[]) => void

const EVENTS_A_READ = 1_000
/** After a database that could not be read, milliseconds. */
const RETRY_MS = 1_000

export class EventFeed implements AsyncDisposable {
  readonly #database: Database
  readonly #clock: Clock
  readonly #log: Pick<Log, 'warn'>
  readonly #followers = new Set<Follower>()
  readonly #closing: (() => void)[] = []
  #place = 0
  #reading: Promise<void> | undefined
  #again = false
  #retry: Timer | undefined
  #closed = false
  #unlisten: (() => Promise<void>) | undefined

  private constructor(database: Database, clock: Clock, log: Pick<Log, 'warn'>) {
    this.#database = database
    this.#clock = clock
    this.#log = log
  }

  /** Begins at the present end of the stream. */
  static async open(database: Database, clock: Clock, log: Pick<Log, 'warn'>): Promise<EventFeed> {
    const feed = new EventFeed(database, clock, log)
    const wake = () => feed.wake()
    feed.#unlisten = await database.listen(liveEventChannel, wake, wake)
    await numberLiveEvents(database.kysely)
    feed.#place = (await liveEventBounds(database.kysely)).last
    return feed
  }

  /** Hands on what comes from now on, until the returned function is called. */
  follow(follower: Follower): () => void {
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  /** Called once when the feed closes; those who follow end then. @returns takes it back */
  onClose(ended: () => void): () => void {
    if (this.#closed) ended()
    else this.#closing.push(ended)
    return () => {
      const index = this.#closing.indexOf(ended)
      if (index >= 0) this.#closing.splice(index, 1)
    }
  }

  /** Something happened: reads on. */
  wake(): void {
    this.#again = true
    if (this.#closed) return
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = undefined
      if (this.#again) this.wake()
    })
  }

  /** Ends every stream here, then the feed. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    if (this.#retry) this.#clock.cancel(this.#retry)
    for (const ended of this.#closing.splice(0)) ended()
    await this.#reading
    // The connection may be gone already.
    await this.#unlisten?.().catch(() => {})
  }

  async #readOn(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false
        await numberLiveEvents(this.#database.kysely)
        await this.#handOn()
      }
    } catch (error) {
      if (this.#closed) return
      this.#again = false
      this.#log.warn({ error }, 'live events could not be read')
      this.#retry = this.#clock.after(RETRY_MS, () => this.wake())
    }
  }

  async #handOn(): Promise<void> {
    for (let full = true; full; ) {
      const events = await readLiveEvents(this.#database.kysely, {
        after: this.#place,
        limit: EVENTS_A_READ,
      })
      full = events.length === EVENTS_A_READ
      if (full) this.#again = true
      if (events.length === 0) return
      this.#place = events.at(-1)?.seq ?? this.#place
      for (const follower of this.#followers) follower(events)
    }
  }
}
