/**
 * Plans of the numbers that are called, kept until a change is announced. A number that was not found is remembered
 * for a short while too, so that a scan of unknown numbers does not reach the database each time.
 */
import type { Clock } from '@mainline/sip'
import type { Asked } from './location.ts'
import type { LivePlan, LoadedDevice, LoadedPlan, PlanSource } from './ports.ts'
import { Turns } from './turns.ts'

/** How long "no such number" is believed, milliseconds; a new number is announced, so this bounds only lost news. */
const UNKNOWN_FOR_MS = 5_000
/**
 * Queries at a time. After a start everybody's number has to be looked up; whoever waits for a turn meanwhile mostly finds that
 * it came as a neighbour, and phones that register still get a connection to the database.
 */
const QUERIES = 2
/** Those in whose name nobody has shown yet that he may speak, at a time: a flood of them holds up themselves only. */
const STRANGERS_QUERIES = 1
/** How long a call waits for its turn before its carrier is told to try elsewhere, milliseconds. */
const TURN_WITHIN_MS = 4_000

/** Lookups of one kind of asker: nobody waits for those of another. */
class Lane {
  readonly turns: Turns
  readonly loading = new Map<string, Promise<LivePlan | undefined>>()

  constructor(atATime: number, clock: Clock) {
    this.turns = new Turns({ atATime, patienceMs: TURN_WITHIN_MS, clock })
  }
}

export interface PlanDevices {
  /** A query begins; its plans are `learnt` as of this moment. */
  moment(): number
  /** Told of the devices of every plan that was loaded, before anybody uses it. */
  learn(device: LoadedDevice, asked: Asked): void
  /** What the plan said of the device is over, and the database may know better. @param now epoch ms */
  isOutdated(deviceId: string, now: number): boolean
}

export interface PlanCacheOptions {
  source: PlanSource
  /** Where the devices of plans are reached. */
  devices: PlanDevices
  clock: Clock
  /** Plans kept at most; the one loaded longest ago goes first. */
  capacity?: number
}

export class PlanCache {
  readonly #options: Required<PlanCacheOptions>
  readonly #plans = new Map<string, LivePlan>()
  /** Of which a change may have been missed: read anew before they are used, unless the database is away. */
  readonly #uncertain = new Map<string, LivePlan>()
  readonly #unknown = new Map<string, number>()
  readonly #calls: Lane
  readonly #strangers: Lane
  /** Grows with each change: what was asked for before a change must not be kept after it. */
  #epoch = 0

  constructor(options: PlanCacheOptions) {
    this.#options = { capacity: 500_000, ...options }
    this.#calls = new Lane(QUERIES, options.clock)
    this.#strangers = new Lane(STRANGERS_QUERIES, options.clock)
  }

  get size(): number {
    return this.#plans.size
  }

