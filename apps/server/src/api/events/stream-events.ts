/** Follows what happens, as it happens. */
import type { Readable } from 'node:stream'
import type * as contract from '@mainline/contract'
import type { MethodInput } from '@mainline/contract'
import type { Clock } from '@mainline/sip'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { EventFeed } from '../../events/event-feed.ts'
import { eventStream, type StreamLimits } from '../../events/event-stream.ts'
import { sightOf } from '../../events/sight.ts'
import { Content, type Handler } from '../../http/handler.ts'

export interface StreamEventsNeeds {
  readonly database: storage.Database
  readonly feed: EventFeed
  readonly clock: Clock
  readonly streamLimits?: Partial<StreamLimits> | undefined
}

/** How long events of calls are written after a stream was cut, so that it can go on where it was, ms. */
const INTEREST_MS = 15 * 60_000
const EVENTS_A_PAGE = 500
/** Streams of one person or token: many windows, and no more. */
const mostStreams = 100

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx would gather what is meant to be read at once.
  'x-accel-buffering': 'no',
}

export function streamEvents({
  database,
  feed,
  clock,
  streamLimits,
}: StreamEventsNeeds): Handler<typeof contract.streamEvents> {
  const open = new OpenStreams()
  return async ({ query }, facts) => {
    const { principal, db } = facts
    if (open.of(principal.id) >= mostStreams)
      return new Refused('too-many-attempts', `no more than ${mostStreams} event streams at a time`, {
        retryAfterSeconds: 60,
      })
    const system = database.kysely
    const maySee = await sightOf(principal, db)
    const operatorId = principal.operatorId ?? query.operatorId ?? null
    const stream = eventStream({
      feed,
      clock,
      wants: (event) => isAskedFor(query, event) && maySee(event),
      missed: (after) => storage.readLiveEvents(db, { ...query, after, limit: EVENTS_A_PAGE }),
      // The same for everybody, whatever they may see of it.
      bounds: () => storage.liveEventBounds(system),
      after: placeOf(facts.header('last-event-id') ?? query.after),
      follow: query.follow === 'true',
      isStillAllowed: facts.isStillAllowed,
      alive: () => void storage.noteInterest(system, operatorId, clock.epoch() + INTEREST_MS).catch(() => {}),
      limits: streamLimits,
    })
    open.add(principal.id, stream)
    return new Content(200, headers, stream)
  }
}

/** How many streams each principal has. */
class OpenStreams {
  readonly #counts = new Map<string, number>()

  of(id: string): number {
    return this.#counts.get(id) ?? 0
  }

  add(id: string, stream: Readable): void {
    this.#counts.set(id, this.of(id) + 1)
    stream.once('close', () => {
      const left = this.of(id) - 1
      if (left > 0) this.#counts.set(id, left)
      else this.#counts.delete(id)
    })
  }
}

type Wish = MethodInput<typeof contract.streamEvents>['query']

const isAskedFor = (wish: Wish, event: storage.LiveEvent): boolean =>
  (wish.operatorId ?? event.operatorId) === event.operatorId &&
  (wish.siteId ?? event.siteId) === event.siteId &&
  (wish.organizationId ?? event.organizationId) === event.organizationId &&
  (wish.numberId ?? event.numberId) === event.numberId &&
  (wish.kinds === undefined || wish.kinds.some((kind) => kind === event.kind))

/** A header that is no id of ours is one that never was: the client is told to read anew. */
const placeOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : /^\d{1,15}$/.test(text) ? Number(text) : Number.MAX_SAFE_INTEGER
