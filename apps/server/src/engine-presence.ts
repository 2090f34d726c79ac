/**
 * How an engine takes part in the platform (N5): it says every second that it lives, drops what changed the moment it
 * is announced, and acknowledges a barrier once everything announced before it is dropped. Nothing of it costs per call.
 */
import type { AnnouncedChanges } from '@mainline/engine'
import type { Clock, Timer } from '@mainline/sip'
import {
  acknowledgeChanges,
  barrierChannel,
  beatEngine,
  clearAlerts,
  type Database,
  endEngine,
  lastChange,
  parseBarrier,
  parsePlanChange,
  planChannel,
} from '@mainline/storage'
import type { Log } from './log.ts'

/** Three missed ones make a dead engine (`ENGINE_SILENCE_MS`). */
const BEAT_MS = 1_000

export interface PresenceOptions {
  readonly id: string
  /** Tells people which one it is. */
  readonly name: string
  readonly clock: Clock
  readonly log: Log
}

export class EnginePresence {
  readonly #database: Database
  readonly #changes: AnnouncedChanges
  readonly #options: PresenceOptions
  #timer: Timer | undefined
  #ended = false
  /** Up to where is acknowledged, and shall be. */
  #acknowledged = 0
  #wanted = 0
  #acknowledging = false

  private constructor(database: Database, changes: AnnouncedChanges, options: PresenceOptions) {
    this.#database = database
    this.#changes = changes
    this.#options = options
  }

  /** Resolves when the engine counts: whatever is committed from then on waits for its acknowledgement. */
  static async begin(
    database: Database,
    changes: AnnouncedChanges,
    options: PresenceOptions,
  ): Promise<EnginePresence> {
    const presence = new EnginePresence(database, changes, options)
    await database.listen(planChannel, (payload) => changes.planChanged(parsePlanChange(payload)))
    await database.listen(
      barrierChannel,
      (payload) => presence.#acknowledge(parseBarrier(payload)),
      () => presence.#track(presence.#takeUp()),
    )
    await beatEngine(database.kysely, options.id, options.name)
    await clearAlerts(database.kysely, 'engine-lost', [options.name], options.clock.epoch())
    await presence.#takeUp()
    presence.#scheduleBeat()
    return presence
  }

  /** Nobody waits for it any more. */
  async end(): Promise<void> {
    this.#ended = true
    if (this.#timer) this.#options.clock.cancel(this.#timer)
    await endEngine(this.#database.kysely, this.#options.id)
  }

  /** Announcements may have been missed: what was committed by now is read anew, and thereby acknowledged. */
  async #takeUp(): Promise<void> {
    // First asked, then dropped: a plan that is loaded in between is dropped too.
    const seq = await lastChange(this.#database.kysely)
    this.#changes.plansUncertain()
    this.#acknowledge(seq)
  }

  #acknowledge(seq: number): void {
    this.#wanted = Math.max(this.#wanted, seq)
    if (!this.#acknowledging) this.#track(this.#acknowledgeAll())
  }

  /** Barriers that come while one acknowledgement is on its way are acknowledged by the next, together. */
  async #acknowledgeAll(): Promise<void> {
    this.#acknowledging = true
    try {
      while (this.#acknowledged < this.#wanted) {
        const seq = this.#wanted
        await this.#changes.taken()
        await acknowledgeChanges(this.#database.kysely, this.#options.id, seq)
        this.#acknowledged = seq
      }
    } finally {
      this.#acknowledging = false
    }
  }

  #scheduleBeat(): void {
    this.#timer = this.#options.clock.after(BEAT_MS, () => this.#track(this.#beat()))
  }

  async #beat(): Promise<void> {
    try {
      await beatEngine(this.#database.kysely, this.#options.id, this.#options.name)
      // One that could not be sent while the database was away.
      if (this.#acknowledged < this.#wanted) this.#acknowledge(this.#wanted)
    } finally {
      if (!this.#ended) this.#scheduleBeat()
    }
  }

  #track(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.#ended) this.#options.log.warn({ error }, 'the database does not hear of this engine')
    })
  }
}
