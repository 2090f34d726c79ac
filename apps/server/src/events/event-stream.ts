/**
 * One client's stream of server-sent events: first what it missed, then what happens. Text is made only as fast as the
 * client takes it; what waits meanwhile is bounded, and a client that falls behind is cut off to come again with the id
 * of the last event that it got.
 */
import { Readable } from 'node:stream'
import type { Clock } from '@mainline/sip'
import type { LiveEvent } from '@mainline/storage'
import type { EventFeed } from './event-feed.ts'
import { eventText, presentEvent } from './present-event.ts'

export interface EventStreamOptions {
  readonly feed: EventFeed
  readonly clock: Clock
  /** Whether this client may see the event and asked for it. */
  readonly wants: (event: LiveEvent) => boolean
  /** Events with a place after this one that the client may see, in order; an empty page is the end. */
  readonly missed: (after: number) => Promise<readonly LiveEvent[]>
  /** The first and last place that are kept. */
  readonly bounds: () => Promise<{ first: number; last: number }>
  /** The last event that the client has; undefined: it begins now. */
  readonly after: number | undefined
  /** false: what was missed, then the end. */
  readonly follow: boolean
  /** Whether the client may still do what it could when it began. */
  readonly isStillAllowed: () => Promise<boolean>
  /** Called at the start and now and then while the stream is open. */
  readonly alive?: (() => void) | undefined
  readonly limits?: Partial<StreamLimits> | undefined
}

export interface StreamLimits {
  /** Between comments that keep the connection open, ms. */
  readonly heartbeatMs: number
  /** How long a right that is gone may be used at most, ms. */
  readonly checkMs: number
  /** Events that wait for a slow client. */
  readonly waiting: number
  /** After this long the stream ends, and the client comes again with its rights checked anew, ms. */
  readonly lifetimeMs: number
}

const usual: StreamLimits = { heartbeatMs: 15_000, checkMs: 5_000, waiting: 2_000, lifetimeMs: 10 * 60_000 }
/** Heartbeats between two calls of `alive`. */
const ALIVE_EVERY = 20

export function eventStream(options: EventStreamOptions): Readable {
  const limits = { ...usual, ...options.limits }
  const inbox = new Inbox(limits.waiting, () => stream.destroy())
  const stream: Readable = Readable.from(textOf(options, limits, inbox), { objectMode: true })
  // Before anything is read: what happens while the client catches up waits in the inbox.
  if (options.follow) {
    const leave = options.feed.follow((events) => inbox.put(events.filter(options.wants)))
    const forget = options.feed.onClose(() => inbox.end())
    stream.once('close', () => {
      leave()
      forget()
      inbox.end()
    })
  }
  return stream
}

async function* textOf(
  options: EventStreamOptions,
  limits: StreamLimits,
  inbox: Inbox,
): AsyncGenerator<string> {
  const { after, missed, wants, follow, clock, alive } = options
  alive?.()
  yield 'retry: 2000\n: connected\n\n'
  let place = after ?? 0
  if (after !== undefined) {
    const { first, last } = await options.bounds()
    if (isForgotten(after, first, last)) {
      yield `id: ${last}\nevent: reset\ndata: {}\n\n`
      place = last
    }
    for (let page = await missed(place); page.length > 0; page = await missed(place)) {
      place = page.at(-1)?.seq ?? place
      const text = page.filter(wants).map(presentEvent).map(eventText).join('')
      if (text) yield text
    }
  }
  if (!follow) return
  const endAt = clock.now() + limits.lifetimeMs
  let checkAt = clock.now() + limits.checkMs
  for (let beats = 1; clock.now() < endAt; ) {
    const events = await inbox.take(clock, limits.heartbeatMs)
    if (events === 'ended') return
    if (clock.now() >= checkAt) {
      // The client comes again and is told why it may not. A database that is away takes nobody's rights.
      if (!(await options.isStillAllowed().catch(() => true))) return
      checkAt = clock.now() + limits.checkMs
    }
    const text = events
      .filter(({ seq }) => seq > place)
      .map(presentEvent)
      .map(eventText)
      .join('')
    if (text) yield text
    if (events.length > 0) continue
    yield ': \n\n'
    if (beats++ % ALIVE_EVERY === 0) alive?.()
  }
}

/** Events that the client has not seen are gone already, or it names a place that never was. */
const isForgotten = (after: number, first: number, last: number): boolean =>
  after > last || (first > 0 ? after < first - 1 : after < last)

/** What waits for one client. */
class Inbox {
  readonly #most: number
  readonly #overflow: () => void
  #events: LiveEvent[] = []
  #ended = false
  #wake: (() => void) | undefined

  constructor(most: number, overflow: () => void) {
    this.#most = most
    this.#overflow = overflow
  }

  put(events: readonly LiveEvent[]): void {
    if (this.#ended || events.length === 0) return
    this.#events.push(...events)
    if (this.#events.length > this.#most) {
      this.end()
      this.#overflow()
    }
    this.#wake?.()
  }

  end(): void {
    this.#ended = true
    this.#wake?.()
  }

  /** What waits, or after so long nothing; `ended` when nothing more will come. */
  async take(clock: Clock, longestMs: number): Promise<readonly LiveEvent[] | 'ended'> {
    if (this.#events.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        const timer = clock.after(longestMs, resolve)
        this.#wake = () => {
          clock.cancel(timer)
          resolve()
        }
      })
      this.#wake = undefined
    }
    const events = this.#events
    this.#events = []
    return events.length === 0 && this.#ended ? 'ended' : events
  }
}
