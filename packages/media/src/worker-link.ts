/** One media worker as the signalling thread holds it: orders gathered once a turn, reports handed to whom they concern. */

import { Worker } from 'node:worker_threads'
import type { LeasedEndpoint } from './leased-endpoint.ts'
import type { MediaStatistics, RecordingResult } from './media-endpoint.ts'
import type { MediaPlaneOptions } from './media-plane.ts'
import { PortLeases } from './port-leases.ts'
import { systemClock } from './system-clock.ts'
import { type Batch, type Order, pack, type Report, unpack, type WorkerSettings } from './worker/protocol.ts'

/**
 * Pairs that are bound before anybody asks, and kept free: a hundred calls may come in the same instant, each takes two, and
 * binding needs some milliseconds that they do not have.
 */
export const boundAhead = 256
const keptFree = boundAhead / 2
/** Pairs asked for at a time when ports run short; doubled while demand goes on. */
const growBy = 64
const growAtMost = 256
/**
 * Packets leave garbage whose bytes lie outside of the heap. Swept often it costs a millisecond and never gets old; where it
 * piles up in a larger nursery V8 starts to collect everything, which stops the packets for up to 60 ms, twice a second.
 */
const youngMb = 24
/** Milliseconds that orders may wait which nobody waits for; well below the rest of a port between two calls. */
const sometime = 20

/** Callbacks waiting for a report that names their token. */
class Pending<Result> {
  readonly #waiting = new Map<number, (result: Result) => void>()
  #next = 1

  get size(): number {
    return this.#waiting.size
  }

  add(callback: (result: Result) => void): number {
    const token = this.#next
    this.#next += 1
    this.#waiting.set(token, callback)
    return token
  }

  settle(token: number, result: Result): void {
    const callback = this.#waiting.get(token)
    this.#waiting.delete(token)
    callback?.(result)
  }
}

export class WorkerLink {
  readonly leases: PortLeases
  readonly endpoints = new Map<number, LeasedEndpoint>()
  readonly playing = new Pending<'finished' | 'stopped' | 'failed'>()
  readonly recording = new Pending<RecordingResult>()
  readonly closing = new Map<number, (statistics: MediaStatistics) => void>()
  relays = 0
  readonly #worker: Worker
  readonly #address: string
  readonly #mostRecordings: number
  readonly #log: MediaPlaneOptions['log']
  #orders: Order[] = []
  #flushing = false
  #flushingSometime = false
  #growing = false
  #growth = growBy
  #exhausted = false
  #onBound: () => void = () => {}
  #onShutdown: () => void = () => {}
  readonly #failed: Promise<never>

  constructor(
    settings: WorkerSettings,
    quarantine: number,
    {
      log,
      onFailed,
      mostRecordings = Number.POSITIVE_INFINITY,
      workers = 1,
    }: Pick<MediaPlaneOptions, 'log' | 'onFailed' | 'mostRecordings' | 'workers'>,
  ) {
    this.leases = new PortLeases(quarantine, () => performance.now())
    this.#address = settings.address
    this.#mostRecordings = Math.ceil(mostRecordings / workers)
    this.#log = log
    this.#worker = new Worker(new URL('./worker/media-worker.ts', import.meta.url), {
      workerData: settings,
      name: 'media',
      resourceLimits: { maxYoungGenerationSizeMb: youngMb },
    })
    this.#worker.on('message', (batch: Batch<Report>) => this.#take(unpack(batch)))
    this.#failed = new Promise((_, reject) => this.#worker.on('error', reject))
    this.#failed.catch((error) => {
      this.#log?.('error', 'a media worker failed', { error: String(error) })
      if (this.leases.bound > 0) onFailed?.(error)
    })
  }

  /** Binds the first ports; rejects when the worker cannot start or bind any. */
  async start(pairs: number): Promise<void> {
    const bound = new Promise<void>((resolve) => {
      this.#onBound = resolve
    })
    this.#grow(pairs)
    this.#flush()
    await Promise.race([bound, this.#failed])
    if (this.leases.bound === 0)
      throw new Error(
        `no RTP port of ${this.#address} could be bound: all are taken, or it is no address of this machine`,
      )
  }

  /** Leases a slot, and asks for more ports when few are left. */
  take(): number | undefined {
    const slot = this.leases.take()
    if (!this.#exhausted && !this.#growing && this.leases.fresh < keptFree) {
      if (slot === undefined || this.leases.free < keptFree) this.#grow(this.#growth)
    }
    return slot
  }

  get mayRecord(): boolean {
    return this.recording.size < this.#mostRecordings
  }

  give(endpoint: LeasedEndpoint): void {
    this.endpoints.delete(endpoint.id)
    this.leases.give(endpoint.slot)
  }

  /** Sends an order with all others of this turn. */
  order(order: Order): void {
    this.#orders.push(order)
    if (this.#flushing) return
    this.#flushing = true
    setImmediate(this.#flush)
  }

  /** Sends an order with the next ones, or alone when none follow soon: the end of a call can wait, and saves a message. */
  orderSometime(order: Order): void {
    this.#orders.push(order)
    if (this.#flushing || this.#flushingSometime) return
    this.#flushingSometime = true
    systemClock.after(sometime, this.#flush)
  }

  async close(): Promise<void> {
    const done = new Promise<void>((resolve) => {
      this.#onShutdown = resolve
    })
    this.#orders.push({ op: 'shutdown' })
    this.#flush()
    await Promise.race([done, this.#failed.catch(() => {})])
    await this.#worker.terminate()
  }

  #grow(pairs: number): void {
    this.#growing = true
    this.#growth = Math.min(growAtMost, this.#growth * 2)
    this.order({ op: 'bind', pairs })
  }

  readonly #flush = (): void => {
    this.#flushing = false
    this.#flushingSometime = false
    if (this.#orders.length === 0) return
    const orders = this.#orders
    this.#orders = []
    this.#worker.postMessage(pack(orders))
  }

  #take(reports: readonly Report[]): void {
    for (const report of reports) {
      // Whoever is told of one endpoint keeps nothing from the others, and does not end the thread.
      try {
        this.#takeOne(report)
      } catch (error) {
        this.#log?.('error', 'a report of a media worker was not handled', {
          what: report.what,
          error: String(error),
        })
      }
    }
  }

  #takeOne(report: Report): void {
    switch (report.what) {
      case 'bound':
        this.leases.add(report.ports)
        this.#growing = false
        this.#exhausted = report.exhausted
        if (report.exhausted) this.#log?.('info', 'all RTP ports are bound', { pairs: this.leases.bound })
        this.#onBound()
        break
      case 'digit':
        this.endpoints.get(report.lease)?.heard?.(report.digit)
        break
      case 'inactive':
        this.endpoints.get(report.lease)?.inactive?.()
        break
      case 'lost':
        this.endpoints.get(report.lease)?.lost?.(report.why)
        break
      case 'played':
        this.playing.settle(report.token, report.reason)
        break
      case 'recorded':
        this.recording.settle(report.token, report.result)
        break
      case 'closed': {
        const callback = this.closing.get(report.lease)
        this.closing.delete(report.lease)
        callback?.(report.statistics)
        break
      }
      case 'log':
        this.#log?.(report.level, report.message, report.fields)
        break
      case 'shutdown':
        this.#onShutdown()
        break
    }
  }
}
