/** Tells people of an rtpengine that does not answer this engine (decision 0016): an alert that stands until it does. */
import type { Clock, Timer } from '@mainline/sip'
import {
  addJob,
  clearAlerts,
  type Database,
  type Db,
  insertAlert,
  inTransaction,
  standingAlerts,
} from '@mainline/storage'
import type { Log } from './log.ts'

const kind = 'rtpengine-lost'
const LOOK_MS = 1_000
/** One that is started anew is back before it is missed. */
const MISSED_AFTER_MS = 10_000

export interface RtpengineAlertsOptions {
  /** Name of this engine. */
  readonly engine: string
  /** Those that it relays by, as it sees them now; their names never change. */
  readonly rtpengines: () => readonly { readonly name: string; readonly isThere: boolean }[]
  readonly clock: Clock
  readonly log: Pick<Log, 'warn'>
}

export class RtpengineAlerts {
  readonly #db: Db
  readonly #options: RtpengineAlertsOptions
  /** Since when each of those that do not answer has been away, ms of the clock. */
  readonly #awaySince = new Map<string, number>()
  /** Whether an alert of it shall stand, as was last said; none: not said yet, or nobody heard it. */
  readonly #told = new Map<string, boolean>()
  #telling: Promise<void> = Promise.resolve()
  #timer: Timer | undefined

  private constructor(db: Db, options: RtpengineAlertsOptions) {
    this.#db = db
    this.#options = options
  }

  /** Resolves when no alert stands of those that this engine relayed by before and does not any more. */
  static async begin({ kysely }: Database, options: RtpengineAlertsOptions): Promise<RtpengineAlerts> {
    const alerts = new RtpengineAlerts(kysely, options)
    const { engine, rtpengines, clock } = options
    await clearRtpengineAlerts(
      kysely,
      engine,
      clock.epoch(),
      rtpengines().map(({ name }) => name),
    )
    alerts.#look()
    return alerts
  }

  /** Who is stopped misses nobody. */
  async end(): Promise<void> {
    const { engine, clock } = this.#options
    if (this.#timer) clock.cancel(this.#timer)
    await this.#telling
    await clearRtpengineAlerts(this.#db, engine, clock.epoch())
  }

  #look(): void {
    const { rtpengines, clock } = this.#options
    const now = clock.now()
    for (const { name, isThere } of rtpengines()) {
      const since = this.#awaySince.get(name) ?? now
      if (isThere) this.#awaySince.delete(name)
      else this.#awaySince.set(name, since)
      const isMissed = !isThere && now - since >= MISSED_AFTER_MS
      if (isThere || isMissed) this.#say(name, isMissed)
    }
    this.#timer = clock.after(LOOK_MS, () => this.#look())
  }

  /** One after the other; what the database does not hear is said again with the next look. */
  #say(name: string, isMissed: boolean): void {
    if (this.#told.get(name) === isMissed) return
    this.#told.set(name, isMissed)
    this.#telling = this.#telling
      .then(() => (isMissed ? this.#raise(name) : this.#clear(name)))
      .catch((error: unknown) => {
        this.#told.delete(name)
        this.#options.log.warn({ error, rtpengine: name }, 'the database does not hear of an rtpengine')
      })
  }

  async #raise(rtpengine: string): Promise<void> {
    const { engine, clock } = this.#options
    await inTransaction(this.#db, async (tx) => {
      const raised = await insertAlert(tx, {
        kind,
        subject: subjectOf(engine, rtpengine),
        severity: 'warning',
        words: `rtpengine ${rtpengine} does not answer the call engine ${engine}; calls go on through another one or the engine itself. See whether it runs and whether its control port can be reached.`,
        data: { engine, rtpengine },
        operatorId: null,
        siteId: null,
        organizationId: null,
        numberId: null,
        at: clock.epoch(),
      })
      if (raised) await addJob(tx, 'write-alert-letters', {}, { key: 'write-alert-letters' })
    })
  }

  async #clear(rtpengine: string): Promise<void> {
    const { engine, clock } = this.#options
    await clearAlerts(this.#db, kind, [subjectOf(engine, rtpengine)], clock.epoch())
  }
}

const subjectOf = (engine: string, rtpengine: string): string => `${engine} ${rtpengine}`

/** Whom each engine misses, by the alerts that stand. @returns names of rtpengines by the name of the engine */
export async function missedRtpengines(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const missed = new Map<string, string[]>()
  for (const { data } of await standingAlerts(db, kind)) {
    const { engine, rtpengine } = data as { engine: string; rtpengine: string }
    missed.set(engine, [...(missed.get(engine) ?? []), rtpengine].toSorted())
  }
  return missed
}

/** Nobody misses them any more. @param at ms since the epoch @param but names of those that are looked after */
export async function clearRtpengineAlerts(
  db: Db,
  engine: string,
  at: number,
  but: readonly string[] = [],
): Promise<void> {
  const names = (await missedRtpengines(db)).get(engine) ?? []
  const over = names.filter((name) => !but.includes(name)).map((name) => subjectOf(engine, name))
  await clearAlerts(db, kind, over, at)
}