  /**
   * The plan if it is at hand: no promise on the way of a call. `null`: the number is known not to exist. One of whose devices
   * all bindings have expired is asked for once more, so that nobody is said to be away who is at another engine.
   */
  peek(e164: string): LivePlan | null | undefined {
    const plan = this.#plans.get(e164)
    if (plan) return this.#isOutdated(plan) ? undefined : plan
    const until = this.#unknown.get(e164)
    if (until === undefined) return undefined
    if (until > this.#options.clock.now()) return null
    this.#unknown.delete(e164)
    return undefined
  }

  /** The plan, loaded if need be. Calls for the same number share one query. @throws what the source throws */
  get(e164: string): Promise<LivePlan | undefined> {
    return this.#get(e164, this.#calls)
  }

  /** As `get`, for a name that somebody claims who has not shown yet who he is; no call waits for it. */
  getForStranger(e164: string): Promise<LivePlan | undefined> {
    return this.#get(e164, this.#strangers)
  }

  /** Forgets the plans of these numbers, or of the whole site, or all of them. */
  invalidate(change: { numbers: readonly string[] | null; siteId: string | null }): void {
    this.#overtakeQueries()
    if (change.numbers) {
      for (const e164 of change.numbers) {
        this.#forget(e164)
        this.#unknown.delete(e164)
      }
      return
    }
    this.#unknown.clear()
    if (change.siteId === null) {
      this.#plans.clear()
      this.#uncertain.clear()
      return
    }
    for (const plans of [this.#plans, this.#uncertain])
      for (const [e164, live] of plans) if (live.plan.siteId === change.siteId) plans.delete(e164)
  }

  /** Changes may have been missed: every plan is read anew with its next use, and serves as it is while the database is away. */
  uncertain(): void {
    this.#overtakeQueries()
    this.#unknown.clear()
    for (const [e164, live] of this.#plans) this.#uncertain.set(e164, live)
    this.#plans.clear()
  }

  #overtakeQueries(): void {
    this.#epoch += 1
    this.#calls.loading.clear()
    this.#strangers.loading.clear()
  }

  #forget(e164: string): void {
    this.#plans.delete(e164)
    this.#uncertain.delete(e164)
  }

  async #get(e164: string, lane: Lane): Promise<LivePlan | undefined> {
    const known = this.peek(e164)
    if (known !== undefined) return known ?? undefined
    const under = lane.loading.get(e164)
    if (under) return under
    const loading = this.#loadInTurn(e164, lane.turns)
      .catch((error: unknown) => this.#outdatedOrElse(e164, error))
      .finally(() => {
        // A change may have come meanwhile, and another call have asked anew.
        if (lane.loading.get(e164) === loading) lane.loading.delete(e164)
      })
    lane.loading.set(e164, loading)
    return loading
  }

  async #loadInTurn(e164: string, turns: Turns): Promise<LivePlan | undefined> {
    const turn = turns.take()
    if (turn !== undefined) await turn
    try {
      const known = this.peek(e164)
      return known === undefined ? await this.#load(e164) : (known ?? undefined)
    } finally {
      turns.done()
    }
  }

  /** While the database is away, a plan whose phones are not found rings whom it can, and leads to where it led when it was read. */
  #outdatedOrElse(e164: string, error: unknown): LivePlan {
    const outdated = this.#plans.get(e164) ?? this.#uncertain.get(e164)
    if (outdated === undefined) throw error
    return outdated
  }

  #isOutdated({ devices }: LivePlan): boolean {
    const now = this.#options.clock.epoch()
    return devices.some(({ id }) => this.#options.devices.isOutdated(id, now))
  }

  async #load(e164: string): Promise<LivePlan | undefined> {
    const { source, devices } = this.#options
    const epoch = this.#epoch
    const at = devices.moment()
    const plans = await source.load(e164)
    const wanted = plans.find((live) => live.plan.e164 === e164)
    // A change came while the query ran: its answer may be older than the change, so it is not kept.
    if (epoch !== this.#epoch) {
      if (wanted) this.#learn(wanted, { at, overtaken: true })
      return wanted
    }
    for (const live of plans) {
      this.#learn(live, { at })
      this.#keep(live)
    }
    if (!wanted) this.#rememberUnknown(e164)
    return wanted
  }

  #learn(live: LoadedPlan, asked: Asked): void {
    for (const device of live.devices) this.#options.devices.learn(device, asked)
  }

  #keep(live: LoadedPlan): void {
    this.#forget(live.plan.e164)
    if (this.#plans.size + this.#uncertain.size >= this.#options.capacity) {
      const oldest = this.#uncertain.size > 0 ? this.#uncertain : this.#plans
      const [number] = oldest.keys()
      if (number !== undefined) oldest.delete(number)
    }
    this.#plans.set(live.plan.e164, atRest(live))
  }

  #rememberUnknown(e164: string): void {
    if (this.#unknown.size > 10_000) this.#unknown.clear()
    this.#forget(e164)
    this.#unknown.set(e164, this.#options.clock.now() + UNKNOWN_FOR_MS)
  }
}

/** What is left of a plan once its devices are located: there may be hundreds of thousands of them. */
const atRest = ({ plan, operatorId, domain, devices }: LoadedPlan): LivePlan => ({
  plan,
  operatorId,
  domain,
  devices: devices.map(({ id, numberId }) => ({ id, numberId })),
})
